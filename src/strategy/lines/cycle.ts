/** Cycles in price, after Ehlers. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { HilbertPeriod, hilbertPeriodEntry } from '../../indicators/cycle/hilbert-period.ts'
import { HilbertPhase, hilbertPhaseEntry } from '../../indicators/cycle/hilbert-phase.ts'
import { HilbertPhasor, hilbertPhasorEntry } from '../../indicators/cycle/hilbert-phasor.ts'
import { HilbertSine, hilbertSineEntry } from '../../indicators/cycle/hilbert-sine.ts'
import { HilbertTrendMode, hilbertTrendModeEntry } from '../../indicators/cycle/hilbert-trend-mode.ts'
import { ofLine, ofLineMany, type OfLine, type OfLineMany } from './line-functions.ts'

/** Length of the dominant cycle, in rows. */
export const hilbertPeriod: OfLine<{}> = ofLine(HilbertPeriod, hilbertPeriodEntry)

/** Where in the dominant cycle a line is, in degrees. */
export const hilbertPhase: OfLine<{}> = ofLine(HilbertPhase, hilbertPhaseEntry)

/** The parts of a line in phase and a quarter cycle later. */
export const hilbertPhasor: OfLineMany<{}, 'inPhase' | 'quadrature'> = ofLineMany(HilbertPhasor, hilbertPhasorEntry)

/** The sine of the dominant cycle's phase, and the same an eighth of a cycle ahead. */
export const hilbertSine: OfLineMany<{}, 'sine' | 'lead'> = ofLineMany(HilbertSine, hilbertSineEntry)

/** 1 in a trend, 0 in a cycle. */
export const hilbertTrendMode: OfLine<{}> = ofLine(HilbertTrendMode, hilbertTrendModeEntry)

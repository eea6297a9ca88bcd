/** Cycles in price, after Ehlers. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { HilbertPeriod } from '../../indicators/cycle/hilbert-period.ts'
import { HilbertPhase } from '../../indicators/cycle/hilbert-phase.ts'
import { HilbertPhasor } from '../../indicators/cycle/hilbert-phasor.ts'
import { HilbertSine } from '../../indicators/cycle/hilbert-sine.ts'
import { HilbertTrendMode } from '../../indicators/cycle/hilbert-trend-mode.ts'
import { ofLine, ofLineMany, type OfLine, type OfLineMany } from './line-functions.ts'

/** Length of the dominant cycle, in rows. */
export const hilbertPeriod: OfLine<{}> = ofLine(HilbertPeriod)

/** Where in the dominant cycle a line is, in degrees. */
export const hilbertPhase: OfLine<{}> = ofLine(HilbertPhase)

/** The parts of a line in phase and a quarter cycle later. */
export const hilbertPhasor: OfLineMany<{}, 'inPhase' | 'quadrature'> = ofLineMany(HilbertPhasor)

/** The sine of the dominant cycle's phase, and the same an eighth of a cycle ahead. */
export const hilbertSine: OfLineMany<{}, 'sine' | 'lead'> = ofLineMany(HilbertSine)

/** 1 in a trend, 0 in a cycle. */
export const hilbertTrendMode: OfLine<{}> = ofLine(HilbertTrendMode)

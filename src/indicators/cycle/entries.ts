import type { IndicatorEntry } from '../entry.ts'
import { hilbertPeriodEntry } from './hilbert-period.ts'
import { hilbertPhaseEntry } from './hilbert-phase.ts'
import { hilbertPhasorEntry } from './hilbert-phasor.ts'
import { hilbertSineEntry } from './hilbert-sine.ts'
import { hilbertTrendModeEntry } from './hilbert-trend-mode.ts'

/** The group's part of the catalogue. */
export const cycleEntries: readonly IndicatorEntry[] = [
  hilbertPeriodEntry,
  hilbertPhaseEntry,
  hilbertPhasorEntry,
  hilbertSineEntry,
  hilbertTrendModeEntry,
]

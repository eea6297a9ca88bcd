import type { IndicatorEntry } from '../entry.ts'
import { patternEntry } from './candle-pattern.ts'
import { patternNames } from './patterns.ts'

/** The group's part of the catalogue. */
export const candlesEntries: readonly IndicatorEntry[] = patternNames.map(patternEntry)

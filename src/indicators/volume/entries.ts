import type { IndicatorEntry } from '../entry.ts'
import { vwapEntry } from './vwap.ts'
import { obvEntry } from './obv.ts'

/** The group's part of the catalogue. */
export const volumeEntries: readonly IndicatorEntry[] = [vwapEntry, obvEntry]

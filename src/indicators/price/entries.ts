import type { IndicatorEntry } from '../entry.ts'
import { heikinAshiEntry } from './heikin-ashi.ts'
import { averagePriceEntry, medianPriceEntry, typicalPriceEntry, weightedCloseEntry } from './mean-price.ts'

/** The group's part of the catalogue. */
export const priceEntries: readonly IndicatorEntry[] = [
  typicalPriceEntry,
  medianPriceEntry,
  averagePriceEntry,
  weightedCloseEntry,
  heikinAshiEntry,
]

import type { IndicatorEntry } from '../entry.ts'
import { heikinAshiEntry } from './heikin-ashi.ts'

/** The group's part of the catalogue. */
export const priceEntries: readonly IndicatorEntry[] = [heikinAshiEntry]

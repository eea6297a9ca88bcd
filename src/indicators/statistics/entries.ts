import type { IndicatorEntry } from '../entry.ts'
import { stdDevEntry } from './std-dev.ts'
import { meanDeviationEntry } from './mean-deviation.ts'
import { percentileRankEntry } from './percentile-rank.ts'

/** The group's part of the catalogue. */
export const statisticsEntries: readonly IndicatorEntry[] = [stdDevEntry, meanDeviationEntry, percentileRankEntry]

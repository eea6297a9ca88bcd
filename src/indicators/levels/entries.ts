import type { IndicatorEntry } from '../entry.ts'

/** The group's part of the catalogue. */
export const levelsEntries: readonly IndicatorEntry[] = []

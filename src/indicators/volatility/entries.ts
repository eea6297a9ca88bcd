import type { IndicatorEntry } from '../entry.ts'
import { atrEntry } from './atr.ts'

/** The group's part of the catalogue. */
export const volatilityEntries: readonly IndicatorEntry[] = [atrEntry]

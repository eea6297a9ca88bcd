import type { IndicatorEntry } from '../entry.ts'
import { atrEntry } from './atr.ts'
import { natrEntry } from './natr.ts'
import { trueRangeEntry } from './true-range.ts'
import { accelerationBandsEntry } from './acceleration-bands.ts'
import { choppinessEntry } from './choppiness.ts'
import { massIndexEntry } from './mass-index.ts'
import { rogersSatchellEntry } from './rogers-satchell.ts'

/** The group's part of the catalogue. */
export const volatilityEntries: readonly IndicatorEntry[] = [
  atrEntry,
  natrEntry,
  trueRangeEntry,
  accelerationBandsEntry,
  choppinessEntry,
  massIndexEntry,
  rogersSatchellEntry,
]

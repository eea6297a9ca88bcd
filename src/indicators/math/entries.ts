import type { IndicatorEntry } from '../entry.ts'
import { highestEntry } from './highest.ts'
import { lowestEntry } from './lowest.ts'
import { lagEntry } from './lag.ts'
import { sumEntry } from './sum.ts'
import { extremesEntry } from './extremes.ts'
import { arithmeticEntries } from './arithmetic.ts'
import { transformEntries } from './transform.ts'

/** The group's part of the catalogue. */
export const mathEntries: readonly IndicatorEntry[] = [
  highestEntry,
  lowestEntry,
  sumEntry,
  lagEntry,
  extremesEntry,
  ...arithmeticEntries,
  ...transformEntries,
]

/** Every indicator there is: the command line, the docs, sweeps and the tests read this list. */
import { candlesEntries } from './candles/entries.ts'
import { cycleEntries } from './cycle/entries.ts'
import { levelsEntries } from './levels/entries.ts'
import { mathEntries } from './math/entries.ts'
import { momentumEntries } from './momentum/entries.ts'
import { overlapEntries } from './overlap/entries.ts'
import { priceEntries } from './price/entries.ts'
import { statisticsEntries } from './statistics/entries.ts'
import { volatilityEntries } from './volatility/entries.ts'
import { volumeEntries } from './volume/entries.ts'
import type { IndicatorEntry } from './entry.ts'

/** In the order of `indicatorGroups`. A new one is its file and its name in its group's entries. */
export const indicatorList: readonly IndicatorEntry[] = [
  ...overlapEntries,
  ...momentumEntries,
  ...volatilityEntries,
  ...volumeEntries,
  ...priceEntries,
  ...statisticsEntries,
  ...cycleEntries,
  ...mathEntries,
  ...levelsEntries,
  ...candlesEntries,
]

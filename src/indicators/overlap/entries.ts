import type { IndicatorEntry } from '../entry.ts'
import { smaEntry } from './sma.ts'
import { emaEntry } from './ema.ts'
import { wmaEntry } from './wma.ts'
import { bollingerEntry } from './bollinger.ts'
import { donchianEntry } from './donchian.ts'

/** The group's part of the catalogue. */
export const overlapEntries: readonly IndicatorEntry[] = [smaEntry, emaEntry, wmaEntry, bollingerEntry, donchianEntry]

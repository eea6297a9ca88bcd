import type { IndicatorEntry } from '../entry.ts'
import { rsiEntry } from './rsi.ts'
import { macdEntry } from './macd.ts'
import { stochasticEntry } from './stochastic.ts'
import { adxEntry } from './adx.ts'

/** The group's part of the catalogue. */
export const momentumEntries: readonly IndicatorEntry[] = [rsiEntry, macdEntry, stochasticEntry, adxEntry]

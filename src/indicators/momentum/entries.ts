import type { IndicatorEntry } from '../entry.ts'
import { rsiEntry } from './rsi.ts'
import { macdEntry } from './macd.ts'
import { stochasticEntry } from './stochastic.ts'
import { adxEntry } from './adx.ts'
import { vortexEntry } from './vortex.ts'
import { awesomeEntry } from './awesome.ts'
import { connorsRsiEntry } from './connors-rsi.ts'
import { coppockEntry } from './coppock.ts'
import { kstEntry } from './kst.ts'
import { dpoEntry } from './dpo.ts'
import { rviEntry } from './rvi.ts'
import { demarkerEntry } from './demarker.ts'
import { waveTrendEntry } from './wave-trend.ts'
import { efficiencyRatioEntry } from './efficiency-ratio.ts'

/** The group's part of the catalogue. */
export const momentumEntries: readonly IndicatorEntry[] = [
  rsiEntry,
  macdEntry,
  stochasticEntry,
  adxEntry,
  vortexEntry,
  awesomeEntry,
  connorsRsiEntry,
  coppockEntry,
  kstEntry,
  dpoEntry,
  rviEntry,
  demarkerEntry,
  waveTrendEntry,
  efficiencyRatioEntry,
]

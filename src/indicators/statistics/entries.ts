import type { IndicatorEntry } from '../entry.ts'
import { stdDevEntry } from './std-dev.ts'
import { meanDeviationEntry } from './mean-deviation.ts'
import { percentileRankEntry } from './percentile-rank.ts'
import { zScoreEntry } from './z-score.ts'
import { logReturnEntry } from './log-return.ts'
import { hurstEntry } from './hurst.ts'
import { fracDiffEntry } from './frac-diff.ts'
import { varianceEntry } from './variance.ts'
import { correlationEntry } from './correlation.ts'
import { betaEntry } from './beta.ts'
import { linearRegressionEntry } from './linear-regression.ts'

/** The group's part of the catalogue. */
export const statisticsEntries: readonly IndicatorEntry[] = [
  stdDevEntry,
  varianceEntry,
  correlationEntry,
  betaEntry,
  linearRegressionEntry,
  meanDeviationEntry,
  percentileRankEntry,
  zScoreEntry,
  logReturnEntry,
  hurstEntry,
  fracDiffEntry,
]

import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { movingAverage } from '../overlap/moving-average.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { MacdLines } from './macd-lines.ts'

/** Macd of 12 and 26 rows by the weights that Appel gave, 0.15 and 0.075, which are rounder than 2 / 13 and 2 / 27. */
export class MacdFix extends MacdLines {
  /** `signal` in rows, 9 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= signal <= 100,000 */
  constructor(options: { readonly signal?: number } = {}) {
    const signal = checkPeriod('signal', options.signal ?? 9, 1)
    super({
      fast: new Ema({ period: 12, weight: 0.15 }),
      slow: new Ema({ period: 26, weight: 0.075 }),
      signal: movingAverage('ema', { period: signal }),
    })
  }
}

export const macdFixEntry: IndicatorEntry = {
  name: 'macdFix',
  title: 'Moving average convergence divergence, weights of 0.15 and 0.075',
  group: 'momentum',
  talib: 'MACDFIX',
  parameters: [rows('signal', { default: 9, min: 1 })],
  warmup: 'signal + 24',
  convention: 'seeded by the means of 12 and 26 rows that end on one row; all outputs start together',
  source: 'TA-Lib MACDFIX',
  make: made(MacdFix),
}

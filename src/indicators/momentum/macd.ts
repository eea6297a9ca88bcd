import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { movingAverage, movingAverageTypes, type MovingAverageType } from '../overlap/moving-average.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { checkFaster, fasterThanSlow } from './fast-slow.ts'
import { MacdLines } from './macd-lines.ts'

/** Periods, in rows, 12, 26 and 9 unless given, and the kinds of the three averages, exponential unless given. */
export interface MacdOptions {
  readonly fast?: number
  readonly slow?: number
  readonly signal?: number
  readonly fastAverage?: MovingAverageType
  readonly slowAverage?: MovingAverageType
  readonly signalAverage?: MovingAverageType
}

/** Moving average convergence divergence: macd = EMA(fast) - EMA(slow), signal = EMA(signal) of macd, histogram = macd - signal. */
export class Macd extends MacdLines {
  /** @throws LockstepError E_PARAM_VALUE unless 2 <= fast < slow <= 100,000, 1 <= signal <= 100,000 and the averages are kinds there are */
  constructor(options: MacdOptions = {}) {
    const { fast, slow } = checkFaster(options.fast ?? 12, options.slow ?? 26)
    const signal = checkPeriod('signal', options.signal ?? 9, 1)
    const kind = (name: 'fastAverage' | 'slowAverage' | 'signalAverage'): MovingAverageType =>
      checkChoice(name, options[name] ?? 'ema', movingAverageTypes)
    super({
      fast: movingAverage(kind('fastAverage'), { period: fast }),
      slow: movingAverage(kind('slowAverage'), { period: slow }),
      signal: movingAverage(kind('signalAverage'), { period: signal }),
    })
  }
}

export const macdEntry: IndicatorEntry = {
  name: 'macd',
  title: 'Moving average convergence divergence',
  group: 'momentum',
  talib: ['MACD', 'MACDEXT'],
  parameters: [
    rows('fast', { default: 12, min: 2 }),
    rows('slow', { default: 26, min: 2 }),
    rows('signal', { default: 9, min: 1 }),
    { name: 'fastAverage', default: 'ema', choices: movingAverageTypes },
    { name: 'slowAverage', default: 'ema', choices: movingAverageTypes },
    { name: 'signalAverage', default: 'ema', choices: movingAverageTypes },
  ],
  constraint: fasterThanSlow,
  warmup: 'slow + signal - 2',
  convention: 'the seeds of both averages end on one row; all outputs start together; other averages may warm up longer',
  source: 'TA-Lib MACD, MACDEXT',
  make: made(Macd),
}

import { LockstepError } from '../../base/error.ts'
import { Ema } from '../overlap/ema.ts'
import { LinesIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods, in rows; 12, 26 and 9 unless given. */
export interface MacdOptions {
  readonly fast?: number
  readonly slow?: number
  readonly signal?: number
}

/**
 * Moving average convergence divergence: macd = EMA(fast) - EMA(slow), signal = EMA(signal) of macd, histogram = macd -
 * signal. As in TA-Lib the seed of the fast average ends on the same row as the slow one's, and all three start together.
 */
export class Macd extends LinesIndicator<'macd' | 'signal' | 'histogram'> {
  private readonly fastAverage: Ema
  private readonly slowAverage: Ema
  private readonly signalAverage: Ema

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= fast < slow <= 100,000 and 2 <= signal <= 100,000 */
  constructor(options: MacdOptions = {}) {
    const fast = checkPeriod('fast', options.fast ?? 12, 2)
    const slow = checkPeriod('slow', options.slow ?? 26, 2)
    const signal = checkPeriod('signal', options.signal ?? 9, 2)
    if (fast >= slow) {
      throw new LockstepError('E_PARAM_VALUE', `fast must be less than slow, ${slow}, was ${fast}`, 'Give fast the shorter period.')
    }
    super({ outputs: ['macd', 'signal', 'histogram'], warmup: slow + signal - 2 })
    this.fastAverage = new Ema({ period: fast, skip: slow - fast })
    this.slowAverage = new Ema({ period: slow })
    this.signalAverage = new Ema({ period: signal })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const source = sources[0]!
    const [macd, signal, histogram] = targets as [Float64Array, Float64Array, Float64Array]
    this.fastAverage.fillLine(source, sourceAt, macd, targetAt, count)
    this.slowAverage.fillLine(source, sourceAt, signal, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) macd[i] = macd[i]! - signal[i]!
    this.signalAverage.fillLine(macd, targetAt, signal, targetAt, count)
    for (let i = targetAt; i < end; i++) {
      if (Number.isNaN(signal[i]!)) macd[i] = NaN
      histogram[i] = macd[i]! - signal[i]!
    }
  }
}

export const macdEntry: IndicatorEntry = {
  name: 'macd',
  title: 'Moving average convergence divergence',
  group: 'momentum',
  talib: 'MACD',
  parameters: [rows('fast', { default: 12, min: 2 }), rows('slow', { default: 26, min: 2 }), rows('signal', { default: 9, min: 2 })],
  constraint: { text: 'fast < slow', holds: (given) => given['fast']! < given['slow']! },
  warmup: 'slow + signal - 2',
  convention: 'fast < slow; both seeds end on one row; all outputs start together',
  source: 'TA-Lib MACD',
  make: made(Macd),
}

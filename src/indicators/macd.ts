import { LockstepError } from '../base/error.ts'
import { Ema } from './ema.ts'
import { BlockIndicator } from './block-indicator.ts'
import { checkPeriod } from './period.ts'

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
export class Macd extends BlockIndicator {
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
    super({ inputs: ['value'], outputs: ['macd', 'signal', 'histogram'], warmup: slow + signal - 2 })
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

  /** Takes one value and returns macd; the other two are fields until the next update. */
  update(value: number): number {
    this.setInput(0, value)
    return this.runRow(0)
  }

  /** EMA of macd at the last update. */
  get signal(): number {
    return this.output(1)
  }

  /** macd - signal at the last update. */
  get histogram(): number {
    return this.output(2)
  }
}

import { LinesIndicator, type LineIndicator } from '../line-indicator.ts'
import { LateStart } from '../late-start.ts'

/**
 * macd = a fast average - a slow one, signal = an average of macd, histogram = macd - signal. As in TA-Lib the seeds of
 * the two averages end on one row, and all three outputs start together.
 */
export abstract class MacdLines extends LinesIndicator<'macd' | 'signal' | 'histogram'> {
  private readonly fastAverage: LineIndicator
  private readonly slowAverage: LineIndicator
  private readonly signalAverage: LineIndicator

  constructor(averages: { readonly fast: LineIndicator; readonly slow: LineIndicator; readonly signal: LineIndicator }) {
    const { fast, slow, signal } = averages
    const begin = Math.max(fast.warmup, slow.warmup)
    super({ outputs: ['macd', 'signal', 'histogram'], warmup: begin + signal.warmup })
    this.fastAverage = new LateStart(fast, begin - fast.warmup)
    this.slowAverage = new LateStart(slow, begin - slow.warmup)
    this.signalAverage = signal
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

import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Sma } from './sma.ts'

/** Triangular moving average, heaviest in the window's middle: a simple average, of half the period, of another. */
export class Trima extends LineIndicator {
  private readonly inner: Sma
  private readonly outer: Sma
  private readonly once: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super(period - 1)
    const half = Math.ceil(period / 2)
    this.inner = new Sma({ period: half })
    this.outer = new Sma({ period: period + 1 - half })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    this.inner.fillLine(source, sourceAt, this.once, 0, count)
    this.outer.fillLine(this.once, 0, target, targetAt, count)
  }
}

export const trimaEntry: IndicatorEntry = {
  name: 'trima',
  title: 'Triangular moving average',
  group: 'overlap',
  talib: 'TRIMA',
  parameters: [period({ min: 1 })],
  warmup: 'period - 1',
  convention: 'weights rise to the middle of the window and fall again',
  source: 'TA-Lib TRIMA',
  make: made(Trima),
}

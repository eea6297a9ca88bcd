import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Halfway between the highest and the lowest of the last `period` values. */
export class MidPoint extends LineIndicator {
  private readonly highest: Highest
  private readonly lowest: Lowest
  private readonly tops: Float64Array = scratch()

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor({ period = 14 }: { readonly period?: number } = {}) {
    const highest = new Highest({ period })
    super(highest.warmup)
    this.highest = highest
    this.lowest = new Lowest({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { tops } = this
    this.highest.fillLine(source, sourceAt, tops, 0, count)
    this.lowest.fillLine(source, sourceAt, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = (tops[i]! + target[targetAt + i]!) / 2
  }
}

export const midPointEntry: IndicatorEntry = {
  name: 'midPoint',
  title: 'Midpoint of a window',
  group: 'overlap',
  talib: 'MIDPOINT',
  parameters: [period({ default: 14, min: 1 })],
  warmup: 'period - 1',
  convention: 'of one line; donchian gives that of highs and lows',
  source: 'TA-Lib MIDPOINT',
  make: made(MidPoint),
}

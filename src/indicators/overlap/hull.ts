import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Wma } from './wma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Hull's moving average: WMA(√period) of 2 × WMA(period / 2) - WMA(period), both shorter periods rounded down. */
export class Hull extends LineIndicator {
  private readonly half: Wma
  private readonly whole: Wma
  private readonly smooth: Wma
  private readonly slow: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 2)
    const root = Math.floor(Math.sqrt(period))
    super(period + root - 2)
    this.half = new Wma({ period: Math.floor(period / 2) })
    this.whole = new Wma({ period })
    this.smooth = new Wma({ period: root })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { slow } = this
    this.whole.fillLine(source, sourceAt, slow, 0, count)
    this.half.fillLine(source, sourceAt, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = 2 * target[targetAt + i]! - slow[i]!
    this.smooth.fillLine(target, targetAt, target, targetAt, count)
  }
}

export const hullEntry: IndicatorEntry = {
  name: 'hull',
  title: "Hull's moving average",
  group: 'overlap',
  parameters: [period({ min: 2 })],
  warmup: 'period + floor(sqrt(period)) - 2',
  convention: 'period / 2 and the square root of period are rounded down',
  source: 'Hull (2005)',
  make: made(Hull),
}

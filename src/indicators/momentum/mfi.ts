import { CompoundIndicator } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sum } from '../math/sum.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Money flow index: an rsi of money. A bar's flow is its typical price, (high + low + close) / 3, times its volume, and
 * counts as in- or outflow as that price rose or fell; the index is 100 × the inflow of `period` bars over both.
 */
export class Mfi extends CompoundIndicator<'high' | 'low' | 'close' | 'volume'> {
  private readonly inflow: Sum
  private readonly outflow: Sum
  private previous = NaN

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close', 'volume'], outputs: ['value'], warmup: period })
    this.inflow = new Sum({ period })
    this.outflow = new Sum({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes, volumes] = rows as [Float64Array, Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    // The flows take the place of highs and lows.
    const inflow = highs
    const outflow = lows
    for (let i = 0; i < count; i++) {
      const typical = (highs[i]! + lows[i]! + closes[i]!) / 3
      const flow = typical * volumes[i]!
      const change = typical - this.previous
      if (!Number.isNaN(typical)) this.previous = typical
      inflow[i] = change > 0 ? flow : change * 0
      outflow[i] = change < 0 ? flow : change * 0
    }
    this.inflow.fillLine(inflow, 0, inflow, 0, count)
    this.outflow.fillLine(outflow, 0, outflow, 0, count)
    for (let i = 0; i < count; i++) {
      const total = inflow[i]! + outflow[i]!
      target[targetAt + i] = total === 0 ? 0 : 100 * (inflow[i]! / total)
    }
  }
}

export const mfiEntry: IndicatorEntry = {
  name: 'mfi',
  title: 'Money flow index',
  group: 'momentum',
  talib: 'MFI',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period',
  convention: '0 while no money flows; TA-Lib also says 0 of all flows below 1 in sum',
  source: 'TA-Lib MFI',
  make: made(Mfi),
}

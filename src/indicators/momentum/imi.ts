import { CompoundIndicator } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sum } from '../math/sum.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Intraday momentum index: an rsi of the ways from open to close: 100 × the rises of `period` bars over all they moved. */
export class Imi extends CompoundIndicator<'open' | 'close'> {
  private readonly rises: Sum
  private readonly falls: Sum

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['open', 'close'], outputs: ['value'], warmup: period - 1 })
    this.rises = new Sum({ period })
    this.falls = new Sum({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [rises, falls] = rows as [Float64Array, Float64Array]
    const target = targets[0]!
    for (let i = 0; i < count; i++) {
      const change = falls[i]! - rises[i]!
      rises[i] = Math.max(change, 0)
      falls[i] = Math.max(-change, 0)
    }
    this.rises.fillLine(rises, 0, rises, 0, count)
    this.falls.fillLine(falls, 0, falls, 0, count)
    for (let i = 0; i < count; i++) {
      const total = rises[i]! + falls[i]!
      target[targetAt + i] = total === 0 ? 0 : 100 * (rises[i]! / total)
    }
  }
}

export const imiEntry: IndicatorEntry = {
  name: 'imi',
  title: 'Intraday momentum index',
  group: 'momentum',
  talib: 'IMI',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period - 1',
  convention: '0 while every bar closes where it opened, where TA-Lib gives NaN',
  source: 'TA-Lib IMI (0.6); Chande and Kroll, The New Technical Trader, 1994',
  make: made(Imi),
}

import { RowIndicator } from '../row-indicator.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Atr } from './atr.ts'

/** Normalised average true range: Wilder's average true range in per cent of the close; 0 where the close is 0. */
export class Natr extends RowIndicator<'high' | 'low' | 'close'> {
  private readonly range: Atr

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const range = new Atr(options.period === undefined ? {} : { period: options.period })
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: range.warmup })
    this.range = range
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const closes = sources[2]!
    const target = targets[0]!
    this.range.fill(sources, sourceAt, targets, targetAt, count)
    for (let i = 0; i < count; i++) {
      const range = target[targetAt + i]!
      const close = closes[sourceAt + i]!
      if (!Number.isNaN(range)) target[targetAt + i] = close === 0 ? 0 : 100 * (range / close)
    }
  }
}

export const natrEntry: IndicatorEntry = {
  name: 'natr',
  title: 'Normalised average true range',
  group: 'volatility',
  talib: 'NATR',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period',
  convention: 'Wilder; in per cent of the close, 0 where that is 0',
  source: 'TA-Lib NATR',
  make: made(Natr),
}

import { CompoundIndicator } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Chaikin money flow: volume weighted by where the close stands between low (-1) and high (1), over volume, both summed
 * over `period` bars. A bar without a range counts as 0, and a window without volume is 0.
 */
export class ChaikinMoneyFlow extends CompoundIndicator<'high' | 'low' | 'close' | 'volume'> {
  private readonly flow: Sma
  private readonly volume: Sma

  /** `period` is 20 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 20, 1)
    super({ inputs: ['high', 'low', 'close', 'volume'], outputs: ['value'], warmup: period - 1 })
    this.flow = new Sma({ period })
    this.volume = new Sma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes, volumes] = rows as [Float64Array, Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    for (let i = 0; i < count; i++) {
      const range = highs[i]! - lows[i]!
      const place = range === 0 ? 0 : (2 * closes[i]! - lows[i]! - highs[i]!) / range
      target[targetAt + i] = place * volumes[i]!
    }
    this.flow.fillLine(target, targetAt, target, targetAt, count)
    this.volume.fillLine(volumes, 0, volumes, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = volumes[i] === 0 ? 0 : target[targetAt + i]! / volumes[i]!
  }
}

export const chaikinMoneyFlowEntry: IndicatorEntry = {
  name: 'chaikinMoneyFlow',
  title: 'Chaikin money flow',
  group: 'volume',
  parameters: [period({ default: 20, min: 1 })],
  warmup: 'period - 1',
  convention: 'a bar without a range counts as 0; 0 in a window without volume',
  source: 'Chaikin (1982), as charting platforms compute it',
  make: made(ChaikinMoneyFlow),
}

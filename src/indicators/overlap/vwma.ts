import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from './sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** `period` in rows, 20 unless given; the price is the close unless `typical`, (high + low + close) / 3, is asked for. */
export interface VwmaOptions {
  readonly period?: number
  readonly price?: 'close' | 'typical'
}

/** Volume-weighted moving average: price × volume over volume, both summed over the last `period` bars. */
export class Vwma extends CompoundIndicator<'high' | 'low' | 'close' | 'volume'> {
  private readonly isTypical: boolean
  private readonly turnover: Sma
  private readonly volume: Sma
  private readonly turnovers: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: VwmaOptions = {}) {
    const period = checkPeriod('period', options.period ?? 20, 1)
    super({ inputs: ['high', 'low', 'close', 'volume'], outputs: ['value'], warmup: period - 1 })
    this.isTypical = checkChoice('price', options.price ?? 'close', ['close', 'typical']) === 'typical'
    this.turnover = new Sma({ period })
    this.volume = new Sma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes, volumes] = rows as [Float64Array, Float64Array, Float64Array, Float64Array]
    const { turnovers, isTypical } = this
    const target = targets[0]!
    for (let i = 0; i < count; i++) {
      const price = isTypical ? (highs[i]! + lows[i]! + closes[i]!) / 3 : closes[i]!
      turnovers[i] = price * volumes[i]!
    }
    this.turnover.fillLine(turnovers, 0, turnovers, 0, count)
    this.volume.fillLine(volumes, 0, volumes, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = volumes[i] === 0 ? NaN : turnovers[i]! / volumes[i]!
  }
}

export const vwmaEntry: IndicatorEntry = {
  name: 'vwma',
  title: 'Volume-weighted moving average',
  group: 'overlap',
  parameters: [period({ default: 20, min: 1 }), { name: 'price', default: 'close', choices: ['close', 'typical'] }],
  warmup: 'period - 1',
  convention: 'the close weighted by volume; typical is (high + low + close) / 3',
  source: 'definition',
  gaps: 'while its window has had no volume',
  make: made(Vwma),
}

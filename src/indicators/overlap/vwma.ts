import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from './sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

const PRICES = ['close', 'typical', 'average'] as const

/**
 * `period` in rows, 20 unless given; the price is the close unless `typical`, (high + low + close) / 3, or `average`,
 * (open + high + low + close) / 4, is asked for.
 */
export interface VwmaOptions {
  readonly period?: number
  readonly price?: (typeof PRICES)[number]
}

/** Volume-weighted moving average: price × volume over volume, both summed over the last `period` bars. */
export class Vwma extends CompoundIndicator<'open' | 'high' | 'low' | 'close' | 'volume'> {
  private readonly price: (typeof PRICES)[number]
  private readonly turnover: Sma
  private readonly volume: Sma
  private readonly turnovers: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: VwmaOptions = {}) {
    const period = checkPeriod('period', options.period ?? 20, 1)
    super({ inputs: ['open', 'high', 'low', 'close', 'volume'], outputs: ['value'], warmup: period - 1 })
    this.price = checkChoice('price', options.price ?? 'close', PRICES)
    this.turnover = new Sma({ period })
    this.volume = new Sma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [opens, highs, lows, closes, volumes] = rows as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
    const { turnovers, price } = this
    const target = targets[0]!
    for (let i = 0; i < count; i++) {
      const three = highs[i]! + lows[i]! + closes[i]!
      const value = price === 'close' ? closes[i]! : price === 'typical' ? three / 3 : (opens[i]! + three) / 4
      turnovers[i] = value * volumes[i]!
    }
    this.turnover.fillLine(turnovers, 0, turnovers, 0, count)
    this.volume.fillLine(volumes, 0, volumes, 0, count)
    for (let i = 0; i < count; i++) {
      target[targetAt + i] = NaN
      if (volumes[i] !== 0) target[targetAt + i] = turnovers[i]! / volumes[i]!
    }
  }
}

export const vwmaEntry: IndicatorEntry = {
  name: 'vwma',
  title: 'Volume-weighted moving average',
  group: 'overlap',
  parameters: [period({ default: 20, min: 1 }), { name: 'price', default: 'close', choices: PRICES }],
  warmup: 'period - 1',
  convention: 'the close weighted by volume; typical is (high + low + close) / 3, average the mean of all four prices',
  source: 'definition',
  gaps: 'while its window has had no volume',
  make: made(Vwma),
}

import { LineIndicator } from '../line-indicator.ts'
import { checkChoice, checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

const SEEDS = ['sma', 'first'] as const

/**
 * Where an exponential average begins: at the mean of its first `period` values, as in TA-Lib, or at its very first
 * value, as in pandas' `ewm(adjust=False)`.
 */
export type EmaSeed = (typeof SEEDS)[number]

export interface EmaOptions {
  /** In rows. */
  readonly period: number
  /** 'sma' unless given. */
  readonly seed?: EmaSeed
  /** Of the newest value: 2 / (period + 1) unless given; 1 / period is Wilder's average. */
  readonly weight?: number
}

/** Exponential moving average. */
export class Ema extends LineIndicator {
  private readonly period: number
  private readonly weight: number
  private readonly seed: EmaSeed
  /** Values seen, up to `period`. */
  private seen = 0
  /** Until the seed is whole by `sma`, the sum of its values; else the average. */
  private average = 0

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 0 < weight <= 1 */
  constructor(options: EmaOptions) {
    const period = checkPeriod('period', options.period, 2)
    super(period - 1)
    this.period = period
    this.weight = checkNumber('weight', options.weight ?? 2 / (period + 1), { above: 0, max: 1 })
    this.seed = checkChoice('seed', options.seed ?? 'sma', SEEDS)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { weight } = this
    const seedRows = this.seen < this.period ? this.fillSeed(source, sourceAt, target, targetAt, count) : 0
    let { average } = this
    for (let i = seedRows; i < count; i++) {
      const value = source[sourceAt + i]!
      const next = average + (value - average) * weight
      target[targetAt + i] = next
      if (!Number.isNaN(value)) average = next
    }
    this.average = average
  }

  /** Works rows up to the one that ends the seed and returns how many they were. */
  private fillSeed(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): number {
    let i = 0
    for (; i < count && this.seen < this.period; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      this.seen++
      if (this.seed === 'sma') this.average += value
      else this.average = this.seen === 1 ? value : this.average + (value - this.average) * this.weight
      if (this.seen < this.period) continue
      if (this.seed === 'sma') this.average /= this.period
      target[targetAt + i] = this.average
    }
    return i
  }
}

export const emaEntry: IndicatorEntry = {
  name: 'ema',
  title: 'Exponential moving average',
  group: 'overlap',
  talib: 'EMA',
  parameters: [period({ min: 2 }), { name: 'seed', default: 'sma', choices: SEEDS }],
  warmup: 'period - 1',
  convention: 'weight 2 / (period + 1), seeded by the mean of the first period values; first: by the first value alone',
  source: 'TA-Lib EMA',
  make: made(Ema),
}

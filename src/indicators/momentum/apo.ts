import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { movingAverage, movingAverageTypes, type MovingAverageType } from '../overlap/moving-average.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { checkFaster, fasterThanSlow } from './fast-slow.ts'

/** Periods, in rows, 12 and 26 unless given, and the kind of both averages, simple unless given. */
export interface ApoOptions {
  readonly fast?: number
  readonly slow?: number
  readonly average?: MovingAverageType
}

/** Absolute price oscillator: a fast average less a slow one, each seeded by its own first rows. */
export class Apo extends LineIndicator {
  private readonly fastAverage: LineIndicator
  private readonly slowAverage: LineIndicator
  /** The slow average of the block that was filled last. */
  protected readonly slow: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= fast < slow <= 100,000 and the average is a kind there is */
  constructor(options: ApoOptions = {}) {
    const { fast, slow } = checkFaster(options.fast ?? 12, options.slow ?? 26)
    const type = checkChoice('average', options.average ?? 'sma', movingAverageTypes)
    const fastAverage = movingAverage(type, { period: fast })
    const slowAverage = movingAverage(type, { period: slow })
    super(Math.max(fastAverage.warmup, slowAverage.warmup))
    this.fastAverage = fastAverage
    this.slowAverage = slowAverage
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { slow } = this
    this.slowAverage.fillLine(source, sourceAt, slow, 0, count)
    this.fastAverage.fillLine(source, sourceAt, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = target[targetAt + i]! - slow[i]!
  }
}

export const apoEntry: IndicatorEntry = {
  name: 'apo',
  title: 'Absolute price oscillator',
  group: 'momentum',
  talib: 'APO',
  parameters: [
    rows('fast', { default: 12, min: 2 }),
    rows('slow', { default: 26, min: 2 }),
    { name: 'average', default: 'sma', choices: movingAverageTypes },
  ],
  constraint: fasterThanSlow,
  warmup: 'slow - 1',
  convention: "simple averages; others, each seeded by its own first rows, which macd's are not, may warm up longer",
  source: 'TA-Lib APO',
  make: made(Apo),
}

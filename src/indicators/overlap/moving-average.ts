import { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Dema } from './dema.ts'
import { Ema } from './ema.ts'
import { Kama } from './kama.ts'
import { MamaLine } from './mama.ts'
import { Sma } from './sma.ts'
import { T3 } from './t3.ts'
import { Tema } from './tema.ts'
import { Trima } from './trima.ts'
import { Wma } from './wma.ts'

/** Kinds of moving average that other indicators take as an option, in the order of TA-Lib's MAType. */
export const movingAverageTypes = ['sma', 'ema', 'wma', 'dema', 'tema', 'trima', 'kama', 'mama', 't3'] as const
export type MovingAverageType = (typeof movingAverageTypes)[number]

const averages: Readonly<Record<MovingAverageType, new (options: { readonly period: number }) => LineIndicator>> = {
  sma: Sma,
  ema: Ema,
  wma: Wma,
  dema: Dema,
  tema: Tema,
  trima: Trima,
  kama: Kama,
  mama: MamaLine,
  t3: T3,
}

/**
 * A moving average by the name of its kind; of one row it is the line itself, whatever the kind. `warmup` of what it
 * gives tells how many rows that kind needs; mama has no period. @throws LockstepError E_PARAM_VALUE
 */
export function movingAverage(type: MovingAverageType, { period }: { readonly period: number }): LineIndicator {
  const Average = averages[checkChoice('average', type, movingAverageTypes)]
  return period === 1 ? new Sma({ period }) : new Average({ period })
}

/** `period` in rows, 30 unless given; `average` is 'sma' unless given. */
export interface MovingAverageOptions {
  readonly period?: number
  readonly average?: MovingAverageType
}

/** `movingAverage` as a class, for whoever chooses the kind by an option. */
export class MovingAverage extends LineIndicator {
  private readonly line: LineIndicator

  /** @throws LockstepError E_PARAM_VALUE */
  constructor(options: MovingAverageOptions = {}) {
    const period = checkPeriod('period', options.period ?? 30, 1)
    const line = movingAverage(options.average ?? 'sma', { period })
    super(line.warmup)
    this.line = line
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    this.line.fillLine(source, sourceAt, target, targetAt, count)
  }
}

export const movingAverageEntry: IndicatorEntry = {
  name: 'movingAverage',
  title: 'Moving average by name',
  group: 'overlap',
  talib: 'MA',
  parameters: [period({ default: 30, min: 1 }), { name: 'average', default: 'sma', choices: movingAverageTypes }],
  warmup: 'period - 1',
  convention: 'as the average it names, which tells its warm-up; of one row the line itself; mama has no period',
  source: 'TA-Lib MA',
  make: made(MovingAverage),
}

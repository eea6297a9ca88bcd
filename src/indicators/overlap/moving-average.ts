import type { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
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
  const Average = averages[checkChoice('type', type, movingAverageTypes)]
  return period === 1 ? new Sma({ period }) : new Average({ period })
}

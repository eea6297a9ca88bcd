import { LockstepError } from '../../base/error.ts'
import { BLOCK_ROWS } from '../block-indicator.ts'
import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import type { LineIndicator } from '../line-indicator.ts'
import { LateStart } from '../late-start.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { made, type IndicatorEntry } from '../entry.ts'
import { movingAverage, movingAverageTypes, type MovingAverageType } from './moving-average.ts'

/** An average of every period is kept, about 80 kB for each. */
const PERIOD_MAX = 200

/** Bounds that periods are held to, in rows, 2 and 30 unless given; `average` is 'sma' unless given. */
export interface MavpOptions {
  readonly minPeriod?: number
  readonly maxPeriod?: number
  readonly average?: MovingAverageType
}

/**
 * Moving average of the line `left` whose period is, row by row, what the line `right` says: its whole part, held to the
 * bounds. Every period's average begins so that its first value is on the same row. A row costs as many averages as
 * there are periods between the bounds.
 */
export class Mavp extends CompoundIndicator<'left' | 'right'> {
  private readonly minPeriod: number
  private readonly maxPeriod: number
  private readonly averages: readonly LineIndicator[]
  private readonly means: Float64Array = scratch()
  private readonly periods: Int32Array = new Int32Array(BLOCK_ROWS)

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= minPeriod <= maxPeriod <= 200 */
  constructor({ minPeriod = 2, maxPeriod = 30, average = 'sma' }: MavpOptions = {}) {
    checkBounds(minPeriod, maxPeriod)
    const averages = Array.from({ length: maxPeriod - minPeriod + 1 }, (_, k) => movingAverage(average, { period: minPeriod + k }))
    const warmup = Math.max(...averages.map((line) => line.warmup))
    super({ inputs: ['left', 'right'], outputs: ['value'], warmup })
    this.minPeriod = minPeriod
    this.maxPeriod = maxPeriod
    this.averages = averages.map((line) => new LateStart(line, warmup - line.warmup))
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [values, wishes] = rows as [Float64Array, Float64Array]
    const target = targets[0]!
    const { minPeriod, maxPeriod, averages, means, periods } = this
    for (let i = 0; i < count; i++) {
      periods[i] = Math.min(Math.max(wishes[i]!, minPeriod), maxPeriod)
      target[targetAt + i] = NaN
    }
    for (let k = 0; k < averages.length; k++) {
      averages[k]!.fillLine(values, 0, means, 0, count)
      for (let i = 0; i < count; i++) if (periods[i] === minPeriod + k) target[targetAt + i] = means[i]!
    }
  }
}

function checkBounds(minPeriod: number, maxPeriod: number): void {
  checkNumber('minPeriod', checkPeriod('minPeriod', minPeriod, 2), { min: 2, max: PERIOD_MAX })
  checkNumber('maxPeriod', checkPeriod('maxPeriod', maxPeriod, 2), { min: 2, max: PERIOD_MAX })
  if (minPeriod <= maxPeriod) return
  throw new LockstepError(
    'E_PARAM_VALUE',
    `minPeriod must be at most maxPeriod (${maxPeriod}), was ${minPeriod}`,
    'Give minPeriod the shorter period.',
  )
}

export const mavpEntry: IndicatorEntry = {
  name: 'mavp',
  title: 'Moving average with variable period',
  group: 'overlap',
  talib: 'MAVP',
  parameters: [
    { name: 'minPeriod', default: 2, min: 2, max: PERIOD_MAX },
    { name: 'maxPeriod', default: 30, min: 2, max: PERIOD_MAX },
    { name: 'average', default: 'sma', choices: movingAverageTypes },
  ],
  constraint: { text: 'minPeriod <= maxPeriod', holds: (given) => given['minPeriod']! <= given['maxPeriod']! },
  warmup: 'maxPeriod - 1',
  convention:
    'left is averaged over the whole part of right; other averages than sma warm up as long as the longest does; a row costs an average for each period between the bounds',
  source: 'TA-Lib MAVP',
  make: made(Mavp),
}

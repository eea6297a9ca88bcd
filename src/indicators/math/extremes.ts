import { scratch } from '../compound-indicator.ts'
import { LinesIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Highest } from './highest.ts'
import { Lowest } from './lowest.ts'
import { RowsSinceHighest } from './rows-since-highest.ts'

/** The lowest and the highest of the last `period` values, and how many rows ago they were; of equal ones the newest. */
export class Extremes extends LinesIndicator<'lowest' | 'highest' | 'sinceLowest' | 'sinceHighest'> {
  private readonly lowest: Lowest
  private readonly highest: Highest
  private readonly sinceLowest: RowsSinceHighest
  private readonly sinceHighest: RowsSinceHighest
  private readonly negated: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super({ outputs: ['lowest', 'highest', 'sinceLowest', 'sinceHighest'], warmup: period - 1 })
    this.lowest = new Lowest({ period })
    this.highest = new Highest({ period })
    this.sinceLowest = new RowsSinceHighest({ period })
    this.sinceHighest = new RowsSinceHighest({ period })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const source = sources[0]!
    const [lowest, highest, sinceLowest, sinceHighest] = targets as [Float64Array, Float64Array, Float64Array, Float64Array]
    const { negated } = this
    for (let i = 0; i < count; i++) negated[i] = -source[sourceAt + i]!
    this.lowest.fillLine(source, sourceAt, lowest, targetAt, count)
    this.highest.fillLine(source, sourceAt, highest, targetAt, count)
    this.sinceLowest.fillLine(negated, 0, sinceLowest, targetAt, count)
    this.sinceHighest.fillLine(source, sourceAt, sinceHighest, targetAt, count)
  }
}

export const extremesEntry: IndicatorEntry = {
  name: 'extremes',
  title: 'Extremes of a window and their age',
  group: 'math',
  talib: ['MINMAX', 'MININDEX', 'MAXINDEX', 'MINMAXINDEX'],
  parameters: [period({ min: 1 })],
  warmup: 'period - 1',
  convention: 'ages in rows, 0 for this one; of equal values the newest counts',
  source: 'TA-Lib MINMAX; MINMAXINDEX, counted back from the row',
  make: made(Extremes),
}

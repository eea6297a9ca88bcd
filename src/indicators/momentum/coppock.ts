import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Wma } from '../overlap/wma.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { Roc } from './roc.ts'

/** Periods in rows: 11, 14 and 10 unless given. */
export interface CoppockOptions {
  readonly short?: number
  readonly long?: number
  readonly average?: number
}

/** Coppock curve: WMA(average) of the percentage changes over `short` and over `long` rows, added. */
export class Coppock extends LineIndicator {
  private readonly short: Roc
  private readonly long: Roc
  private readonly smooth: Wma
  private readonly longs: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless all are whole numbers from 1 to 100,000 */
  constructor(options: CoppockOptions = {}) {
    const short = checkPeriod('short', options.short ?? 11, 1)
    const long = checkPeriod('long', options.long ?? 14, 1)
    const average = checkPeriod('average', options.average ?? 10, 1)
    super(Math.max(short, long) + average - 1)
    this.short = new Roc({ period: short })
    this.long = new Roc({ period: long })
    this.smooth = new Wma({ period: average })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { longs } = this
    this.long.fillLine(source, sourceAt, longs, 0, count)
    this.short.fillLine(source, sourceAt, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i]! += longs[i]!
    this.smooth.fillLine(target, targetAt, target, targetAt, count)
  }
}

export const coppockEntry: IndicatorEntry = {
  name: 'coppock',
  title: 'Coppock curve',
  group: 'momentum',
  parameters: [rows('short', { default: 11, min: 1 }), rows('long', { default: 14, min: 1 }), rows('average', { default: 10, min: 1 })],
  warmup: 'max(short, long) + average - 1',
  convention: 'changes in percent, of a value of 0 none',
  source: "Coppock, Barron's (15 October 1962)",
  make: made(Coppock),
}

import { scratch, startTogether } from '../compound-indicator.ts'
import { LinesIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { Roc } from './roc.ts'

/** Periods in rows. Changes over 10, 15, 20 and 30, averaged over 10, 10, 10 and 15, and a signal of 9, unless given. */
export interface KstOptions {
  readonly change1?: number
  readonly change2?: number
  readonly change3?: number
  readonly change4?: number
  readonly average1?: number
  readonly average2?: number
  readonly average3?: number
  readonly average4?: number
  readonly signal?: number
}

/** Know sure thing: four averaged percentage changes weighted 1 to 4, the longest the heaviest, and the simple average of that. */
export class Kst extends LinesIndicator<'kst' | 'signal'> {
  private readonly rates: readonly Roc[]
  private readonly averages: readonly Sma[]
  private readonly signal: Sma
  private readonly changes: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless all are whole numbers from 1 to 100,000 */
  constructor(options: KstOptions = {}) {
    const changes = [
      checkPeriod('change1', options.change1 ?? 10, 1),
      checkPeriod('change2', options.change2 ?? 15, 1),
      checkPeriod('change3', options.change3 ?? 20, 1),
      checkPeriod('change4', options.change4 ?? 30, 1),
    ]
    const averages = [
      checkPeriod('average1', options.average1 ?? 10, 1),
      checkPeriod('average2', options.average2 ?? 10, 1),
      checkPeriod('average3', options.average3 ?? 10, 1),
      checkPeriod('average4', options.average4 ?? 15, 1),
    ]
    const signal = checkPeriod('signal', options.signal ?? 9, 1)
    super({ outputs: ['kst', 'signal'], warmup: Math.max(...changes.map((change, k) => change + averages[k]!)) + signal - 2 })
    this.rates = changes.map((period) => new Roc({ period }))
    this.averages = averages.map((period) => new Sma({ period }))
    this.signal = new Sma({ period: signal })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const source = sources[0]!
    const [kst, signal] = targets as [Float64Array, Float64Array]
    const { changes } = this
    for (let k = 0; k < 4; k++) {
      this.rates[k]!.fillLine(source, sourceAt, changes, 0, count)
      this.averages[k]!.fillLine(changes, 0, changes, 0, count)
      for (let i = 0; i < count; i++) kst[targetAt + i] = (k === 0 ? 0 : kst[targetAt + i]!) + (k + 1) * changes[i]!
    }
    this.signal.fillLine(kst, targetAt, signal, targetAt, count)
    startTogether(targets, targetAt, count)
  }
}

export const kstEntry: IndicatorEntry = {
  name: 'kst',
  title: 'Know sure thing',
  group: 'momentum',
  parameters: [
    rows('change1', { default: 10, min: 1 }),
    rows('change2', { default: 15, min: 1 }),
    rows('change3', { default: 20, min: 1 }),
    rows('change4', { default: 30, min: 1 }),
    rows('average1', { default: 10, min: 1 }),
    rows('average2', { default: 10, min: 1 }),
    rows('average3', { default: 10, min: 1 }),
    rows('average4', { default: 15, min: 1 }),
    rows('signal', { default: 9, min: 1 }),
  ],
  warmup: 'max(change1 + average1, change2 + average2, change3 + average3, change4 + average4) + signal - 2',
  convention: 'simple averages; changes in percent, of a value of 0 none',
  source: 'Pring, Stocks & Commodities 10:9 (1992)',
  make: made(Kst),
}

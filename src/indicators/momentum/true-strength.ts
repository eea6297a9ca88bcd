import { LinesIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { scratch, startTogether } from '../compound-indicator.ts'
import { Ema } from '../overlap/ema.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods in rows: 25, 13 and 7 unless given. */
export interface TrueStrengthOptions {
  readonly long?: number
  readonly short?: number
  readonly signal?: number
}

/**
 * True strength index: changes averaged by EMA(long) and again by EMA(short), over their sizes averaged alike, in
 * percent; and EMA(signal) of that. 0 while nothing has moved.
 */
export class TrueStrength extends LinesIndicator<'tsi' | 'signal'> {
  private readonly averages: readonly [Ema, Ema, Ema, Ema]
  private readonly signal: Ema
  private readonly sizes: Float64Array = scratch()
  private previous = NaN

  /** @throws LockstepError E_PARAM_VALUE unless all are whole numbers from 2 to 100,000 */
  constructor(options: TrueStrengthOptions = {}) {
    const long = checkPeriod('long', options.long ?? 25, 2)
    const short = checkPeriod('short', options.short ?? 13, 2)
    const signal = checkPeriod('signal', options.signal ?? 7, 2)
    super({ outputs: ['tsi', 'signal'], warmup: long + short + signal - 2 })
    this.averages = [new Ema({ period: long }), new Ema({ period: short }), new Ema({ period: long }), new Ema({ period: short })]
    this.signal = new Ema({ period: signal })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const source = sources[0]!
    const [tsi, signal] = targets as [Float64Array, Float64Array]
    const { averages, sizes } = this
    let { previous } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      tsi[targetAt + i] = value - previous
      sizes[i] = Math.abs(value - previous)
      if (!Number.isNaN(value)) previous = value
    }
    this.previous = previous
    averages[0].fillLine(tsi, targetAt, tsi, targetAt, count)
    averages[1].fillLine(tsi, targetAt, tsi, targetAt, count)
    averages[2].fillLine(sizes, 0, sizes, 0, count)
    averages[3].fillLine(sizes, 0, sizes, 0, count)
    for (let i = 0; i < count; i++) tsi[targetAt + i] = sizes[i] === 0 ? 0 : (100 * tsi[targetAt + i]!) / sizes[i]!
    this.signal.fillLine(tsi, targetAt, signal, targetAt, count)
    startTogether(targets, targetAt, count)
  }
}

export const trueStrengthEntry: IndicatorEntry = {
  name: 'trueStrength',
  title: 'True strength index',
  group: 'momentum',
  parameters: [rows('long', { default: 25, min: 2 }), rows('short', { default: 13, min: 2 }), rows('signal', { default: 7, min: 2 })],
  warmup: 'long + short + signal - 2',
  convention: 'each average is seeded by the mean of its first period values; 0 while nothing has moved',
  source: 'Blau, Stocks & Commodities 9:11 (1991)',
  make: made(TrueStrength),
}

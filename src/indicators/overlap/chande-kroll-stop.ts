import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Atr } from '../volatility/atr.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods in rows, 10 and 9 unless given; a stop is `multiplier` average true ranges away, 1 unless given. */
export interface ChandeKrollStopOptions {
  readonly atrPeriod?: number
  readonly multiplier?: number
  readonly period?: number
}

/**
 * Chande and Kroll's stops: short is the highest over `period` bars of highest high - multiplier × ATR, long the lowest
 * of lowest low + multiplier × ATR; highest, lowest and ATR are over `atrPeriod` bars.
 */
export class ChandeKrollStop extends CompoundIndicator<'high' | 'low' | 'close', 'long' | 'short'> {
  private readonly multiplier: number
  private readonly range: Atr
  private readonly ranges: readonly [Float64Array] = [scratch()]
  private readonly highs: readonly [Highest, Highest]
  private readonly lows: readonly [Lowest, Lowest]

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= atrPeriod, 1 <= period, both <= 100,000, and 0 < multiplier <= 100 */
  constructor(options: ChandeKrollStopOptions = {}) {
    const atrPeriod = checkPeriod('atrPeriod', options.atrPeriod ?? 10, 2)
    const period = checkPeriod('period', options.period ?? 9, 1)
    super({ inputs: ['high', 'low', 'close'], outputs: ['long', 'short'], warmup: atrPeriod + period - 1 })
    this.multiplier = checkNumber('multiplier', options.multiplier ?? 1, { above: 0, max: 100 })
    this.range = new Atr({ period: atrPeriod })
    this.highs = [new Highest({ period: atrPeriod }), new Highest({ period })]
    this.lows = [new Lowest({ period: atrPeriod }), new Lowest({ period })]
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [long, short] = targets as [Float64Array, Float64Array]
    const { multiplier } = this
    const ranges = this.ranges[0]
    this.range.fill(rows, 0, this.ranges, 0, count)
    this.highs[0].fillLine(rows[0]!, 0, short, targetAt, count)
    this.lows[0].fillLine(rows[1]!, 0, long, targetAt, count)
    for (let i = 0; i < count; i++) {
      short[targetAt + i]! -= ranges[i]! * multiplier
      long[targetAt + i]! += ranges[i]! * multiplier
    }
    this.highs[1].fillLine(short, targetAt, short, targetAt, count)
    this.lows[1].fillLine(long, targetAt, long, targetAt, count)
    startTogether(targets, targetAt, count)
  }
}

export const chandeKrollStopEntry: IndicatorEntry = {
  name: 'chandeKrollStop',
  title: 'Chande Kroll stop',
  group: 'overlap',
  parameters: [
    rows('atrPeriod', { default: 10, min: 2 }),
    { name: 'multiplier', default: 1, above: 0, max: 100 },
    rows('period', { default: 9, min: 1 }),
  ],
  warmup: 'atrPeriod + period - 1',
  convention: "Wilder's average true range",
  source: 'Chande and Kroll, The New Technical Trader (1994)',
  make: made(ChandeKrollStop),
}

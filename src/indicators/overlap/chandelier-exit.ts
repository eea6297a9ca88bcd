import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Atr } from '../volatility/atr.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** `period` in rows, 22 unless given; exits hang `multiplier` average true ranges away, 3 unless given. */
export interface ChandelierExitOptions {
  readonly period?: number
  readonly multiplier?: number
}

/** Chandelier exit: for longs the highest high less `multiplier` × ATR, for shorts the lowest low plus it. */
export class ChandelierExit extends CompoundIndicator<'high' | 'low' | 'close', 'long' | 'short'> {
  private readonly multiplier: number
  private readonly range: Atr
  private readonly ranges: readonly [Float64Array] = [scratch()]
  private readonly highest: Highest
  private readonly lowest: Lowest

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 0 < multiplier <= 100 */
  constructor(options: ChandelierExitOptions = {}) {
    const period = checkPeriod('period', options.period ?? 22, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['long', 'short'], warmup: period })
    this.multiplier = checkNumber('multiplier', options.multiplier ?? 3, { above: 0, max: 100 })
    this.range = new Atr({ period })
    this.highest = new Highest({ period })
    this.lowest = new Lowest({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [long, short] = targets as [Float64Array, Float64Array]
    const { multiplier } = this
    const ranges = this.ranges[0]
    this.range.fill(rows, 0, this.ranges, 0, count)
    this.highest.fillLine(rows[0]!, 0, long, targetAt, count)
    this.lowest.fillLine(rows[1]!, 0, short, targetAt, count)
    for (let i = 0; i < count; i++) {
      long[targetAt + i]! -= ranges[i]! * multiplier
      short[targetAt + i]! += ranges[i]! * multiplier
    }
    startTogether(targets, targetAt, count)
  }
}

export const chandelierExitEntry: IndicatorEntry = {
  name: 'chandelierExit',
  title: 'Chandelier exit',
  group: 'overlap',
  parameters: [period({ default: 22, min: 2 }), { name: 'multiplier', default: 3, above: 0, max: 100 }],
  warmup: 'period',
  convention: "the window holds this bar; Wilder's average true range of the same period",
  source: 'LeBeau, in Elder, Come Into My Trading Room (2002)',
  make: made(ChandelierExit),
}

import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import { checkChoice, checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Atr } from '../volatility/atr.ts'
import { Ema } from './ema.ts'
import { Sma } from './sma.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/**
 * `period` of the middle in rows, 20 unless given; the channel is `multiplier`, 2 unless given, average true ranges of
 * `atrPeriod`, 10 unless given, wide to either side. The middle averages the close, or `typical` (high + low + close) / 3.
 */
export interface KeltnerOptions {
  readonly period?: number
  readonly atrPeriod?: number
  readonly multiplier?: number
  readonly average?: 'ema' | 'sma'
  readonly price?: 'close' | 'typical'
}

/** Keltner channel: an average of price, and that plus and minus `multiplier` × ATR(atrPeriod). */
export class Keltner extends CompoundIndicator<'high' | 'low' | 'close', 'upper' | 'middle' | 'lower'> {
  private readonly multiplier: number
  private readonly isTypical: boolean
  private readonly average: Ema | Sma
  private readonly range: Atr
  private readonly ranges: readonly [Float64Array] = [scratch()]

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period, 2 <= atrPeriod, both <= 100,000, and 0 < multiplier <= 100 */
  constructor(options: KeltnerOptions = {}) {
    const period = checkPeriod('period', options.period ?? 20, 2)
    const atrPeriod = checkPeriod('atrPeriod', options.atrPeriod ?? 10, 2)
    super({
      inputs: ['high', 'low', 'close'],
      outputs: ['upper', 'middle', 'lower'],
      warmup: Math.max(period - 1, atrPeriod),
      main: 'middle',
    })
    this.multiplier = checkNumber('multiplier', options.multiplier ?? 2, { above: 0, max: 100 })
    const isSimple = checkChoice('average', options.average ?? 'ema', ['ema', 'sma']) === 'sma'
    this.isTypical = checkChoice('price', options.price ?? 'close', ['close', 'typical']) === 'typical'
    this.average = isSimple ? new Sma({ period }) : new Ema({ period })
    this.range = new Atr({ period: atrPeriod })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const [upper, middle, lower] = targets as [Float64Array, Float64Array, Float64Array]
    const { multiplier } = this
    const ranges = this.ranges[0]
    this.range.fill(rows, 0, this.ranges, 0, count)
    if (this.isTypical) for (let i = 0; i < count; i++) closes[i] = (highs[i]! + lows[i]! + closes[i]!) / 3
    this.average.fillLine(closes, 0, middle, targetAt, count)
    for (let i = 0; i < count; i++) {
      const offset = ranges[i]! * multiplier
      upper[targetAt + i] = middle[targetAt + i]! + offset
      lower[targetAt + i] = middle[targetAt + i]! - offset
    }
    startTogether(targets, targetAt, count)
  }
}

export const keltnerEntry: IndicatorEntry = {
  name: 'keltner',
  title: 'Keltner channel',
  group: 'overlap',
  parameters: [
    rows('period', { default: 20, min: 2 }),
    rows('atrPeriod', { default: 10, min: 2 }),
    { name: 'multiplier', default: 2, above: 0, max: 100 },
    { name: 'average', default: 'ema', choices: ['ema', 'sma'] },
    { name: 'price', default: 'close', choices: ['close', 'typical'] },
  ],
  warmup: 'max(period - 1, atrPeriod)',
  convention: "exponential average of the close, Wilder's average true range; Keltner's own is a simple average of the typical price",
  source: 'Keltner, How to Make Money in Commodities (1960), as Raschke changed it',
  make: made(Keltner),
}

import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import type { LineIndicator } from '../line-indicator.ts'
import { checkChoice, checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { TrueRange } from '../volatility/true-range.ts'
import { Ema } from './ema.ts'
import { Rma } from './rma.ts'
import { Sma } from './sma.ts'
import { made, rows, type Parameter, type IndicatorEntry } from '../entry.ts'

const averages = { wilder: Rma, ema: Ema, sma: Sma } as const

/**
 * `period` of the middle in rows, 20 unless given; the channel is `multiplier`, 2 unless given, average true ranges of
 * `atrPeriod`, 10 unless given, wide to either side. The middle is the exponential `average` of the close unless `sma`
 * or `typical`, (high + low + close) / 3, is asked for; the true `range` is averaged by Wilder's rule unless another is.
 */
export interface KeltnerOptions {
  readonly period?: number
  readonly atrPeriod?: number
  readonly multiplier?: number
  readonly average?: 'ema' | 'sma'
  readonly price?: 'close' | 'typical'
  readonly range?: 'wilder' | 'ema' | 'sma'
}

/** Keltner channel: an average of price, and that plus and minus `multiplier` × the average true range. */
export class Keltner extends CompoundIndicator<'high' | 'low' | 'close', 'upper' | 'middle' | 'lower'> {
  private readonly multiplier: number
  private readonly isTypical: boolean
  private readonly middle: LineIndicator
  private readonly trueRange = new TrueRange()
  private readonly range: LineIndicator
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
    this.isTypical = checkChoice('price', options.price ?? 'close', ['close', 'typical']) === 'typical'
    this.middle = new averages[checkChoice('average', options.average ?? 'ema', ['ema', 'sma'])]({ period })
    this.range = new averages[checkChoice('range', options.range ?? 'wilder', ['wilder', 'ema', 'sma'])]({ period: atrPeriod })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const [upper, middle, lower] = targets as [Float64Array, Float64Array, Float64Array]
    const { multiplier } = this
    const ranges = this.ranges[0]
    this.trueRange.fill(rows, 0, this.ranges, 0, count)
    this.range.fillLine(ranges, 0, ranges, 0, count)
    if (this.isTypical) for (let i = 0; i < count; i++) closes[i] = (highs[i]! + lows[i]! + closes[i]!) / 3
    this.middle.fillLine(closes, 0, middle, targetAt, count)
    for (let i = 0; i < count; i++) {
      const offset = ranges[i]! * multiplier
      upper[targetAt + i] = middle[targetAt + i]! + offset
      lower[targetAt + i] = middle[targetAt + i]! - offset
    }
    startTogether(targets, targetAt, count)
  }
}

/** How the channel is measured; squeeze has the same choices. */
export const keltnerChoices: readonly Parameter[] = [
  { name: 'average', default: 'ema', choices: ['ema', 'sma'] },
  { name: 'price', default: 'close', choices: ['close', 'typical'] },
  { name: 'range', default: 'wilder', choices: ['wilder', 'ema', 'sma'] },
]

export const keltnerEntry: IndicatorEntry = {
  name: 'keltner',
  title: 'Keltner channel',
  group: 'overlap',
  parameters: [
    rows('period', { default: 20, min: 2 }),
    rows('atrPeriod', { default: 10, min: 2 }),
    { name: 'multiplier', default: 2, above: 0, max: 100 },
    ...keltnerChoices,
  ],
  warmup: 'max(period - 1, atrPeriod)',
  convention: "exponential average of the close, Wilder's average true range; Keltner's own are simple ones, of the typical price",
  source: 'Keltner, How to Make Money in Commodities (1960), as Raschke changed it',
  make: made(Keltner),
}

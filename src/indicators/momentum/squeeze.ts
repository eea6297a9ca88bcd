import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Bollinger } from '../overlap/bollinger.ts'
import { Donchian } from '../overlap/donchian.ts'
import { Keltner, keltnerChoices, type KeltnerOptions } from '../overlap/keltner.ts'
import { Sma } from '../overlap/sma.ts'
import { Wma } from '../overlap/wma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * One `period` in rows for all, 20 unless given. Bollinger bands of `deviations`, 2 unless given, are held against a
 * Keltner channel of `multiplier` average true ranges, 1.5 unless given, that is measured as keltner.ts says.
 */
export interface SqueezeOptions extends Pick<KeltnerOptions, 'average' | 'price' | 'range'> {
  readonly period?: number
  readonly deviations?: number
  readonly multiplier?: number
}

/**
 * Squeeze: `on` is 1 while both Bollinger bands are inside the Keltner channel, else 0. `momentum` is the end of the
 * regression line through how far the close is from the mean of its average and the middle of its highs and lows.
 */
export class Squeeze extends CompoundIndicator<'high' | 'low' | 'close', 'on' | 'momentum'> {
  private readonly bands: Bollinger
  private readonly channel: Keltner
  private readonly extremes: Donchian
  private readonly mean: Sma
  private readonly weighted: Wma
  private readonly closes: readonly [Float64Array] = [scratch()]
  private readonly inner: readonly [Float64Array, Float64Array, Float64Array] = [scratch(), scratch(), scratch()]
  private readonly outer: readonly [Float64Array, Float64Array, Float64Array] = [scratch(), scratch(), scratch()]

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000, 0 < deviations <= 100 and 0 < multiplier <= 100 */
  constructor(options: SqueezeOptions = {}) {
    const period = checkPeriod('period', options.period ?? 20, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['on', 'momentum'], warmup: 2 * period - 2 })
    const deviations = checkNumber('deviations', options.deviations ?? 2, { above: 0, max: 100 })
    this.bands = new Bollinger({ period, deviations })
    this.channel = new Keltner({ ...options, period, atrPeriod: period, multiplier: options.multiplier ?? 1.5 })
    this.extremes = new Donchian({ period })
    this.mean = new Sma({ period })
    this.weighted = new Wma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [on, momentum] = targets as [Float64Array, Float64Array]
    const { inner, outer } = this
    const closes = rows[2]!
    this.channel.fill(rows, 0, outer, 0, count)
    for (let i = 0; i < count; i++) this.closes[0][i] = closes[i]!
    this.bands.fill(this.closes, 0, inner, 0, count)
    for (let i = 0; i < count; i++) {
      on[targetAt + i] = Number(inner[0][i]! < outer[0][i]! && inner[2][i]! > outer[2][i]!)
      momentum[targetAt + i] = inner[1][i]!
    }
    this.extremes.fill(rows, 0, outer, 0, count)
    for (let i = 0; i < count; i++) momentum[targetAt + i] = closes[i]! - (outer[1][i]! + momentum[targetAt + i]!) / 2
    // A regression's end is three times the weighted mean less twice the plain one.
    this.mean.fillLine(momentum, targetAt, inner[0], 0, count)
    this.weighted.fillLine(momentum, targetAt, momentum, targetAt, count)
    for (let i = 0; i < count; i++) momentum[targetAt + i] = 3 * momentum[targetAt + i]! - 2 * inner[0][i]!
    startTogether(targets, targetAt, count)
  }
}

export const squeezeEntry: IndicatorEntry = {
  name: 'squeeze',
  title: 'Squeeze',
  group: 'momentum',
  parameters: [
    period({ default: 20, min: 2 }),
    { name: 'deviations', default: 2, above: 0, max: 100 },
    { name: 'multiplier', default: 1.5, above: 0, max: 100 },
    ...keltnerChoices,
  ],
  warmup: '2 * period - 2',
  convention: 'on is 1 or 0; channel of an exponential average and Wilder ranges, momentum by least squares',
  source: 'Carter, Mastering the Trade (2005)',
  make: made(Squeeze),
}

import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { Sma } from '../overlap/sma.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** An average that ends this share of a price or less away from it has come to it, but for rounding. */
const ROUNDING = 1e-13

/** Periods in rows: 10, 21 and 4 unless given. */
export interface WaveTrendOptions {
  readonly channel?: number
  readonly average?: number
  readonly signal?: number
}

/**
 * Wave trend: how far (high + low + close) / 3 is from its EMA(channel), in 0.015 of the EMA(channel) of that distance,
 * smoothed by EMA(average); the signal is its simple average. 0 where price never left its average.
 */
export class WaveTrend extends CompoundIndicator<'high' | 'low' | 'close', 'wave' | 'signal'> {
  private readonly center: Ema
  private readonly deviation: Ema
  private readonly smooth: Ema
  private readonly signal: Sma
  private readonly deviations: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= channel, 2 <= average, 1 <= signal, all <= 100,000 */
  constructor(options: WaveTrendOptions = {}) {
    const channel = checkPeriod('channel', options.channel ?? 10, 2)
    const average = checkPeriod('average', options.average ?? 21, 2)
    const signal = checkPeriod('signal', options.signal ?? 4, 1)
    super({ inputs: ['high', 'low', 'close'], outputs: ['wave', 'signal'], warmup: 2 * channel + average + signal - 4 })
    this.center = new Ema({ period: channel })
    this.deviation = new Ema({ period: channel })
    this.smooth = new Ema({ period: average })
    this.signal = new Sma({ period: signal })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const [wave, signal] = targets as [Float64Array, Float64Array]
    const { deviations } = this
    for (let i = 0; i < count; i++) highs[i] = (highs[i]! + lows[i]! + closes[i]!) / 3
    this.center.fillLine(highs, 0, wave, targetAt, count)
    for (let i = 0; i < count; i++) {
      const apart = highs[i]! - wave[targetAt + i]!
      wave[targetAt + i] = Math.abs(apart) <= ROUNDING * Math.abs(highs[i]!) ? 0 : apart
      deviations[i] = Math.abs(wave[targetAt + i]!)
    }
    this.deviation.fillLine(deviations, 0, deviations, 0, count)
    for (let i = 0; i < count; i++) wave[targetAt + i] = deviations[i] === 0 ? 0 : wave[targetAt + i]! / (0.015 * deviations[i]!)
    this.smooth.fillLine(wave, targetAt, wave, targetAt, count)
    this.signal.fillLine(wave, targetAt, signal, targetAt, count)
    startTogether(targets, targetAt, count)
  }
}

export const waveTrendEntry: IndicatorEntry = {
  name: 'waveTrend',
  title: 'Wave trend oscillator',
  group: 'momentum',
  parameters: [rows('channel', { default: 10, min: 2 }), rows('average', { default: 21, min: 2 }), rows('signal', { default: 4, min: 1 })],
  warmup: '2 * channel + average + signal - 4',
  convention: 'exponential averages, each seeded by a mean; 0 while price is its average',
  source: 'as charting platforms compute it; the channel commodity index is Lambert, Commodities (1980)',
  make: made(WaveTrend),
}

import { CompoundIndicator, scratch, startTogether } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { checkFaster, fasterThanSlow } from '../momentum/fast-slow.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods in rows: 34, 55 and 13 unless given. */
export interface KlingerOptions {
  readonly fast?: number
  readonly slow?: number
  readonly signal?: number
}

/**
 * Klinger oscillator: the fast less the slow exponential average of the volume force, and EMA(signal) of that. The force
 * is 200 × volume × |range / trend - 1|, with the sign of the change of high + low + close; the trend adds up ranges
 * while that sign lasts, and begins with the range before it when the sign changes. An unchanged bar goes with the last.
 */
export class Klinger extends CompoundIndicator<'high' | 'low' | 'close' | 'volume', 'oscillator' | 'signal'> {
  private readonly fast: Ema
  private readonly slow: Ema
  private readonly signal: Ema
  private readonly forces: Float64Array = scratch()
  private previousSum = NaN
  private previousRange = NaN
  private trend = 0
  private way = 0

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= fast < slow <= 100,000 and 2 <= signal <= 100,000 */
  constructor(options: KlingerOptions = {}) {
    const { fast, slow } = checkFaster(options.fast ?? 34, options.slow ?? 55)
    const signal = checkPeriod('signal', options.signal ?? 13, 2)
    super({ inputs: ['high', 'low', 'close', 'volume'], outputs: ['oscillator', 'signal'], warmup: slow + signal })
    this.fast = new Ema({ period: fast })
    this.slow = new Ema({ period: slow })
    this.signal = new Ema({ period: signal })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [oscillator, signal] = targets as [Float64Array, Float64Array]
    const { forces } = this
    this.fillForces(rows, count)
    this.slow.fillLine(forces, 0, signal, targetAt, count)
    this.fast.fillLine(forces, 0, oscillator, targetAt, count)
    for (let i = targetAt; i < targetAt + count; i++) oscillator[i]! -= signal[i]!
    this.signal.fillLine(oscillator, targetAt, signal, targetAt, count)
    startTogether(targets, targetAt, count)
  }

  /** The force needs a change and the one before it: it starts with the third bar. */
  private fillForces(rows: readonly Float64Array[], count: number): void {
    const [highs, lows, closes, volumes] = rows as [Float64Array, Float64Array, Float64Array, Float64Array]
    const { forces } = this
    let { previousSum, previousRange, trend, way } = this
    for (let i = 0; i < count; i++) {
      const sum = highs[i]! + lows[i]! + closes[i]!
      const range = highs[i]! - lows[i]!
      forces[i] = NaN
      if (Number.isNaN(sum)) continue
      if (!Number.isNaN(previousSum)) {
        const turned = sum > previousSum ? 1 : sum < previousSum ? -1 : way === 0 ? -1 : way
        trend = way === 0 ? range : turned === way ? trend + range : previousRange + range
        if (way !== 0) forces[i] = trend === 0 ? 0 : 200 * volumes[i]! * Math.abs(range / trend - 1) * turned
        way = turned
      }
      previousSum = sum
      previousRange = range
    }
    this.previousSum = previousSum
    this.previousRange = previousRange
    this.trend = trend
    this.way = way
  }
}

export const klingerEntry: IndicatorEntry = {
  name: 'klinger',
  title: 'Klinger volume oscillator',
  group: 'volume',
  parameters: [rows('fast', { default: 34, min: 2 }), rows('slow', { default: 55, min: 2 }), rows('signal', { default: 13, min: 2 })],
  constraint: fasterThanSlow,
  warmup: 'slow + signal',
  convention: 'an unchanged bar goes with the last trend; averages are seeded by means',
  source: 'Klinger, Stocks & Commodities 15:12 (1997)',
  make: made(Klinger),
}

import { Highest } from '../math/highest.ts'
import { LineIndicator } from '../line-indicator.ts'
import { Lowest } from '../math/lowest.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { scratch } from '../compound-indicator.ts'
import { Ema } from '../overlap/ema.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { checkFaster, fasterThanSlow } from './fast-slow.ts'

/** Periods in rows: 23, 50 and 10 unless given; `factor` is the weight of the newest value in both smoothings, 0.5 unless given. */
export interface SchaffOptions {
  readonly fast?: number
  readonly slow?: number
  readonly cycle?: number
  readonly factor?: number
}

/**
 * Schaff trend cycle: where EMA(fast) - EMA(slow) stands between its lowest (0) and highest (100) of `cycle` rows,
 * smoothed; then where that stands between its own, smoothed again. A window without a range leaves a place as it was.
 */
export class Schaff extends LineIndicator {
  private readonly fast: Ema
  private readonly slow: Ema
  private readonly places: readonly [SmoothedPlace, SmoothedPlace]
  private readonly slows: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= fast < slow <= 100,000, 1 <= cycle <= 100,000 and 0 < factor <= 1 */
  constructor(options: SchaffOptions = {}) {
    const { fast, slow } = checkFaster(options.fast ?? 23, options.slow ?? 50)
    const cycle = checkPeriod('cycle', options.cycle ?? 10, 1)
    const factor = checkNumber('factor', options.factor ?? 0.5, { above: 0, max: 1 })
    super(slow + 2 * cycle - 3)
    this.fast = new Ema({ period: fast })
    this.slow = new Ema({ period: slow })
    this.places = [new SmoothedPlace(cycle, factor), new SmoothedPlace(cycle, factor)]
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { slows } = this
    this.slow.fillLine(source, sourceAt, slows, 0, count)
    this.fast.fillLine(source, sourceAt, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i]! -= slows[i]!
    this.places[0].fillLine(target, targetAt, target, targetAt, count)
    this.places[1].fillLine(target, targetAt, target, targetAt, count)
  }
}

/** Where a line stands in its window, 0 to 100, smoothed from its first value on. */
class SmoothedPlace {
  private readonly factor: number
  private readonly highest: Highest
  private readonly lowest: Lowest
  private readonly highs: Float64Array = scratch()
  private readonly lows: Float64Array = scratch()
  private place = 0
  private smooth = NaN

  constructor(period: number, factor: number) {
    this.factor = factor
    this.highest = new Highest({ period })
    this.lowest = new Lowest({ period })
  }

  fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { factor, highs, lows } = this
    let { place, smooth } = this
    this.highest.fillLine(source, sourceAt, highs, 0, count)
    this.lowest.fillLine(source, sourceAt, lows, 0, count)
    for (let i = 0; i < count; i++) {
      const range = highs[i]! - lows[i]!
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(range)) continue
      if (range > 0) place = (100 * (value - lows[i]!)) / range
      smooth = Number.isNaN(smooth) ? place : smooth + (place - smooth) * factor
      target[targetAt + i] = smooth
    }
    this.place = place
    this.smooth = smooth
  }
}

export const schaffEntry: IndicatorEntry = {
  name: 'schaff',
  title: 'Schaff trend cycle',
  group: 'momentum',
  parameters: [
    rows('fast', { default: 23, min: 2 }),
    rows('slow', { default: 50, min: 2 }),
    rows('cycle', { default: 10, min: 1 }),
    { name: 'factor', default: 0.5, above: 0, max: 1 },
  ],
  constraint: fasterThanSlow,
  warmup: 'slow + 2 * cycle - 3',
  convention: 'averages seeded by means, smoothings by their first value; a window without a range keeps the place',
  source: 'Schaff (1999), as charting platforms compute it',
  make: made(Schaff),
}

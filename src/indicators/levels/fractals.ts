import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { Highest } from '../math/highest.ts'
import { Lag } from '../math/lag.ts'
import { Lowest } from '../math/lowest.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

type Out = 'high' | 'highAgo' | 'low' | 'lowAgo'

/**
 * Williams's fractals: a high above the highs of `period` bars on either side, and a low below the lows. It is known
 * `period` bars later: `high` and `low` are the last ones known, `highAgo` and `lowAgo` how many bars ago they were, so a
 * new one is there when that is `period`.
 */
export class Fractals extends CompoundIndicator<'high' | 'low', Out> {
  private readonly period: number
  private readonly highs: Sides
  private readonly lows: Sides

  /** `period` is 2 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 2, 1)
    super({ inputs: ['high', 'low'], outputs: ['high', 'highAgo', 'low', 'lowAgo'], warmup: 2 * period })
    this.period = period
    this.highs = new Sides(period, new Highest({ period }))
    this.lows = new Sides(period, new Lowest({ period }))
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    this.fillSide(1, this.highs, rows[0]!, targets[0]!, targets[1]!, targetAt, count)
    this.fillSide(-1, this.lows, rows[1]!, targets[2]!, targets[3]!, targetAt, count)
  }

  /** `way` is 1 for highs, -1 for lows, which are the highs of what is turned over. */
  private fillSide(
    way: number,
    sides: Sides,
    source: Float64Array,
    level: Float64Array,
    ago: Float64Array,
    targetAt: number,
    count: number,
  ): void {
    sides.fill(source, count)
    const { before, center, after } = sides
    for (let i = 0; i < count; i++) {
      level[targetAt + i] = NaN
      ago[targetAt + i] = NaN
      if (Number.isNaN(source[i]!)) continue
      sides.ago++
      if ((center[i]! - before[i]!) * way > 0 && (center[i]! - after[i]!) * way > 0) {
        sides.level = center[i]!
        sides.ago = this.period
      }
      level[targetAt + i] = sides.level
      ago[targetAt + i] = Number.isNaN(sides.level) ? NaN : sides.ago
    }
  }
}

/** The extremes on both sides of the row `period` ago, and that row. */
class Sides {
  readonly before: Float64Array = scratch()
  readonly center: Float64Array = scratch()
  readonly after: Float64Array = scratch()
  level = NaN
  ago = 0
  private readonly extreme: Highest | Lowest
  private readonly toCenter: Lag
  private readonly toBefore: Lag
  private readonly byOne = new Lag({ period: 1 })

  constructor(period: number, extreme: Highest | Lowest) {
    this.extreme = extreme
    this.toCenter = new Lag({ period })
    this.toBefore = new Lag({ period })
  }

  fill(source: Float64Array, count: number): void {
    this.extreme.fillLine(source, 0, this.after, 0, count)
    this.toCenter.fillLine(source, 0, this.center, 0, count)
    this.toBefore.fillLine(this.after, 0, this.before, 0, count)
    this.byOne.fillLine(this.before, 0, this.before, 0, count)
  }
}

export const fractalsEntry: IndicatorEntry = {
  name: 'fractals',
  title: 'Fractals',
  group: 'levels',
  parameters: [period({ default: 2, min: 1 })],
  warmup: '2 * period',
  convention: 'known period bars after it happened; equal neighbours make none',
  source: 'Williams, Trading Chaos (1995)',
  gaps: 'before the first fractal',
  make: made(Fractals),
}

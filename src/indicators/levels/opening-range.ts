import { checkNumber } from '../option.ts'
import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** `openOf` gives when the session that holds a time opened, epoch ms; the range is of its first `minutes`, 30 unless given. */
export interface OpeningRangeOptions {
  readonly minutes?: number
  readonly openOf: (timeMs: number) => number
}

/**
 * Opening range: the highest and lowest price of a session's first minutes, known from the first bar that opens after
 * them. `breakout` is 1 where the close is above it, -1 where below, else 0. Bars before the session's open do not count.
 */
export class OpeningRange extends RowIndicator<'time' | 'high' | 'low' | 'close', 'high' | 'low' | 'breakout'> {
  private readonly lengthMs: number
  private readonly openOf: (timeMs: number) => number
  private opened = NaN
  private high = -Infinity
  private low = Infinity

  /** @throws LockstepError E_PARAM_VALUE unless 0 < minutes <= 1440 */
  constructor(options: OpeningRangeOptions) {
    super({ inputs: ['time', 'high', 'low', 'close'], outputs: ['high', 'low', 'breakout'], warmup: 0 })
    this.lengthMs = MINUTE_MS * checkNumber('minutes', options.minutes ?? 30, { above: 0, max: 1440 })
    this.openOf = options.openOf
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [times, highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array, Float64Array]
    const [upper, lower, breakout] = targets as [Float64Array, Float64Array, Float64Array]
    const { lengthMs } = this
    let { opened, high, low } = this
    for (let i = 0; i < count; i++) {
      const time = times[sourceAt + i]!
      const close = closes[sourceAt + i]!
      upper[targetAt + i] = NaN
      lower[targetAt + i] = NaN
      breakout[targetAt + i] = NaN
      if (Number.isNaN(time + highs[sourceAt + i]! + lows[sourceAt + i]! + close)) continue
      const open = this.openOf(time)
      if (open !== opened) {
        opened = open
        high = -Infinity
        low = Infinity
      }
      if (time < open) continue
      if (time < open + lengthMs) {
        high = Math.max(high, highs[sourceAt + i]!)
        low = Math.min(low, lows[sourceAt + i]!)
      } else if (high >= low) {
        upper[targetAt + i] = high
        lower[targetAt + i] = low
        breakout[targetAt + i] = Number(close > high) - Number(close < low)
      }
    }
    this.opened = opened
    this.high = high
    this.low = low
  }
}

export const openingRangeEntry: IndicatorEntry = {
  name: 'openingRange',
  title: 'Opening range',
  group: 'levels',
  parameters: [{ name: 'minutes', default: 30, above: 0, max: 1440 }],
  warmup: '0',
  convention: "of bars that open in the session's first minutes; breakout is 1 above, -1 below, 0 inside",
  source: 'Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout (1990)',
  gaps: "during a session's first minutes, and where it has no bar in them",
  make: (given) => new OpeningRange({ ...given, openOf: (timeMs) => Math.floor(timeMs / DAY_MS) * DAY_MS }),
}

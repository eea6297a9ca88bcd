/**
 * The generated market that everything is measured on: one-minute bars of a walk around 5,000 in quarters, as an index
 * future prints. Quarters are whole doubles and the strategies average over powers of two, so every sum is exact: two
 * programs that add in different orders still see the same crosses, and their fills can be held to be equal.
 */
import { allocateBars, createInstrument, parseTimeframe, Random, type Bars, type BarSeries } from 'lockstep'

export interface Market {
  readonly length: number
  readonly seed: number
}

/** Six columns of eight bytes. */
export const BAR_BYTES = 48

const START_MS = Date.UTC(2005, 0, 3)
const MINUTE_MS = 60_000
const TICK = 0.25
const MIDDLE = 5000
/** How much of its distance from the middle the walk loses a bar: enough to keep 10^8 bars above zero. */
const PULL = 1e-6
/** One bar in 4,096 is followed by a gap of up to an hour. */
const GAP_MASK = 4095
const GAP_MINUTES_MAX = 60

/** Bars of a market that trades around the clock, the same for the same seed on every machine. */
export function generateBars({ length, seed }: Market): Bars {
  const bars = allocateBars(length)
  new BarWalk(seed).write(bars)
  return bars
}

/** The same in parts: each call goes on where the one before stopped. */
export class BarWalk {
  private readonly random: Random
  private time = START_MS
  private level = MIDDLE
  private last = MIDDLE

  constructor(seed: number) {
    this.random = new Random(seed)
  }

  write(bars: Bars): void {
    const { random } = this
    let { time, level, last } = this
    for (let i = 0; i < bars.length; i++) {
      // Four fields of three bits add up to a step with a deviation of 4.6 ticks; others give the wicks and the gap.
      const bits = random.bits()
      const step = (bits & 7) + ((bits >>> 3) & 7) + ((bits >>> 6) & 7) + ((bits >>> 9) & 7) - 14
      level += step * TICK + (MIDDLE - level) * PULL
      const open = last + (((bits >>> 12) % 3) - 1) * TICK
      const close = Math.round(level / TICK) * TICK
      bars.time[i] = time
      bars.open[i] = open
      bars.high[i] = Math.max(open, close) + ((bits >>> 18) & 7) * TICK
      bars.low[i] = Math.min(open, close) - ((bits >>> 21) & 7) * TICK
      bars.close[i] = close
      bars.volume[i] = 1 + (bits >>> 22)
      last = close
      time += MINUTE_MS
      if ((random.bits() & GAP_MASK) === 0) time += random.int(1, GAP_MINUTES_MAX) * MINUTE_MS
    }
    Object.assign(this, { time, level, last })
  }
}

/** The bars as a run is given them: whole lots, ticks of a quarter. */
export function seriesOf(id: string, bars: Bars): BarSeries {
  return {
    instrument: createInstrument({ id, tick: TICK, lot: 1 }),
    timeframe: parseTimeframe('1m'),
    bars,
    source: { name: 'generated', contentHash: 'generated', gaps: 0 },
  }
}

/** A generated universe: daily bars of many shares, each a walk of its own in quarters on every weekday of twenty years, the same for the same seed. */
import { allocateBars, createInstrument, parseTimeframe, Random, type Bars, type BarSeries } from 'lockstep'

const START_MS = Date.UTC(2003, 0, 6)
const DAY_MS = 86_400_000
const TICK = 0.25
/** Weekdays of twenty years. */
export const DAYS = 5_218

export function generateDays(seed: number): Bars {
  const bars = allocateBars(DAYS)
  const random = new Random(seed)
  // A walk of a share's own height and drift, held above zero by its middle.
  const middle = random.int(100, 400)
  const drift = random.int(-3, 6) / 64
  let level = middle
  let last = middle
  for (let i = 0; i < DAYS; i++) {
    const bits = random.bits()
    const step = (bits & 7) + ((bits >>> 3) & 7) + ((bits >>> 6) & 7) + ((bits >>> 9) & 7) - 14
    level = Math.max(20, level + step * TICK + drift + (middle - level) / 2048)
    const open = last + (((bits >>> 12) % 3) - 1) * TICK
    const close = Math.round(level / TICK) * TICK
    bars.time[i] = START_MS + (Math.floor(i / 5) * 7 + (i % 5)) * DAY_MS
    bars.open[i] = open
    bars.high[i] = Math.max(open, close) + ((bits >>> 18) & 7) * TICK
    bars.low[i] = Math.min(open, close) - ((bits >>> 21) & 7) * TICK
    bars.close[i] = close
    bars.volume[i] = 1 + (bits >>> 22)
    last = close
  }
  return bars
}

export function dailySeries(id: string, bars: Bars): BarSeries {
  return {
    instrument: createInstrument({ id, tick: TICK, lot: 1, calendar: 'weekdays' }),
    timeframe: parseTimeframe('1d'),
    bars,
    source: { name: 'generated', contentHash: 'generated', gaps: 0 },
  }
}

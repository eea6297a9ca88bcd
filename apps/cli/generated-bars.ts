/** One-minute bars of a made-up market for the demo: a seeded walk on whole ticks, the same on every machine. */
import { allocateBars, createInstrument, parseTimeframe, Random, timestamp, type BarSeries } from 'lockstep'

const TICKS_PER_UNIT = 100
const OPENING_TICKS = 1_000_000
const MINUTE_MS = 60_000

export function generatedBars(count: number, seed: number): BarSeries {
  const random = new Random(seed)
  const bars = allocateBars(count)
  const { time, open, high, low, close, volume } = bars
  const start = timestamp('2000-01-01')
  let last = OPENING_TICKS
  for (let i = 0; i < count; i++) {
    const first = last
    // The sum of two uniform steps, pushed back where the price would leave the positive numbers.
    last = Math.max(1000, first + random.int(-40, 40) + random.int(-40, 40))
    time[i] = start + i * MINUTE_MS
    open[i] = first / TICKS_PER_UNIT
    high[i] = (Math.max(first, last) + random.int(0, 30)) / TICKS_PER_UNIT
    low[i] = (Math.min(first, last) - random.int(0, 30)) / TICKS_PER_UNIT
    close[i] = last / TICKS_PER_UNIT
    volume[i] = random.int(1, 1000)
  }
  return {
    instrument: createInstrument({ id: 'GENERATED', tick: 1 / TICKS_PER_UNIT }),
    timeframe: parseTimeframe('1m'),
    bars,
    source: { name: `generated, seed ${seed}`, contentHash: '', gaps: 0 },
  }
}

/** Generated minutes of New York sessions with bid and ask beside them, as a LEAN data folder holds them: a minute without a trade repeats the last close. */
import { allocateBars, calendarOf, createInstrument, parseTimeframe, Random, type Bars, type BarSeries, type Quotes } from 'lockstep'

const FIRST_DAY = Date.UTC(2013, 0, 2)
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const CENT = 0.01
const MIDDLE_CENTS = 15_000
/** One minute in sixteen is without a trade. */
const QUIET_MASK = 15

/** Opening times of all minutes of so many sessions, half days as they are. */
export function sessionMinutes(sessions: number): Float64Array {
  const calendar = calendarOf('XNYS')
  const times: number[] = []
  for (let day = FIRST_DAY, found = 0; found < sessions; day += DAY_MS) {
    const session = calendar.sessionOf(day)
    if (session === null) continue
    found++
    for (let time = session.open; time < session.close; time += MINUTE_MS) times.push(time)
  }
  return Float64Array.from(times)
}

/** The bars with their quotes, the same for the same seed. */
export function quotedSeries(id: string, times: Float64Array, seed: number): BarSeries {
  const bars = allocateBars(times.length)
  const repeated = new Uint8Array(times.length)
  const half = new Float64Array(times.length)
  const random = new Random(seed)
  bars.time.set(times)
  let cents = MIDDLE_CENTS
  for (let i = 0; i < times.length; i++) {
    const bits = random.bits()
    const quiet = i > 0 && (bits & QUIET_MASK) === 0
    const step = quiet ? 0 : ((bits >>> 4) & 7) + ((bits >>> 7) & 7) - 7 + Math.round((MIDDLE_CENTS - cents) / 8192)
    writeBar(bars, i, { open: cents, close: cents + step, up: quiet ? 0 : (bits >>> 10) & 3, down: quiet ? 0 : (bits >>> 12) & 3 })
    bars.volume[i] = quiet ? 0 : 100 + (bits >>> 20)
    repeated[i] = quiet ? 1 : 0
    half[i] = (1 + ((bits >>> 14) & 3)) * CENT
    cents += step
  }
  const beside = (column: Float64Array, side: number): Float64Array => column.map((price, i) => price + side * half[i]!)
  const quotes: Quotes = {
    bidOpen: beside(bars.open, -1),
    bidHigh: beside(bars.high, -1),
    bidLow: beside(bars.low, -1),
    bidClose: beside(bars.close, -1),
    askOpen: beside(bars.open, 1),
    askHigh: beside(bars.high, 1),
    askLow: beside(bars.low, 1),
    askClose: beside(bars.close, 1),
  }
  const instrument = createInstrument({ id, tick: CENT, lot: 1, calendar: 'XNYS', kind: 'equity' })
  const source = { name: 'generated', contentHash: 'generated', gaps: 0 }
  return { instrument, timeframe: parseTimeframe('1m'), bars, quotes, repeated, source }
}

function writeBar(
  bars: Bars,
  i: number,
  cents: { readonly open: number; readonly close: number; readonly up: number; readonly down: number },
): void {
  const { open, close, up, down } = cents
  bars.open[i] = open * CENT
  bars.close[i] = close * CENT
  bars.high[i] = (Math.max(open, close) + up) * CENT
  bars.low[i] = (Math.min(open, close) - down) * CENT
}

/** The same bars and nothing beside them. */
export function barsAlone({ instrument, timeframe, bars, source }: BarSeries): BarSeries {
  return { instrument, timeframe, bars, source }
}

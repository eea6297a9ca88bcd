/** Rows other than bars one after another: single prints, and bars of market hours only. */
import { Random } from '../../src/base/random.ts'
import { calendarOf } from '../../src/calendar/calendars.ts'
import { allocateBars, type Bars, type BarSeries } from '../../src/model/bars.ts'
import type { Instrument } from '../../src/model/instrument.ts'
import { TICK } from '../../src/model/timeframe.ts'
import { randomSeries, type MarketSpec } from './random-bars.ts'

/** Prints at random distances, several of them in one millisecond. */
export function randomTicks(spec: { instrument: Instrument; rows: number; seed: number; start: number; apartMsMax: number }): BarSeries {
  const random = new Random(spec.seed)
  const source = randomSeries({ ...spec, timeframe: '1s', gaps: 0 })
  const bars = { ...source.bars, time: source.bars.time.slice() }
  let time = spec.start
  for (let row = 0; row < spec.rows; row++) {
    bars.time[row] = time
    bars.open[row] = bars.high[row] = bars.low[row] = bars.close[row]!
    if (random.unit() < 0.5) time += random.int(0, spec.apartMsMax)
  }
  return { ...source, timeframe: TICK, bars }
}

/** Bars of market hours, and a share of those between them. */
export function sessionSeries(spec: MarketSpec, outside: number): BarSeries {
  const all = randomSeries(spec)
  const random = new Random(spec.seed + 1)
  const calendar = calendarOf(spec.instrument.calendar)
  const rows = [...all.bars.time.keys()].filter((row) => {
    const time = all.bars.time[row]!
    return calendar.isOpen(time) || calendar.isOpen(time + all.timeframe.ms - 1) || random.unit() < outside
  })
  return { ...all, bars: rowsOf(all.bars, rows) }
}

/** The rows alone, in their order. */
export function rowsOf(bars: Bars, rows: readonly number[]): Bars {
  const kept = allocateBars(rows.length)
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
    rows.forEach((row, k) => {
      kept[name][k] = bars[name][row]!
    })
  }
  return kept
}

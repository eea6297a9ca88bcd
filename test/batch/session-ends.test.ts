/** Sessions that end early or late, and trades that are not held beyond them. */
import { expect, test } from 'vitest'
import { calendarOf } from '../../src/calendar/calendars.ts'
import { allocateBars } from '../../src/model/bars.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { DAY_MS, epochMs, formatTime, timestamp } from '../../src/model/time.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { sessionEnds } from '../../src/session-ends.ts'
import { simulateTrades } from '../../src/simulate-trades.ts'

const HALF_HOUR_MS = 1_800_000
const instrument = createInstrument({ id: 'SHARE', tick: 0.01, lot: 1, calendar: 'XNYS' })

/** Half hours of the sessions of a week with a holiday on its Thursday and a half day on its Friday. */
function halfHours() {
  const calendar = calendarOf('XNYS')
  const times: number[] = []
  for (let day = Date.UTC(2024, 10, 26); day <= Date.UTC(2024, 11, 2); day += DAY_MS) {
    const session = calendar.sessionOf(day)
    for (let time = session?.open ?? 0; time < (session?.close ?? 0); time += HALF_HOUR_MS) times.push(time)
  }
  const bars = allocateBars(times.length)
  bars.time.set(times)
  for (const name of ['open', 'high', 'low', 'close'] as const) bars[name].fill(100)
  return { instrument, timeframe: parseTimeframe('30m'), bars }
}

function marked({ bars }: ReturnType<typeof halfHours>, marks: Uint8Array): string[] {
  return [...marks.keys()].filter((i) => marks[i] === 1).map((i) => formatTime(epochMs(bars.time[i]!)).slice(0, 16))
}

test('the last half hour of each session is marked, at noon before a long weekend', () => {
  const series = halfHours()
  const ends = ['2024-11-26T20:30', '2024-11-27T20:30', '2024-11-29T17:30', '2024-12-02T20:30']
  expect(marked(series, sessionEnds(series))).toEqual(ends)
})

test('what is cut off in a session has no end yet, and where the last bars are missing the one before them is it', () => {
  const series = halfHours()
  const cut = (from: number, to: number) => {
    const bars = Object.fromEntries(Object.entries(series.bars).map(([name, c]) => [name, typeof c === 'number' ? c : c.slice(from, to)]))
    return { ...series, bars: { ...(bars as unknown as typeof series.bars), length: to - from } }
  }
  expect(marked(cut(0, 12), sessionEnds(cut(0, 12)))).toEqual([])
  expect(marked(cut(0, 13), sessionEnds(cut(0, 13)))).toEqual(['2024-11-26T20:30'])
  const { bars } = series
  const sparse = {
    ...series,
    bars: { ...bars, length: 14, time: Float64Array.from([...bars.time.subarray(0, 11), ...bars.time.subarray(13, 16)]) },
  }
  expect(marked(sparse, sessionEnds(sparse))).toEqual(['2024-11-26T19:30'])
})

test('a trade of a half day is left when it closes', () => {
  const series = halfHours()
  const row = series.bars.time.indexOf(timestamp('2024-11-29T15:00Z'))
  const data = { ...series, bars: { ...series.bars, sessionEnds: sessionEnds(series) } }
  const { trades } = simulateTrades({ data, entries: { length: 1, row: [row], side: [1] }, sessionEnd: true })
  expect(formatTime(epochMs(trades.exitTime[0]!)).slice(0, 16)).toBe('2024-11-29T17:30')
})

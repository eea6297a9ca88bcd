import { expect, test } from 'vitest'
import { parseTimeframe } from '../../model/timeframe.ts'
import { BarLinesOfSeries } from '../bar-lines.ts'
import { gap, openingRange, pivots, vwap, zigzag, zigzagPivots } from '../indicator-lines.ts'
import { RING_ROWS, ringColumns, SeriesState } from '../series-state.ts'
import { dayOf, sessionOf } from './sessions.ts'

interface Row {
  readonly time: string
  readonly price: number
}

/** Bars of a New York stock, each at one price, and a way to let them all close. */
function newYork(timeframe = '30m'): {
  readonly bars: BarLinesOfSeries
  readonly series: SeriesState
  close: (rows: readonly Row[]) => void
} {
  const series = new SeriesState({
    instrument: 0,
    timeframe: parseTimeframe(timeframe),
    calendar: 'XNYS',
    columns: ringColumns(),
    mask: RING_ROWS - 1,
  })
  const close = (rows: readonly Row[]): void => {
    for (const [row, { time, price }] of rows.entries()) {
      series.columns.time[row] = Date.parse(time)
      for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) series.columns[name][row] = price
    }
    series.available = rows.length
    series.fillBlock()
    series.row = rows.length - 1
  }
  return { bars: new BarLinesOfSeries(series), series, close }
}

test('an opening range begins when New York opens, in winter and in summer', () => {
  const { bars, series, close } = newYork()
  const range = openingRange(bars, { minutes: 60 })
  close([
    { time: '2024-03-08T14:30Z', price: 10 },
    { time: '2024-03-08T15:00Z', price: 12 },
    { time: '2024-03-08T15:30Z', price: 11 },
    { time: '2024-03-11T13:30Z', price: 20 },
    { time: '2024-03-11T14:00Z', price: 21 },
    { time: '2024-03-11T14:30Z', price: 25 },
  ])
  const seen = [0, 1, 2, 3, 4, 5].map((row) => {
    series.row = row
    return [range.high(), range.low(), range.breakout()]
  })
  const none = [NaN, NaN, NaN]
  expect(seen).toEqual([none, none, [12, 10, 0], none, none, [21, 20, 1]])
})

test('pivots are of the session before, or of the week before it', () => {
  const { bars, close } = newYork()
  const [daily, weekly, opening] = [pivots(bars), pivots(bars, { by: 'week' }), gap(bars)]
  close([
    { time: '2024-03-01T15:00Z', price: 90 },
    { time: '2024-03-07T15:00Z', price: 10 },
    { time: '2024-03-08T15:00Z', price: 40 },
    { time: '2024-03-11T15:00Z', price: 60 },
    { time: '2024-03-12T15:00Z', price: 63 },
  ])
  expect([daily.pivot(), weekly.pivot(), opening.gap()]).toEqual([60, (40 + 10 + 40) / 3, 3])
})

test('a daily bar that is stamped with its date belongs to that date, though New York is a day behind at midnight UTC', () => {
  const { bars, series, close } = newYork('1d')
  const [weekly, monthly] = [vwap(bars, { by: 'week' }), vwap(bars, { by: 'month' })]
  // A Thursday and Friday of January, and the Monday to Thursday in which February begins.
  const dates = ['2024-01-25', '2024-01-26', '2024-01-29', '2024-01-30', '2024-01-31', '2024-02-01']
  close(dates.map((time, k) => ({ time, price: k + 1 })))
  const seen = dates.map((_, row) => {
    series.row = row
    return [weekly(), monthly()]
  })
  const means = (values: readonly number[]): number => values.reduce((sum, x) => sum + x * x, 0) / values.reduce((sum, x) => sum + x, 0)
  expect(seen.map(([week]) => week)).toEqual([[1], [1, 2], [3], [3, 4], [3, 4, 5], [3, 4, 5, 6]].map(means))
  expect(seen.map(([, month]) => month)).toEqual([[1], [1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5], [6]].map(means))
})

test('a day that was made of finer bars opens with its session', () => {
  const day = dayOf('XNYS', parseTimeframe('1d'))
  expect(new Date(day(Date.parse('2024-03-11T13:30Z'))).toISOString()).toBe('2024-03-11T00:00:00.000Z')
})

test('weeks begin on Monday and months on their first session', () => {
  const day = dayOf('XNYS', parseTimeframe('30m'))
  const [week, month] = [sessionOf(day, 'week'), sessionOf(day, 'month')]
  const at = (text: string): number => Date.parse(text)
  expect(week(at('2024-03-08T15:00Z'))).toBe(week(at('2024-03-04T15:00Z')))
  expect(week(at('2024-03-11T15:00Z'))).toBe(week(at('2024-03-08T15:00Z')) + 1)
  expect(month(at('2024-03-28T15:00Z')) - month(at('2024-01-02T15:00Z'))).toBe(2)
  expect(() => sessionOf(day, 'year' as 'week')).toThrow('by must be one of session, week, month, was year')
})

test('a strategy is refused what repaints, and told what to use', () => {
  const { bars } = newYork()
  expect(() => zigzag(bars)).toThrow(
    expect.objectContaining({
      code: 'E_REPAINTS',
      message: 'expected an indicator that keeps to what it said, this one changes earlier values when later bars come',
      hint: 'Use zigzagPivots in a strategy: it says only what is sure.',
    }),
  )
  expect(Object.keys(zigzagPivots(bars))).toEqual(['price', 'side', 'ago', 'previous'])
})

import { expect, test } from 'vitest'
import { parseTimeframe } from '../model/timeframe.ts'
import { BarLinesOfSeries, type BarLines } from './bar-lines.ts'
import { crossedAbove, crossedBelow } from './line.ts'
import { LOOKBACK_MAX, RING_ROWS, ringColumns, SeriesState } from './series-state.ts'

/** A series whose closes are its row numbers, as far as `row`. */
function closedUpTo(row: number): { series: SeriesState; bars: BarLines } {
  const series = new SeriesState({
    instrument: 0,
    timeframe: parseTimeframe('1m'),
    calendar: '24/7',
    columns: ringColumns(),
    mask: RING_ROWS - 1,
  })
  for (let k = 0; k <= row; k++) {
    series.columns.time[k & series.mask] = k * 60_000
    series.columns.close[k & series.mask] = k
  }
  series.row = row
  return { series, bars: new BarLinesOfSeries(series) }
}

test('a line counts back from the last closed bar', () => {
  const { close } = closedUpTo(10).bars
  expect([close(), close(0), close(1), close(10)]).toEqual([10, 10, 9, 0])
})

test('before the first bar there is no number', () => {
  expect(closedUpTo(-1).bars.close()).toBe(NaN)
  expect(closedUpTo(3).bars.close(4)).toBe(NaN)
})

test('a line keeps as many values as it says, whatever the ring has wrapped over', () => {
  const { close } = closedUpTo(20_000).bars
  expect([close(), close(LOOKBACK_MAX)]).toEqual([20_000, 20_000 - LOOKBACK_MAX])
})

test.each([
  [LOOKBACK_MAX + 1, `a line keeps ${LOOKBACK_MAX} values, was asked for ${LOOKBACK_MAX + 1} bars ago`],
  [-1, 'a line was asked for -1 bars ago, which is the future'],
])('%d bars ago is an error that says so', (ago, message) => {
  // A variable passes the compiler where a negative literal does not.
  expect(() => closedUpTo(20_000).bars.close(ago)).toThrow(expect.objectContaining({ code: 'E_LOOKBACK', message }))
})

test('bars know when the last of them opened and closed', () => {
  const { bars } = closedUpTo(2)
  expect([bars.openTime, bars.closeTime, bars.count]).toEqual([120_000, 180_000, 3])
  expect([closedUpTo(-1).bars.openTime, closedUpTo(-1).bars.count]).toEqual([NaN, 0])
})

test('a crossing happens at one bar, on the way through', () => {
  const { series, bars } = closedUpTo(4)
  const { close, open } = bars
  series.columns.open.fill(2.5)
  const seen = [1, 2, 3, 4].map((row) => {
    series.row = row
    return [
      crossedAbove(close, open),
      crossedBelow(open, close),
      crossedBelow(close, open),
      crossedAbove(close, 2.5),
      crossedBelow(close, 2.5),
    ]
  })
  expect(seen).toEqual([
    [false, false, false, false, false],
    [false, false, false, false, false],
    [true, true, false, true, false],
    [false, false, false, false, false],
  ])
})

test('touching is not crossing: the bar before may stand at the level, the bar itself may not', () => {
  const { series, bars } = closedUpTo(4)
  const at = (row: number): boolean => {
    series.row = row
    return crossedAbove(bars.close, 2)
  }
  expect([1, 2, 3, 4].map(at)).toEqual([false, false, true, false])
})

test('without a number on either bar there is no crossing', () => {
  const { series, bars } = closedUpTo(4)
  series.columns.open.fill(NaN)
  expect([crossedAbove(bars.close, bars.open), crossedBelow(bars.close, bars.open), crossedAbove(bars.close, NaN)]).toEqual([
    false,
    false,
    false,
  ])
})

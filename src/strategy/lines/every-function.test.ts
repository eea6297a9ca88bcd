/** Every indicator of the catalogue is a function of that name for strategies, and gives what the indicator gives. */
import { expect, test } from 'vitest'
import { Random } from '../../base/random.ts'
import { indicatorList } from '../../indicators/catalogue.ts'
import type { IndicatorEntry } from '../../indicators/entry.ts'
import { parseTimeframe } from '../../model/timeframe.ts'
import { BarLinesOfSeries } from '../bar-lines.ts'
import * as lines from '../indicator-lines.ts'
import type { Line } from '../line.ts'
import { RING_ROWS, ringColumns, SeriesState } from '../series-state.ts'

type LineFunction = (...given: unknown[]) => Line | Readonly<Record<string, Line>>

const ROWS = 600
const BAR_NAMES = ['time', 'open', 'high', 'low', 'close', 'volume']
const functions: Readonly<Record<string, unknown>> = { ...lines, ...lines.math }
const streaming = indicatorList.filter(({ repaints, group }) => repaints !== true && group !== 'candles')

test.each(streaming.map((entry) => [entry.name, entry] as const))('%s', (name, entry) => {
  const series = halfHours()
  const bars = new BarLinesOfSeries(series)
  const options = Object.fromEntries(entry.parameters.filter((given) => given.default === undefined).map((given) => [given.name, 10]))
  const { inputs, outputs } = entry.make(options)
  const of = inputs.every((input) => BAR_NAMES.includes(input)) ? [bars] : [bars.close, bars.open].slice(0, inputs.length)
  const result = (functions[name] as LineFunction)(...of, options)
  series.available = ROWS
  series.fillBlock()
  series.row = ROWS - 1
  const columns = inputs.map((input, k) => series.columns[(BAR_NAMES.includes(input) ? input : ['close', 'open'][k]) as 'close'])
  const expected = lastOf(entry, options, columns)
  if (typeof result === 'function') expect(result()).toBe(expected[0])
  else
    expect(Object.fromEntries(Object.entries(result).map(([output, line]) => [output, line()]))).toEqual(
      Object.fromEntries(outputs.map((output, k) => [output, expected[k]])),
    )
})

const withOptions = streaming.filter(({ name }) => !(name in lines.math))
test.each(withOptions.map((entry) => [entry.name, entry] as const))('%s takes the options of the catalogue and no other', (name, entry) => {
  const bars = new BarLinesOfSeries(halfHours())
  const options = Object.fromEntries(entry.parameters.map((given) => [given.name, given.default ?? 10]))
  const { inputs } = entry.make(options)
  const of = inputs.every((input) => BAR_NAMES.includes(input)) ? [bars] : [bars.close, bars.open].slice(0, inputs.length)
  const call = functions[name] as LineFunction
  expect(() => call(...of, options)).not.toThrow()
  expect(() => call(...of, { ...options, perod: 5 })).toThrow(`${name} has no option perod; `)
})

test('what is no option, no line and no bars is told in a sentence', () => {
  const bars = new BarLinesOfSeries(halfHours())
  const call =
    (name: string, ...given: unknown[]): (() => unknown) =>
    (): unknown =>
      (functions[name] as LineFunction)(...given)
  expect(call('sma', bars.close, { perod: 5 })).toThrow('sma has no option perod; did you mean period?')
  expect(call('macd', bars.close, 12)).toThrow('macd has no option period; known: fast, slow, signal')
  expect(call('openingRange', bars, 15)).toThrow('openingRange must be given its options by name, was given 15')
  expect(call('vwap', bars, { calender: 'XNYS' })).toThrow('vwap has no option calender; did you mean calendar?')
  expect(call('rsi', bars, 14)).toThrow('expected a line, was something else')
  expect(call('rsi', 14, bars.close)).toThrow('rsi must be given its options by name, was given a function')
  expect(call('rsi', 14)).toThrow('expected a line, was 14')
  expect(call('correlation', bars.close, lines.macd(bars.close))).toThrow('expected a line, was something else')
  expect(call('atr', bars.close)).toThrow('expected bars for an indicator of high, low, close, was given something else')
})

/** Half-hour bars of days in UTC, up and down by chance. */
function halfHours(): SeriesState {
  const columns = ringColumns()
  const random = new Random(11)
  let price = 100
  for (let row = 0; row < ROWS; row++) {
    const open = price
    price *= 1 + (random.unit() - 0.5) / 50
    const bar = {
      time: row * 1_800_000,
      open,
      high: Math.max(open, price) * 1.003,
      low: Math.min(open, price) * 0.997,
      close: price,
      volume: 1 + row,
    }
    for (const [name, value] of Object.entries(bar)) columns[name as 'close'][row] = value
  }
  return new SeriesState({ instrument: 0, timeframe: parseTimeframe('30m'), calendar: '24/7', columns, mask: RING_ROWS - 1 })
}

function lastOf(entry: IndicatorEntry, options: Readonly<Record<string, number>>, columns: readonly Float64Array[]): number[] {
  const indicator = entry.make(options)
  const targets = indicator.outputs.map(() => new Float64Array(ROWS))
  indicator.fill(columns, 0, targets, 0, ROWS)
  return targets.map((target) => target[ROWS - 1]!)
}

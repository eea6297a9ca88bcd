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

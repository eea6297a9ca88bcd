/** Entries and exits that are columns: what a signal of a row does, on paper. */
import { expect, test } from 'vitest'
import type { TradeBars, TradeEntries } from '../../src/batch/position.ts'
import { signalEntries } from '../../src/batch/signal-entries.ts'
import { reasonOf } from '../../src/batch/trade-block.ts'
import type { TradeRules } from '../../src/batch/trade-rules.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { simulateTrades } from '../../src/simulate-trades.ts'

const instrument = createInstrument({ id: 'SHARE', tick: 1, lot: 1 })
const timeframe = parseTimeframe('1m')
/** Row i opens at 100 + 10 i, goes from 3 below that to 8 above, and closes 5 above. */
const open = Float64Array.from({ length: 8 }, (_, i) => 100 + 10 * i)
const prices = {
  time: open.map((_, i) => 60_000 * i),
  open,
  high: open.map((p) => p + 8),
  low: open.map((p) => p - 3),
  close: open.map((p) => p + 5),
}

function marks(...rows: number[]): Uint8Array {
  return Uint8Array.from({ length: open.length }, (_, i) => (rows.includes(i) ? 1 : 0))
}

/** Each trade as `entry row@price > exit row@price why`. */
function told(entries: TradeEntries, exits: Pick<TradeBars, 'exitLongs' | 'exitShorts' | 'sessionEnds'>, rules: TradeRules = {}): string[] {
  const data = { instrument, timeframe, bars: { length: open.length, ...prices, ...exits } }
  const { trades: t } = simulateTrades({ data, entries, ...rules })
  const at = (row: Float64Array, price: Float64Array, i: number): string => `${row[i]}@${price[i]}`
  return Array.from(
    { length: t.length },
    (_, i) => `${at(t.entryRow, t.entryPrice, i)} > ${at(t.exitRow, t.exitPrice, i)} ${reasonOf(t, i)}`,
  )
}

const long = { length: 1, row: [0], side: [1] }
const short = { length: 1, row: [0], side: [-1] }
const close: TradeRules = { entry: 'this-close', exit: 'this-close' }

test.each<[string, TradeEntries, number[], number[], TradeRules, string]>([
  ['a signal is left at the next open', long, [3], [], {}, '1@110 > 4@140 signal'],
  ['or at its own close', long, [3], [], { exit: 'this-close' }, '1@110 > 3@135 signal'],
  ['that of the row that asks comes before there is a position', long, [0, 3], [], {}, '1@110 > 4@140 signal'],
  ['so at its close too', long, [0, 3], [], close, '0@105 > 3@135 signal'],
  ['that of the bar of the entry counts', long, [1], [], {}, '1@110 > 2@120 signal'],
  ['of the other side nothing is heard', long, [], [2], {}, '1@110 > 7@175 end'],
  ['a short hears its own', short, [1], [2], {}, '1@110 > 3@130 signal'],
  ['in the last row there is no next open', long, [7], [], {}, '1@110 > 7@175 end'],
  ['but a close', long, [7], [], { exit: 'this-close' }, '1@110 > 7@175 signal'],
  ['a target inside the bar comes before its close', { ...long, target: [137] }, [3], [], { exit: 'this-close' }, '1@110 > 3@137 target'],
  ['a target takes the open before a signal does', { ...long, target: [139] }, [3], [], {}, '1@110 > 4@140 target'],
  ['a signal comes before bars that are over', { ...long, bars: [2] }, [2], [], { exit: 'this-close' }, '1@110 > 2@125 signal'],
])('%s', (_, entries, longs, shorts, rules, expected) => {
  expect(told(entries, { exitLongs: marks(...longs), exitShorts: marks(...shorts) }, rules)).toEqual([expected])
})

test.each<[string, TradeRules, string[]]>([
  ['without a turn, the row of the signal finds its trade open', {}, ['1@110 > 4@140 signal']],
  ['a turn enters where the other is left', { reentry: 'reverse' }, ['1@110 > 4@140 signal', '4@140 > 7@175 end']],
  ['at the close there is room in the same row', close, ['0@105 > 3@135 signal', '3@135 > 7@175 end']],
  ['but not for who waits for a later one', { ...close, reentry: 'later-row' }, ['0@105 > 3@135 signal']],
])('long and then short: %s', (_, rules, expected) => {
  const side = [1, 0, 0, -1, 0, 0, 0, 0]
  expect(told(signalEntries({ side }), { exitLongs: marks(3), exitShorts: marks(0) }, rules)).toEqual(expected)
})

test('marks that are fewer than the bars are refused', () => {
  expect(() => told(long, { exitLongs: new Uint8Array(7) })).toThrow('expected exitLongs for 8 rows of bars, was for 7')
})

test('columns as long as the bars become entries of the rows that have a side', () => {
  const entries = signalEntries({ side: [0, 1, 0, -1], stop: [NaN, 99, NaN, 103], bars: [0, 5, 0, 6] })
  expect(entries).toEqual({
    length: 2,
    row: Float64Array.of(1, 3),
    side: Float64Array.of(1, -1),
    stop: Float64Array.of(99, 103),
    bars: Float64Array.of(5, 6),
  })
})

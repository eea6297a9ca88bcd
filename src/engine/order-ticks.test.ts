/** The steps that prices of orders lie on, told by the orders that were accepted. */
import { expect, test } from 'vitest'
import { backtest, createInstrument, KIND, ORDER, RECORD_WIDTH, strategy, timestamp } from '../index.ts'
import { ORDER_LEVEL } from '../model/record.ts'
import type { BarSeries, RecordBlock } from '../index.ts'

const MINUTE_MS = 60_000

function bars(price: number, orderTick?: number): BarSeries {
  const column = (value: (row: number) => number): Float64Array => Float64Array.from({ length: 3 }, (_, row) => value(row))
  const flat = column(() => price)
  const time = column((row) => timestamp('2024-01-03') + row * MINUTE_MS)
  return {
    instrument: createInstrument({ id: 'X', tick: 0.0001, lot: 1, ...(orderTick !== undefined && { orderTick }) }),
    timeframe: { label: '1m', ms: MINUTE_MS, months: 0 },
    bars: { time, open: flat, high: flat, low: flat, close: flat, volume: column(() => 1000), length: 3 },
    source: { name: 'flat', contentHash: '', gaps: 0 },
  }
}

/** Levels, in money, of a buy and a sale with this limit. */
function levelsOf(limit: number, conversion: string, series: BarSeries): number[] {
  const levels: number[] = []
  const take = ({ records, recordCount }: RecordBlock): void => {
    for (let at = 0; at < recordCount * RECORD_WIDTH; at += RECORD_WIDTH)
      if (records[at + KIND] === ORDER) levels.push(records[at + ORDER_LEVEL]! / 10_000)
  }
  const ask = strategy({
    name: 'ask',
    setup({ market, on }) {
      const x = market()
      let asked = false
      on(x.bars(), () => {
        if (asked) return
        asked = true
        x.buy({ qty: 1, limit })
        x.sell({ qty: 1, limit })
      })
    },
  })
  backtest(ask, { data: series, conversion, taps: [{ start() {}, take, end() {} }] })
  return levels
}

test.each([
  { limit: 99.126, conversion: 'none', orderTick: undefined, levels: [99.126, 99.126] },
  { limit: 99.126, conversion: 'none', orderTick: 0.01, levels: [99.12, 99.13] },
  { limit: 99.126, conversion: 'lean', orderTick: 0.01, levels: [99.13, 99.13] },
  { limit: 99.125, conversion: 'lean', orderTick: 0.01, levels: [99.12, 99.12] },
  { limit: 0.12345, conversion: 'none', orderTick: 0.01, levels: [0.1234, 0.1235] },
  { limit: 0.12345, conversion: 'lean', orderTick: 0.01, levels: [0.1234, 0.1234] },
])('$limit by $conversion on steps of $orderTick', ({ limit, conversion, orderTick, levels }) => {
  expect(levelsOf(limit, conversion, bars(limit, orderTick))).toEqual(levels)
})

import { describe, expect, test } from 'vitest'
import { backtest } from '../backtest.ts'
import { allocateBars, type BarSeries } from '../model/bars.ts'
import { createInstrument } from '../model/instrument.ts'
import { FILL, KIND, LOTS, RECORD_WIDTH, SIDE, TIME } from '../model/record.ts'
import { formatMoment, timestamp, type Timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { strategy } from '../strategy/strategy.ts'
import { settlementRuleOf, Unsettled } from './settlement.ts'

const HOUR_MS = 3_600_000
/** Opens of half-hours of sessions in New York, from Thursday 7 March 2024, over the change of clocks on Sunday. */
const days = ['2024-03-07', '2024-03-08', '2024-03-11', '2024-03-12', '2024-03-13']
const opens = days.flatMap((day) => {
  const open = timestamp(`${day}T${day < '2024-03-10' ? '14:30' : '13:30'}`)
  return Array.from({ length: 13 }, (_, k) => open + (k * HOUR_MS) / 2)
})

function flat(price: number): BarSeries {
  const bars = allocateBars(opens.length)
  opens.forEach((time, i) => {
    bars.time[i] = time
    for (const c of ['open', 'high', 'low', 'close'] as const) bars[c][i] = price
    bars.volume[i] = 1
  })
  const instrument = createInstrument({ id: 'SHARE', lot: 1, calendar: 'XNYS' })
  return { instrument, timeframe: parseTimeframe('30m'), bars, source: { name: '', contentHash: '', gaps: 0 } }
}

/** Buys ten for all its cash, sells them after an hour, and asks for ten again at every bar from then on. */
const impatient = strategy({
  name: 'impatient',
  setup({ market, on }) {
    const share = market()
    const bars = share.bars()
    on(bars, () => {
      if (bars.count === 1 || (bars.count > 3 && !share.position.isOpen)) share.buy({ qty: 10 })
      if (bars.count === 3) share.sell({ qty: 10 })
    })
  },
})

function buysUnder(margin: string, settlement: string): string[] {
  const buys: string[] = []
  backtest(impatient, {
    data: flat(100),
    cash: 1000,
    account: { margin, settlement },
    taps: [
      {
        take: ({ records: r, recordCount }) => {
          for (let at = 0; at < recordCount * RECORD_WIDTH; at += RECORD_WIDTH)
            if (r[at + KIND] === FILL && r[at + SIDE] === 1) buys.push(`${r[at + LOTS]} at ${formatMoment(r[at + TIME]! as Timestamp)}`)
        },
      },
    ],
  })
  return buys
}

describe('proceeds of a sale may be spent again', () => {
  test.each([
    // Each bar's fill is told at its close; the first bar opens at 14:30, and at 13:30 once the clocks have changed.
    ['immediate', '10 at 2024-03-07 17:00'],
    ['t+1', '10 at 2024-03-08 15:30'],
    ['t+2', '10 at 2024-03-11 14:30'],
    ['t+3', '10 at 2024-03-12 14:30'],
  ])('%s', (settlement, second) => {
    for (const margin of ['cash', 'lean-cash']) expect(buysUnder(margin, settlement)).toEqual(['10 at 2024-03-07 15:30', second])
  })
})

test('what waits is counted until its instant, by currency', () => {
  const clock = new Float64Array(1)
  const unsettled = new Unsettled(clock)
  unsettled.hold(0, 10, 5)
  unsettled.hold(0, 10, 7)
  unsettled.hold(1, 20, 3)
  unsettled.hold(0, 30, -4)
  expect([unsettled.of(0), unsettled.of(1)]).toEqual([12, 3])
  clock[0] = 10
  expect([unsettled.of(0), unsettled.of(1)]).toEqual([0, 3])
  clock[0] = 20
  expect(unsettled.of(1)).toBe(0)
})

test('a rule that is not there is named with the nearest', () => {
  expect(() => settlementRuleOf('t2')).toThrow(/expected a settlement rule, was "t2"; did you mean t\+2\?/)
})

/** The habits that presets of other engines are made of, one by one, on bars made by hand. */
import { describe, expect, test } from 'vitest'
import {
  allocateBars,
  createInstrument,
  feeBps,
  parseTimeframe,
  sma,
  strategy,
  timestamp,
  type BacktestOptions,
  type BarSeries,
  type Market,
} from '../../../src/index.ts'
import { DAY_MS } from '../../../src/model/time.ts'
import { runRows, type RunRows } from './run-rows.ts'

type Bar = readonly [open: number, high: number, low: number, close: number]

const flat = (price: number): Bar => [price, price, price, price]

/** Runs what is done at the close of bars by their number, from 0. */
function run(bars: readonly Bar[], acts: Readonly<Record<number, (market: Market) => void>>, options: Partial<BacktestOptions>): RunRows {
  const acting = strategy({
    name: 'acting',
    setup({ market, on }) {
      const m = market()
      const lines = m.bars()
      on(lines, () => acts[lines.count - 1]?.(m))
    },
  })
  return runRows(acting, seriesOf(bars), { ...options, cash: options.cash ?? 1000 })
}

describe('sizing free-at-fill', () => {
  const sizing = { sizing: 'free-at-fill' }

  test('an entry is sized by the price it fills at, not the one it was decided on', () => {
    const bars = [flat(100), flat(40)]
    expect(run(bars, { 0: (m) => m.buy({ equity: 1 }) }, sizing).fills).toMatchObject([{ qty: 24, price: 40 }])
    expect(run(bars, { 0: (m) => m.buy({ equity: 1 }) }, {}).fills).toMatchObject([{ qty: 10, price: 40 }])
  })

  test('a close that fills before it frees what it is sized by', () => {
    const acts = {
      0: (m: Market) => m.buy({ equity: 1 }),
      1: (m: Market) => {
        m.close()
        m.sell({ equity: 1 })
      },
    }
    const { fills } = run([flat(100), flat(110), flat(150)], acts, { ...sizing, fill: 'one-by-one' })
    expect(fills.map(({ qty }) => qty)).toEqual([9, -9, -9])
  })

  test('without a lot to be had it is cancelled', () => {
    const { fills } = run([flat(100), flat(2000)], { 0: (m) => m.buy({ equity: 1 }) }, sizing)
    expect(fills).toEqual([])
  })

  test('its legs share what it became', () => {
    const acts = { 0: (m: Market) => void m.buy({ equity: 1, bracket: { stop: 30 } }) }
    expect(run([flat(100), flat(40), flat(20)], acts, sizing).fills).toMatchObject([{ qty: 24 }, { qty: -24, price: 20 }])
  })
})

describe('the end of a run', () => {
  const bars: Bar[] = [flat(100), flat(100), [110, 120, 105, 115]]
  const buys = { 0: (m: Market) => m.buy({ qty: 2 }) }

  test.each<[string, number | null, equity: number]>([
    ['hold', null, 1030],
    ['close', 115, 1030],
    ['close-at-last-open', 110, 1020],
    ['close-at-close-before', 100, 1000],
  ])('%s', (ending, price, equity) => {
    const end = run(bars, buys, { ending })
    expect(end.fills.slice(1)).toMatchObject(price === null ? [] : [{ bar: 2, qty: -2, price }])
    expect(end.equity.at(-1)).toBe(equity)
  })

  test('what is closed pays its fee', () => {
    expect(run(bars, buys, { ending: 'close', fees: feeBps(100) }).equity.at(-1)).toBeCloseTo(1030 - 2 - 2.3, 9)
  })

  test('orders that are still open are cancelled first', () => {
    const acts = { ...buys, 2: (m: Market) => m.sell({ qty: 2 }) }
    expect(run(bars, acts, { ending: 'close' }).fills).toHaveLength(2)
  })
})

describe('liquidation at-zero', () => {
  const rules = { account: { liquidation: 'at-zero' }, limits: { leverageMax: 10 } }
  const acts = { 0: (m: Market) => m.buy({ qty: 50 }), 3: (m: Market) => m.buy({ qty: 1 }) }

  test('a loss of more than all is closed at that close and forgiven; nothing is traded after', () => {
    const { fills, equity } = run([flat(100), flat(100), flat(70), flat(90), flat(90)], acts, rules)
    expect(fills).toMatchObject([
      { bar: 1, qty: 50 },
      { bar: 2, qty: -50, price: 70 },
    ])
    expect(Array.from(equity)).toEqual([1000, 1000, 0, 0, 0])
  })

  test('a loss of less is kept', () => {
    const { fills, equity } = run([flat(100), flat(100), flat(81), flat(100)], acts, rules)
    expect([fills.length, ...equity]).toEqual([1, 1000, 1000, 50, 1000])
  })
})

test('warm-up all-twice begins a bar later than all, when each line has two values', () => {
  const firstOf = (warmUp: 'all' | 'all-twice'): number => {
    let first = -1
    const watching = strategy({
      name: 'watching',
      setup({ market, on }) {
        const lines = market().bars()
        sma(lines.close, 3)
        on(lines, () => void (first = first < 0 ? lines.count - 1 : first))
      },
    })
    runRows(watching, seriesOf([flat(1), flat(1), flat(1), flat(1), flat(1)]), { warmUp, cash: 100 })
    return first
  }
  expect([firstOf('all'), firstOf('all-twice')]).toEqual([2, 3])
})

describe('margin backtesting-py', () => {
  test('is asked at the fill alone, with what is held at the close of that very bar', () => {
    const acts = { 0: (m: Market) => m.buy({ qty: 9 }), 1: (m: Market) => m.buy({ qty: 2 }) }
    const rules = { account: { margin: 'backtesting-py' } }
    // Free is 100 and what the holding is worth changes nothing of it without leverage: two at 50 fit, two at 51 do not.
    expect(run([flat(100), flat(100), flat(50)], acts, rules).fills.map(({ qty }) => qty)).toEqual([9, 2])
    expect(run([flat(100), flat(100), flat(51)], acts, rules).fills.map(({ qty }) => qty)).toEqual([9])
  })

  test('so a fall after the open takes the margin of an order that filled at the open', () => {
    const acts = { 0: (m: Market) => m.buy({ qty: 10 }), 1: (m: Market) => m.buy({ qty: 4 }) }
    const rules = { account: { margin: 'backtesting-py' }, limits: { leverageMax: 2 } }
    expect(run([flat(100), flat(100), flat(100)], acts, rules).fills.map(({ qty }) => qty)).toEqual([10, 4])
    expect(run([flat(100), flat(100), [100, 100, 39, 39]], acts, rules).fills.map(({ qty }) => qty)).toEqual([10])
  })
})

function seriesOf(rows: readonly Bar[]): BarSeries {
  const bars = allocateBars(rows.length)
  bars.time.set(rows.map((_, day) => timestamp('2001-01-01') + day * DAY_MS))
  for (const [k, column] of [bars.open, bars.high, bars.low, bars.close].entries()) column.set(rows.map((row) => row[k]!))
  const instrument = createInstrument({ id: 'SHARE', lot: 1 })
  return { instrument, timeframe: parseTimeframe('1d'), bars, source: { name: 'habits', contentHash: '', gaps: 0 } }
}

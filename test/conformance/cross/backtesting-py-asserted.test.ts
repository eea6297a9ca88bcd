/** Numbers that backtesting.py's own tests assert, and ends of its runs that are published without their trades. */
import { describe, expect, test } from 'vitest'
import { feeBps, feePerOrder, feeFrom, formatDate, spreadOnEntry, strategy, type BarSeries, type Strategy } from '../../../src/index.ts'
import type { BacktestOptions, Market, Timestamp } from '../../../src/index.ts'
import { fifths, signals, smaCross, trailing } from './backtesting-py-strategies.ts'
import { fifoTrades } from './fifo-trades.ts'
import { hasReference, notCompared, readSeries, rowsOf } from './reference.ts'
import { runRows, type RunRows } from './run-rows.ts'

const folder = 'data/backtesting.py'

/** What a test there does at each bar: `bar` counts from 0, as rows do. */
type Act = (at: {
  readonly market: Market
  readonly bar: number
  readonly date: string
  readonly low: number
  readonly close: number
}) => void

if (hasReference(folder, 'numbers that backtesting.py asserts', 'backtesting/test of its repository, kernc/backtesting.py')) {
  const goog = await readSeries(`${folder}/GOOG.csv`, { tick: 0.00001, lot: 1 })
  const btc = await readSeries(`${folder}/BTCUSD.csv`, { tick: 0.01, lot: 1e-6 })
  const month = rowsOf(goog, 0, 20)

  describe('bought once and closed once, each with all there is', () => {
    const once: Act = ({ market, bar }) => {
      if (bar === 1) market.buy({ equity: 1 })
      else if (bar === 2) market.close()
    }
    test.each<[string, Partial<BacktestOptions>, number, number]>([
      ['spread 1 %, commission 1 %', { slippage: spreadOnEntry(100), fees: feeBps(100) }, 9685.31, 9749.33],
      ['commission 100 and 1 %', { fees: [feePerOrder(100), feeBps(100)] }, 9784.5, 9718.69],
      ['commission of a function', { fees: feeFrom('1 %', ({ value }) => value * 0.01) }, 9781.28, 9846.04],
    ])('%s', (_, costs, second, third) => {
      const { equity, fills } = run(month, once, costs)
      expect(Array.from(equity.subarray(2, 4), (value) => Number(value.toFixed(2)))).toEqual([second, third])
      if (costs.slippage !== undefined) expect(fills[0]!.price).toBeCloseTo(goog.bars.open[2]! * 1.01, 9)
    })
  })

  test('a target that the price jumps over fills at the open; commission is fixed and relative, twice', () => {
    const flat = flatBars(goog, [1, 1, 1, 2, 4, 1, 2])
    const costs = { cash: 5000, fees: [feePerOrder(10), feeBps(100)] }
    const end = run(flat, ({ market, bar }) => void (bar === 1 && market.buy({ qty: 100, bracket: { target: 3 } })), costs)
    expect(fifoTrades(end.fills)).toMatchObject([{ exitPrice: 4, commission: 10 + 1 + 10 + 4 }])
    expect(end.equity.at(-1)).toBe(5000 + 300 - 25)
  })

  describe('stops in the bar of their entry', () => {
    const on =
      (day: string, act: (market: Market) => void): Act =>
      ({ market, date }) =>
        void (date === day && act(market))
    test.each<[string, Act, string, number]>([
      ['of a market order are met in it', on('2012-10-17', (m) => m.buy({ qty: 10, bracket: { stop: 720 } })), 'exitPrice', 720],
      [
        'of a stop order wait for the next',
        on('2012-10-17', (m) => m.buy({ qty: 10, stop: 758, bracket: { stop: 720 } })),
        'exitPrice',
        705.58,
      ],
      [
        'between stop and target',
        on('2004-09-09', (m) => m.buy({ qty: 10, stop: 104, bracket: { stop: 103, target: 110 } })),
        'entryPrice',
        104,
      ],
    ])('%s', (_, act, field, price) => {
      expect(fifoTrades(run(goog, act).fills)[0]).toMatchObject({ [field]: price })
    })
  })

  test('stop-limits fill at their stop where the limit is worse', () => {
    const { fills } = run(month, ({ market, bar }) => {
      if (bar !== 1) return
      market.buy({ qty: 1, stop: 112, limit: 113 })
      market.sell({ qty: 1, stop: 107, limit: 105 })
    })
    expect(fills.map((f) => f.price)).toEqual([112, 107])
  })

  test('with margin 0.1 a loss takes all there is, and the run goes on with nothing', () => {
    const { equity, fills, series } = run(
      goog,
      ({ market, date, low }) => {
        if (date === '2006-10-19') market.buy({ qty: 100, stop: 484, limit: 466 })
        else if (date === '2007-10-30') market.close()
        else if (date === '2008-11-11') market.sell({ qty: 200, stop: low, limit: 324.9 })
      },
      { limits: { leverageMax: 10 } },
    )
    const trades = fifoTrades(fills)
    const dates = trades.map((t) => [t.entryBar, t.exitBar].map((bar) => formatDate(series.bars.time[bar]! as Timestamp)))
    expect(dates).toEqual([
      ['2006-11-01', '2007-10-31'],
      ['2008-11-14', '2009-09-21'],
    ])
    expect(trades.map((t) => Math.round(t.pnl))).toEqual([23469, -34420])
    expect([Math.max(...equity), equity.at(-1)]).toEqual([46961, 0])
  })

  describe('numbers of trades', () => {
    test('fractions of a coin', () => {
      const from2015 = rowsOf(btc, 36)
      const trades = fifoTrades(runRows(smaCross(2, 3), from2015, { preset: 'backtesting-py', cash: 100 }).fills)
      expect(trades).toHaveLength(42)
      expect(trades[0]!.entryPrice).toBe(236.69)
    })

    test('one more at each close above the average, none below it', () => {
      const end = runRows(signals(), goog, { preset: 'backtesting-py', cash: 10_000 })
      expect([1179, 1182]).toContain(fifoTrades(end.fills).length)
    })

    test('a fifth of what is free sold below the average, by stop-limits with legs', () => {
      const end = runRows(fifths(), goog, { preset: 'backtesting-py', cash: 10_000 })
      expect(fifoTrades(end.fills)).toHaveLength(132)
    })

    test('a stop that trails by three average ranges', () => {
      const end = runRows(trailing(goog), goog, { preset: 'backtesting-py', cash: 10_000 })
      expect(fifoTrades(end.fills)).toHaveLength(57)
    })
  })

  test('market orders at the close that decided them', () => {
    const end = runRows(smaCross(), goog, {
      preset: 'backtesting-py',
      fill: 'one-by-one-this-close',
      ending: 'close-at-close-before',
      cash: 10_000,
    })
    expect(end.equity.at(-1)).toBeCloseTo(64_392.08, 6)
  })
} else notCompared('numbers that backtesting.py asserts')

function run(series: BarSeries, act: Act, options: Partial<BacktestOptions> = {}): RunRows {
  return runRows(acting(act), series, { preset: 'backtesting-py', ...options, cash: options.cash ?? 10_000 })
}

function acting(act: Act): Strategy {
  return strategy({
    name: 'acting',
    setup({ market, on }) {
      const m = market()
      const bars = m.bars()
      let bar = 0
      on(bars, () => act({ market: m, bar: ++bar, date: formatDate(bars.openTime), low: bars.low(), close: bars.close() }))
    },
  })
}

/** Daily bars of which each stands still. */
function flatBars(like: BarSeries, prices: readonly number[]): BarSeries {
  const { bars, ...rest } = rowsOf(like, 0, prices.length)
  const column = Float64Array.from(prices)
  return { ...rest, bars: { ...bars, open: column, high: column, low: column, close: column } }
}

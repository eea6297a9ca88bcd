/**
 * vectorbt's `from_orders`, by the preset of that name: three accounts over five days, long only, short only and both ways. The
 * prices are its own tests', the numbers are what they assert; a day without a price is a day without a bar.
 */
import { describe, expect, test } from 'vitest'
import {
  allocateBars,
  createInstrument,
  feeBps,
  feePerOrder,
  parseTimeframe,
  slippageBps,
  strategy,
  timestamp,
  type BarSeries,
  type Strategy,
} from '../../../src/index.ts'
import { DAY_MS } from '../../../src/model/time.ts'
import { returnsOf } from '../../../src/report/daily-equity.ts'
import { mean } from '../../../src/report/statistics/moments.ts'
import { sharpe, sortino } from '../../../src/report/statistics/returns.ts'
import { maxDrawdown } from '../../../src/report/statistics/underwater.ts'
import { fifoTrades } from './fifo-trades.ts'
import { runRows, type RowFill } from './run-rows.ts'

type Direction = 'long' | 'short' | 'both'

const cash = 100
const firstDay = timestamp('2020-01-01')
const sizes = [1, 0.1, -1, -0.1, 1]
const none = NaN

const a = accountOf([none, 2, 3, 4, 5], 'long')
const b = accountOf([1, 2, none, 4, 5], 'short')
const c = accountOf([1, 2, 3, 4, none], 'both')

describe('long only', () => {
  test('fills: what is not held is not sold', () => {
    expect(a.fills.map(({ qty, price }) => [qty, price])).toEqual([
      [0.1, 2.02],
      [-0.1, 2.97],
      [1, 5.05],
    ])
  })

  test('trades', () => {
    const [closed] = fifoTrades(a.fills)
    expect(closed).toMatchObject({ size: 0.1, entryPrice: 2.02, exitPrice: 2.97 })
    expect(closed!.pnl).toBeCloseTo(-0.10999, 9)
    expect(closed!.returnPct).toBeCloseTo(-0.544505, 6)
    expect(a.equity.at(-1)! - cash - closed!.pnl).toBeCloseTo(-0.2005, 9)
  })

  test('the account', () => {
    expect(a.equity.at(-1)).toBeCloseTo(99.68951, 9)
    expect(feesOf(a)).toBeCloseTo(0.35549, 9)
    expect(drawdownOf(a)).toBeCloseTo(0.0031049, 9)
  })

  test('ratios of 365 days a year', () => {
    const daily = returnsOf(a.equity, cash)
    expect(sharpe(daily, 365)).toBeCloseTo(-13.30804491478906, 6)
    expect(sortino(daily, 365)).toBeCloseTo(-11.738864633265454, 6)
    const growth = (a.equity.at(-1)! / cash) ** (365 / daily.length) - 1
    expect(growth / drawdownOf(a)).toBeCloseTo(-65.40868619923044, 6)
  })
})

test('short only: entries are averaged', () => {
  const entries = b.fills.filter(({ qty }) => qty < 0)
  const size = entries.reduce((sum, { qty }) => sum - qty, 0)
  expect(size).toBeCloseTo(2.1, 12)
  expect(worthOf(entries) / size).toBeCloseTo(2.9228571428571426, 12)
  expect(b.equity.at(-1)! - cash).toBeCloseTo(-4.73142, 9)
})

test('both ways', () => {
  const entries = c.fills.filter(({ qty }) => qty > 0)
  const exits = c.fills.filter(({ qty }) => qty < 0)
  expect(worthOf(entries) / 1.1).toBeCloseTo(1.1018181818, 9)
  expect(worthOf(exits) / 1.1).toBeCloseTo(3.06, 9)
  expect(c.equity.at(-1)! - cash).toBeCloseTo(1.70822, 9)
})

test('the means of the three accounts', () => {
  const meanOf = (value: (account: Account) => number): number => [a, b, c].reduce((sum, account) => sum + value(account) / 3, 0)
  expect(meanOf(({ equity }) => equity.at(-1)!)).toBeCloseTo(98.88877, 9)
  expect(meanOf(({ equity }) => equity.at(-1)! / cash - 1)).toBeCloseTo(-0.0111123, 9)
  expect(meanOf(feesOf)).toBeCloseTo(0.42223, 9)
  expect(meanOf(drawdownOf)).toBeCloseTo(0.01645123848972706, 12)
  expect(meanOf(({ fills }) => shareOfWins(exitsOf(fills)))).toBeCloseTo(1 / 3, 12)
  expect(meanOf(({ fills }) => mean(exitsOf(fills)))).toBeCloseTo(0.10827272727272726, 9)
})

interface Account {
  readonly fills: readonly RowFill[]
  /** At the close of each of the five days. */
  readonly equity: Float64Array
}

function accountOf(prices: readonly number[], direction: Direction): Account {
  const series = seriesOf(prices)
  const { fills, equity } = runRows(sized(direction), series, {
    preset: 'vectorbt',
    cash,
    slippage: slippageBps(100),
    fees: [feeBps(100), feePerOrder(0.1)],
  })
  // A day without a bar is worth what the one before was.
  let worth = cash
  let row = 0
  return { fills, equity: Float64Array.from(prices, (price) => (Number.isNaN(price) ? worth : (worth = equity[row++]!))) }
}

/** Asks for each day's size; one direction only never turns its position. */
function sized(direction: Direction): Strategy {
  return strategy({
    name: `sized-${direction}`,
    setup({ market, on }) {
      const m = market()
      const bars = m.bars()
      on(bars, () => {
        const size = sizes[(bars.openTime - firstDay) / DAY_MS]!
        const order = { qty: Math.abs(size), reduceOnly: direction !== 'both' && size < 0 }
        const buys = size > 0 === (direction !== 'short')
        if (buys) m.buy(order)
        else m.sell(order)
      })
    },
  })
}

function seriesOf(prices: readonly number[]): BarSeries {
  const days = prices.flatMap((price, day) => (Number.isNaN(price) ? [] : [day]))
  const bars = allocateBars(days.length)
  bars.time.set(days.map((day) => firstDay + day * DAY_MS))
  for (const column of [bars.open, bars.high, bars.low, bars.close]) column.set(days.map((day) => prices[day]!))
  const instrument = createInstrument({ id: 'COLUMN' })
  return { instrument, timeframe: parseTimeframe('1d'), bars, source: { name: 'vectorbt', contentHash: '', gaps: 0 } }
}

/** Profit after fees of each fill that reduces, against the average of what it reduces. */
function exitsOf(fills: readonly RowFill[]): Float64Array {
  const exits: number[] = []
  let [held, cost, fees] = [0, 0, 0]
  for (const { qty, price, fee } of fills) {
    const part = held * qty < 0 ? -qty / held : 0
    if (part > 0) exits.push(-qty * price - cost * part - fee - fees * part)
    cost += part > 0 ? -cost * part : qty * price
    fees += part > 0 ? -fees * part : fee
    held += qty
  }
  return Float64Array.from(exits)
}

function shareOfWins(profits: Float64Array): number {
  return profits.filter((profit) => profit > 0).length / profits.length
}

function feesOf({ fills }: Account): number {
  return fills.reduce((sum, { fee }) => sum + fee, 0)
}

/** From the first close on: what the first day cost is not counted there. */
function drawdownOf({ equity }: Account): number {
  return maxDrawdown(equity, equity[0]!) as number
}

/** Sum of size × price. */
function worthOf(fills: readonly RowFill[]): number {
  return fills.reduce((sum, { qty, price }) => sum + Math.abs(qty) * price, 0)
}

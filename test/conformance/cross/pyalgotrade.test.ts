/**
 * PyAlgoTrade by the preset of that name: how its default fill strategy fills orders, and the two finals that its own tests assert on
 * Oracle's shares of 2001. That file is testcases/data/orcl-2001-yahoofinance.csv of its repository.
 */
import { describe, expect, test } from 'vitest'
import {
  allocateBars,
  createInstrument,
  parseTimeframe,
  sma,
  strategy,
  timestamp,
  type BarSeries,
  type OrderRequest,
  type Strategy,
} from '../../../src/index.ts'
import { DAY_MS } from '../../../src/model/time.ts'
import { hasReference, readSeries } from './reference.ts'
import { runRows } from './run-rows.ts'

type Bar = readonly [open: number, high: number, low: number, close: number, volume: number]

describe('an order made on a bar fills on the next', () => {
  const next: Bar = [100, 104, 96, 101, 1000]
  test.each<[string, 'buy' | 'sell', OrderRequest, Bar, price: number, qty: number]>([
    ['market: at the open', 'buy', { qty: 10 }, next, 100, 10],
    ['limit buy: at the limit', 'buy', { qty: 10, limit: 98 }, next, 98, 10],
    ['limit buy: at a better open', 'buy', { qty: 10, limit: 102 }, next, 100, 10],
    ['limit sell: at the limit', 'sell', { qty: 10, limit: 103 }, next, 103, 10],
    ['limit sell: at a better open', 'sell', { qty: 10, limit: 99 }, next, 100, 10],
    ['stop buy: at the stop', 'buy', { qty: 10, stop: 103 }, next, 103, 10],
    ['stop buy: at a worse open', 'buy', { qty: 10, stop: 99 }, next, 100, 10],
    ['stop sell: at the stop', 'sell', { qty: 10, stop: 97 }, next, 97, 10],
    ['a quarter of the volume', 'buy', { qty: 10 }, [100, 104, 96, 101, 20], 100, 5],
  ])('%s', (_, side, request, bar, price, qty) => {
    const { fills } = runRows(onFirst(side, request), seriesOf([[98, 98, 98, 98, 1000], bar]), { preset: 'pyalgotrade', cash: 10_000 })
    expect(fills).toMatchObject([{ bar: 1, price, qty: side === 'buy' ? qty : -qty }])
  })
})

const oracle = 'data/pyalgotrade/orcl-2001-yahoofinance.csv'
if (hasReference(oracle, "PyAlgoTrade's crossing of averages", 'testcases/data of its repository, gbeced/pyalgotrade')) {
  const series = await readSeries(oracle, { tick: 0.01, lot: 1 })
  test.each([
    ['at market', 1000 - 22.7],
    ['by limits in the middle of the bar', 1000 + 32.7],
  ] as const)('averages of 10 and 25 that cross, both ways with 10 shares, %s', (how, final) => {
    const { equity } = runRows(crossing(how !== 'at market'), series, { preset: 'pyalgotrade', cash: 1000 })
    expect(equity.at(-1)).toBeCloseTo(final, 6)
  })
}

/** Limits live for one bar; an exit that did not fill in it goes at market, an entry is given up. */
function crossing(byLimits: boolean): Strategy {
  return strategy({
    name: 'crossing',
    setup({ market, on, onFill, onCancel }) {
      const m = market()
      const bars = m.bars()
      const [fast, slow] = [sma(bars.close, 10), sma(bars.close, 25)]
      /** Whether a trade of that side is open. */
      const holds = { buy: false, sell: false }
      const order = (tag: string): OrderRequest =>
        byLimits ? { qty: 10, tag, limit: hundredths(bars.low() + (bars.high() - bars.low()) / 2), expires: { bars: 1 } } : { qty: 10, tag }
      const turn = (side: 'buy' | 'sell'): void => {
        const other = side === 'buy' ? 'sell' : 'buy'
        if (holds[other]) m[side](order(`exit ${other}`))
        m[side](order(`enter ${side}`))
      }
      onFill(({ tag }) => {
        const [what, side] = tag.split(' ') as ['enter' | 'exit', 'buy' | 'sell']
        holds[side] = what === 'enter'
      })
      onCancel(({ tag }) => {
        if (tag === 'exit buy') m.sell({ qty: 10, tag })
        if (tag === 'exit sell') m.buy({ qty: 10, tag })
      })
      on(bars, () => {
        if (fast(1) < slow(1) && fast() > slow()) turn('buy')
        else if (fast(1) > slow(1) && fast() < slow()) turn('sell')
      })
    },
  })
}

/** To hundredths, exact halves to the even one. */
function hundredths(price: number): number {
  const scaled = price * 100
  const below = Math.floor(scaled)
  const isHalf = below + 0.5 === scaled && price * 8 === Math.round(price * 8)
  return (isHalf ? below + (below % 2) : Math.round(Number(price.toFixed(2)) * 100)) / 100
}

function onFirst(side: 'buy' | 'sell', request: OrderRequest): Strategy {
  return strategy({
    name: 'on-first',
    setup({ market, on }) {
      const m = market()
      const bars = m.bars()
      on(bars, () => void (bars.count === 1 && m[side](request)))
    },
  })
}

function seriesOf(rows: readonly Bar[]): BarSeries {
  const bars = allocateBars(rows.length)
  bars.time.set(rows.map((_, day) => timestamp('2001-01-01') + day * DAY_MS))
  for (const [k, column] of [bars.open, bars.high, bars.low, bars.close, bars.volume].entries()) column.set(rows.map((row) => row[k]!))
  const instrument = createInstrument({ id: 'SHARE', lot: 1 })
  return { instrument, timeframe: parseTimeframe('1d'), bars, source: { name: 'rules', contentHash: '', gaps: 0 } }
}

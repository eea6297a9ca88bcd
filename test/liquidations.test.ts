/** Orders that the margin rule sends, and strategies that share the account. */
import { backtest, combine, strategy, type Strategy, type Tap } from 'lockstep'
import { expect, test } from 'vitest'
import { barsOf, play, saying, still, type Row } from './play-bars.ts'
import type { Market } from '../src/strategy/market.ts'

const falling: Row[] = [...still(3, 100), [100, 100, 52, 52], ...still(2, 52)]

test('a strategy cannot cancel or change them', () => {
  const said = play({
    rows: falling,
    cash: 500,
    limits: { leverageMax: 4 },
    account: { liquidation: 'all' },
    decide(bar, market) {
      if (bar === 1) market.buy({ qty: 10 })
      if (bar !== 4) return
      market.cancelAll()
      for (const { id } of market.orders) {
        market.cancel(id)
        market.amend(id, { qty: 1 })
      }
    },
  })
  expect(said.filter((line) => !line.startsWith('trip'))).toEqual([
    'fill buy 10 @ 100',
    'refused UNKNOWN_ORDER',
    'refused UNKNOWN_ORDER',
    'fill sell 10 @ 52',
  ])
})

/** Does what it is told at its bars, from 1. */
function part(decide: (bar: number, market: Market) => void): Strategy {
  return strategy({
    name: 'part',
    setup({ market, on }) {
      const lines = market().bars()
      on(lines, () => decide(lines.count, market()))
    },
  })
}

test('an account at zero closes what each of its strategies holds, whatever it nets to', () => {
  const long = part((bar, market) => void (bar === 1 && market.buy({ qty: 100 })))
  const short = part((bar, market) => void (bar === 1 && market.sell({ qty: 40 })))
  const said: string[] = []
  const data = barsOf([...still(3, 100), [100, 100, 80, 80], ...still(2, 80)])
  const taps: Tap[] = [saying(said, data.instrument)]
  const account = { liquidation: 'at-zero' }
  backtest(combine('both', { long, short }), { data, cash: 1000, limits: { leverageMax: 100 }, account, taps })
  expect(said.filter((line) => line.startsWith('fill'))).toEqual([
    'fill buy 100 @ 100',
    'fill sell 40 @ 100',
    'fill sell 100 @ 80',
    'fill buy 40 @ 80',
  ])
})

test('where shorts are not allowed no strategy sells what another holds', () => {
  const holder = part((bar, market) => void (bar === 1 && market.buy({ qty: 10 })))
  const seller = part((bar, market) => {
    if (bar === 1) market.buy({ qty: 2 })
    if (bar === 3) market.sell({ qty: 10 })
    if (bar === 4) for (const price of [101, 102]) market.sell({ qty: 2, limit: price })
  })
  const said: string[] = []
  const data = barsOf([...still(4, 100), [100, 103, 100, 103], ...still(1, 103)])
  backtest(combine('both', { holder, seller }), { data, limits: { allowShort: false }, taps: [saying(said, data.instrument)] })
  expect(said.filter((line) => !line.startsWith('trip'))).toEqual([
    'fill buy 10 @ 100',
    'fill buy 2 @ 100',
    'refused SHORT_NOT_ALLOWED',
    'fill sell 2 @ 101',
    'cancel sell 2 INSUFFICIENT_FUNDS',
  ])
})

test('an account at zero is closed at the same close, in a loop of quiet steps and step by step', () => {
  const runOf = (side: 1 | -1, ending: number, plain: boolean): string[] => {
    // Longer than a stretch looks ahead, and a little closer to the end with every bar.
    const rows = Array.from({ length: 1500 }, (_, k): Row => {
      const price = Math.round(10_000 + (side * (ending - 10_000) * Math.max(0, k - 3)) / 1400)
      return [price, price, price, price]
    })
    const data = barsOf(rows)
    const holder = part((bar, market) => {
      if (bar % 700 !== 1 || market.position.isOpen) return
      if (side > 0) market.buy({ qty: 100 })
      else market.sell({ qty: 100 })
    })
    const said: string[] = []
    const marks: Tap = { take: ({ markEquity, markCount }) => void said.push(...Array.from(markEquity.subarray(0, markCount), String)) }
    const account = { liquidation: 'at-zero' }
    const taps = [{ ...saying(said, data.instrument), everyStep: false }, marks]
    backtest(holder, { data, cash: 100_000, limits: { leverageMax: 100 }, account, taps, plain })
    return said
  }
  for (const side of [1, -1] as const) {
    // At 9,000 nothing is left of a hundred thousand, at 9,500 half of it.
    for (const ending of [9500, 8999, 5000]) {
      const quick = runOf(side, ending, false)
      expect(quick.toSorted()).toEqual(runOf(side, ending, true).toSorted())
      expect(quick.filter((line) => line.startsWith('fill')).length > 1).toBe(ending < 9000)
    }
  }
})

/** Accounts in whole runs: what a margin rule promises, what owners sum to, what currencies are worth, whatever a strategy asks. */
import { describe, expect, test } from 'vitest'
import { startBacktest, type BacktestOptions } from '../../src/backtest.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { allocateBars, type BarSeries } from '../../src/model/bars.ts'
import { createInstrument, qtyOf, type Instrument } from '../../src/model/instrument.ts'
import { cancelNames, orderRoles, refusalNames } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import type { Ledger } from '../../src/portfolio/ledger.ts'
import { combine } from '../../src/strategy/combine.ts'
import { strategy, type Account, type Setup, type Strategy } from '../../src/strategy/strategy.ts'
import { feeBps, feePerOrder } from '../../src/venue/fees.ts'
import { randomSeries, someInstruments } from './random-bars.ts'
import { asker } from './random-strategy.ts'
import type { Row } from './record-run.ts'
import { fc } from './seeded.ts'

const UNIT = 1e6
const START = Date.UTC(2024, 0, 1)

interface Played {
  readonly engine: Engine
  readonly rows: readonly Row[]
  readonly fills: readonly Row[]
  readonly equity: number
}

function play(made: Strategy, options: BacktestOptions): Played {
  const rows: Row[] = []
  let equity = NaN
  const tap = {
    take: (block: R.RecordBlock): void => {
      for (let k = 0; k < block.recordCount; k++) rows.push(block.records.slice(k * R.RECORD_WIDTH, (k + 1) * R.RECORD_WIDTH))
      if (block.markCount > 0) equity = block.markEquity[block.markCount - 1]!
    },
  }
  const run = startBacktest(made, { ...options, taps: [tap] })
  run.advance(Infinity)
  run.finish()
  return { engine: run.engine, rows, fills: rows.filter((r) => r[R.KIND] === R.FILL), equity }
}

const cases = fc.record({ seed: fc.nat(), rows: fc.integer({ min: 20, max: 300 }), cash: fc.constantFrom(3000, 100_000) })

function randomMarkets({ seed, rows }: { seed: number; rows: number }, instruments: readonly Instrument[] = someInstruments): BarSeries[] {
  return instruments.map((instrument, k) => randomSeries({ instrument, timeframe: '1m', rows, seed: seed + k, start: START, gaps: 0.1 }))
}

const ids = someInstruments.map((i) => i.id)

/** Gives what `setup` got to `take` too. */
function watched(made: Strategy, take: (account: Account) => void): Strategy {
  return strategy({
    name: 'watched',
    setup: (given) => {
      take(given.account)
      made.setup(given)
    },
  })
}

const [share] = someInstruments as [Instrument]

/** Fills as `entry 3 @ 10000`. */
function roles(fills: readonly Row[]): string[] {
  return fills.map((r) => `${orderRoles[r[R.FILL_ROLE]!]} ${r[R.LOTS]} @ ${r[R.FILL_TICKS]}`)
}

describe('margin', () => {
  test('an account under the rule cash never owes anything and is never short', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const { strategy } = asker({ seed: c.seed, markets: ids })
        const { fills, engine } = play(strategy, {
          data: randomMarkets(c),
          cash: c.cash,
          fees: [feeBps(10), feePerOrder(1)],
          account: { margin: 'cash' },
        })
        let cash = c.cash * UNIT
        for (const r of fills) {
          cash -= r[R.SIDE]! * engine.ledger.notional(r[R.INSTRUMENT]!, r[R.FILL_TICKS]!, r[R.LOTS]!) + r[R.FILL_FEE]!
          expect(cash).toBeGreaterThanOrEqual(0)
          expect(r[R.FILL_POSITION]).toBeGreaterThanOrEqual(0)
        }
        expect(cash).toBe(engine.ledger.cash)
      }),
      { numRuns: 40 },
    )
  })

  test('when a run is over no order holds anything any more, under any rule', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom('leverage', 'cash', 'reg-t', 'futures', 'lean', 'lean-cash', 'backtesting-py'), (c, margin) => {
        const { strategy } = asker({ seed: c.seed, markets: ids, anchor: 'still' })
        let account!: Account
        play(
          watched(strategy, (a) => (account = a)),
          {
            data: randomMarkets(c),
            cash: c.cash,
            account: { margin, reserve: true },
            limits: { leverageMax: 2 },
          },
        )
        expect(account.marginFree).toBeCloseTo(account.equity - account.marginUsed, 6)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    [{ open: 100, close: 111 }, ['entry 90 @ 10000']],
    [{ open: 100, close: 112 }, []],
    [{ open: 112, close: 100 }, ['entry 90 @ 11200']],
  ])('as LEAN has it is reckoned at the close of the bar that fills: %j', ({ open, close }, filled) => {
    const data = flat(share, [100, close, close])
    data.bars.open[1] = open
    data.bars.high[1] = 112
    const buys = asks(share.id, { 0: ({ market }) => void market(share.id).buy({ qty: 90 }) })
    const { fills, rows } = play(buys, { data, cash: 10_000, account: { margin: 'lean' } })
    expect(roles(fills)).toEqual(filled)
    const cancels = rows.filter((r) => r[R.KIND] === R.CANCEL).map((r) => cancelNames[r[R.CANCEL_REASON]!])
    expect(cancels).toEqual(filled.length === 0 ? ['INSUFFICIENT_FUNDS'] : [])
  })
})

/** Every figure of a ledger that owners sum to. */
function figures(l: Ledger): number[] {
  return [l.lots, l.cost, l.realisedOf, l.feesOf, l.adjustedOf].flatMap((column) => [...column])
}

describe('several strategies on one account', () => {
  test('sum to it to the unit', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const both = combine('both', {
          one: asker({ seed: c.seed, markets: ids }).strategy,
          two: asker({ seed: c.seed + 1, markets: ids }).strategy,
        })
        const { engine, equity } = play(both, { data: randomMarkets(c), cash: c.cash, fees: feeBps(7), limits: { leverageMax: 3 } })
        const { account, owners } = engine.subs
        expect(owners).toHaveLength(2)
        expect(figures(account)).toEqual(figures(owners[0]!).map((n, k) => n + figures(owners[1]!)[k]!))
        expect(account.cash).toBe(c.cash * UNIT + owners[0]!.cash + owners[1]!.cash)
        expect(equity).toBeCloseTo(engine.marks.equity() / UNIT, 6)
      }),
      { numRuns: 40 },
    )
  })

  // Markets take one way through a bar for all: pessimistic chooses it by all orders, ohlc by none.
  test('trade as each would alone, where money does not bind and the way through a bar is given', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const made = (seed: number): Strategy => asker({ seed, markets: ids, independent: true }).strategy
        const options = { data: randomMarkets(c), cash: 1e8, fill: 'ohlc', limits: { openOrdersMax: 10_000 } }
        const both = combine('both', { one: made(c.seed), two: made(c.seed + 1) })
        const told = (r: Row): number[] => [r[R.TIME]!, r[R.INSTRUMENT]!, r[R.SIDE]!, r[R.LOTS]!, r[R.FILL_TICKS]!, r[R.FILL_REALISED]!]
        const key = (list: readonly Row[]): string[] => list.map((r) => told(r).join(' ')).sort()
        const alone = [c.seed, c.seed + 1].flatMap((seed) => [...play(made(seed), options).fills])
        expect(key(play(both, options).fills)).toEqual(key(alone))
      }),
      { numRuns: 30 },
    )
  })
})

/** Bars of one price each, a minute apart from `from` minutes on. */
function flat(instrument: Instrument, prices: readonly number[], from = 0): BarSeries {
  const bars = allocateBars(prices.length)
  for (const [row, price] of prices.entries()) {
    bars.time[row] = START + (from + row) * 60_000
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = price
    bars.volume[row] = 1e6
  }
  return { instrument, timeframe: parseTimeframe('1m'), bars, source: { name: instrument.id, contentHash: '', gaps: 0 } }
}

/** What a strategy asks at its n-th bar of a market, from 0. */
function asks(id: string, list: Readonly<Record<number, (s: Setup<object>) => void>>): Strategy {
  return strategy({
    name: 'asks',
    setup: (s) => {
      const bars = s.market(id).bars()
      s.on(bars, () => list[bars.count - 1]?.(s))
    },
  })
}

const pair = createInstrument({ id: 'EURUSD', baseCurrency: 'EUR', tick: 0.0001, lot: 1, currency: 'USD' })
const abroad = createInstrument({ id: 'ABROAD', tick: 0.01, lot: 1, currency: 'EUR' })

describe('several currencies', () => {
  test('cash by currency is the fold of its fills, and equity what all of it is worth at last closes', () => {
    const [a, b, c] = someInstruments as [Instrument, Instrument, Instrument]
    const markets = [a, { ...b, currency: abroad.currency }, { ...c, baseCurrency: 'EUR' }]
    fc.assert(
      fc.property(cases, (spec) => {
        const { strategy } = asker({ seed: spec.seed, markets: ids })
        const { engine, fills, equity } = play(strategy, {
          data: randomMarkets(spec, markets),
          cash: spec.cash,
          limits: { leverageMax: 3 },
        })
        const { ledger, marks } = engine
        const cash = [spec.cash * UNIT, 0]
        for (const r of fills) {
          const i = r[R.INSTRUMENT]!
          cash[i === 1 ? 1 : 0]! -= r[R.SIDE]! * ledger.notional(i, r[R.FILL_TICKS]!, r[R.LOTS]!)
        }
        expect([...ledger.cashOf]).toEqual(cash)
        const rate = marks.close[2]!
        const worth = markets.map((m, i) => (ledger.lots[i] === 0 ? 0 : qtyOf(m, ledger.lots[i]!) * m.multiplier * marks.close[i]!))
        const expected = cash[0]! / UNIT + worth[0]! + worth[2]! + (cash[1]! / UNIT + worth[1]!) * (cash[1] === 0 ? 0 : rate)
        expect(equity).toBeCloseTo(expected, 4)
      }),
      { numRuns: 40 },
    )
  })

  const buys = asks('ABROAD', {
    0: ({ market }) => void market('ABROAD').buy({ qty: 10 }),
    3: ({ market }) => void market('ABROAD').buy({ qty: 10 }),
    6: ({ market }) => void market('ABROAD').close(),
  })

  test('an order before the rate is known is refused, and one after it is not', () => {
    const { rows, fills, engine } = play(buys, {
      data: [flat(abroad, [100, 100, 100, 100, 100, 100, 100, 110]), flat(pair, [1.25, 1.25, 1.25, 1.25, 1.25, 1.5], 2)],
      account: { currency: 'USD' },
      cash: 10_000,
    })
    const refused = rows.filter((r) => r[R.KIND] === R.REFUSAL).map((r) => refusalNames[r[R.REFUSAL_REASON]!])
    expect(refused).toEqual(['NO_CONVERSION'])
    // 100 euros of profit, told at the rate when it was realised: the close before, 1.25.
    expect(fills.map((r) => r[R.FILL_REALISED])).toEqual([0, 125 * UNIT])
    expect([...engine.ledger.cashOf]).toEqual([10_000 * UNIT, 100 * UNIT])
    expect(engine.marks.equity()).toBe(10_150 * UNIT)
  })

  test('a rate may be given, and a currency that nothing connects is a fault', () => {
    const data = flat(
      abroad,
      Array.from({ length: 8 }, (_, k) => (k === 7 ? 110 : 100)),
    )
    const { engine } = play(buys, { data, account: { currency: 'USD', rates: { EUR: 2 } }, cash: 10_000 })
    expect(engine.marks.equity()).toBe(10_400 * UNIT)
    expect(() => play(buys, { data, account: { currency: 'USD' } })).toThrow(
      expect.objectContaining({ code: 'E_CONFIG', message: 'expected a way to convert EUR into USD, there is none' }),
    )
  })
})

describe('a margin call', () => {
  const all = asks(share.id, { 0: ({ market }) => void market(share.id).buy({ qty: 195 }) })

  test('closes at the next open what the account can no longer keep', () => {
    const { fills } = play(all, {
      data: flat(share, [100, 100, 80, 66, 60, 60]),
      cash: 10_000,
      account: { margin: 'reg-t', liquidation: 'all' },
    })
    // 195 × 66 less 9,500 owed is 3,370, and a quarter of 12,870 is 3,217: kept. At 60 it is 2,200 of 2,925.
    expect(roles(fills)).toEqual(['entry 195 @ 10000', 'liquidation 195 @ 6000'])
  })

  test('cannot come without a rule for it', () => {
    const { fills } = play(all, { data: flat(share, [100, 100, 80, 66, 60, 60]), cash: 10_000, account: { margin: 'reg-t' } })
    expect(roles(fills)).toEqual(['entry 195 @ 10000'])
  })
})

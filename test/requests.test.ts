/** Requests as plain JavaScript may make them, and open orders as a strategy sees them. */
import { backtest, barSeries, feeBps, readBarFile, strategy, type ReportDocument, type Setup } from 'lockstep'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Market } from '../src/strategy/market.ts'
import type { MarketRules } from '../src/market-rules.ts'
import type { OrderView } from '../src/strategy/order-view.ts'

const data = barSeries(await readBarFile(join(import.meta.dirname, '../data/sp500.csv')), { id: 'A' })
const { close } = data.bars

/** Runs a strategy that does this at its second bar, and that at its third. */
function run(
  second: (market: Market, setup: Setup<object>) => void,
  third: (market: Market) => void = () => {},
  rules: MarketRules = {},
): ReportDocument {
  const made = strategy({
    name: 'asks',
    setup(setup) {
      const market = setup.market()
      const lines = market.bars()
      setup.on(lines, () => {
        if (lines.count === 2) second(market, setup)
        if (lines.count === 3) third(market)
      })
    },
  })
  return backtest(made, { data, cash: 1_000_000, full: true, ...rules })
}

const reasons = (report: ReportDocument): string[] => report.refusals.rows?.map((row) => row.reason) ?? []

describe('a word that is none stops the run, since without it the order would be another', () => {
  test.each([
    [(m: Market) => m.buy({ qty: 1, limt: 98 } as never), 'expected a request made of', 'it has "limt"; did you mean limit?'],
    [(m: Market) => m.buy({ qty: 1, bracket: { stopp: 9 } } as never), 'expected a bracket made of stop, target', 'did you mean stop?'],
    [(m: Market) => m.buy({ qty: 1, bracket: { stop: { trial: 1 } } } as never), 'expected the stop of a bracket', 'did you mean trail?'],
    [(m: Market) => m.buy({ qty: 1, bracket: { target: [{ prize: 9e9 }] } } as never), 'expected a target', 'did you mean price?'],
    [(m: Market) => m.buy({ qty: 1, expire: 'ioc' } as never), 'expected a request', 'did you mean expires?'],
    [(m: Market) => m.buy({ qty: 1, expires: { bar: 1 } } as never), 'expected an expiry', 'did you mean bars?'],
    [(m: Market) => m.buy({ qty: 1, trail: { percnt: 1 } } as never), 'expected a trail', 'did you mean percent?'],
    [(m: Market) => m.buy({ qty: 1, reduceOnly: 'yes' } as never), 'expected reduceOnly as true or false', 'was "yes"'],
    [(m: Market) => m.buy({ qty: 1, places: [{ by: { qty: 1 } }] } as never), 'expected an order that is placed', 'did you mean buy?'],
    [(m: Market) => m.target({ wait: 1 } as never), 'expected a target made of', 'it has "wait"'],
    [(m: Market) => m.close({ tags: 'x' } as never), 'expected a close', 'did you mean tag?'],
  ] as const)('%o', (ask, expected, was) => {
    expect(() => run((market) => void ask(market))).toThrow(
      expect.objectContaining({
        code: 'E_STRATEGY_REQUEST',
        message: expect.stringMatching(`${expected}.*${was.replace('?', '\\?')}`) as string,
      }),
    )
  })

  test('a fraction of a bar is no expiry', () => {
    expect(reasons(run((market) => void market.buy({ qty: 1, expires: { bars: 1.5 } })))).toEqual(['EXPIRED_AT_BIRTH'])
  })
})

describe('an option that is none is a fault of the call', () => {
  test.each([
    [{ fil: 'touch' }, 'expected options of a run, "fil" is none; did you mean fill?'],
    [{ slipage: [] }, 'expected options of a run, "slipage" is none; did you mean slippage?'],
    [{ account: { margn: 'cash' } }, 'expected options of an account, "margn" is none; did you mean margin?'],
  ])('%o', (rules, message) => {
    expect(() =>
      run(
        () => {},
        () => {},
        rules as MarketRules,
      ),
    ).toThrow(expect.objectContaining({ code: 'E_CONFIG', message }))
  })
})

test.each(['backtesting-py', 'leverage', 'reg-t', 'lean'])(
  'sizes beyond all money are refused under %s, as orders and as amendments',
  (margin) => {
    const limit = close[1]! / 4
    const report = run(
      (market) => {
        market.buy({ qty: 1e9, limit })
        market.buy({ qty: 1, limit })
      },
      (market) => market.orders.forEach((order) => market.amend(order.id, { qty: 1e9 })),
      { account: { margin } },
    )
    expect(reasons(report)).toEqual(['INSUFFICIENT_FUNDS', 'INSUFFICIENT_FUNDS'])
    expect(report.fills.count).toBe(0)
  },
)

describe('what is no request is refused, and never thrown at', () => {
  test.each([
    ['BAD_SIZE', {}],
    ['BAD_SIZE', { qty: '3' }],
    ['BAD_SIZE', { qty: null }],
    ['BAD_SIZE', { qty: NaN }],
    ['BAD_SIZE', { qty: -1 }],
    ['BAD_SIZE', { qty: Infinity }],
    ['BAD_SIZE', { qty: 1, equity: 1 }],
    ['BAD_SIZE', { qty: 1, value: 100 }],
    ['BAD_SIZE', { share: 0.5 }],
    ['BAD_SIZE', { value: '100' }],
    ['BAD_SIZE', { volatility: { target: 0.1 } }],
    ['BAD_SIZE', { volatility: { target: 0.1, of: () => 0 } }],
    ['BAD_SIZE', { volatility: { target: 0.1, of: () => NaN } }],
    ['BAD_SIZE', { volatility: null }],
    ['BAD_SIZE', { lotsPerCapital: { lots: 1 } }],
    ['BAD_SIZE', { lotsPerCapital: null }],
    ['ZERO_SIZE', { qty: 0 }],
    ['ZERO_SIZE', { qty: -0 }],
    ['ZERO_SIZE', { qty: 1e-9 }],
    ['BAD_PRICE', { qty: 1, limit: '99' }],
    ['BAD_PRICE', { qty: 1, limit: NaN }],
    ['BAD_PRICE', { qty: 1, limit: -0 }],
    ['BAD_PRICE', { qty: 1, limit: -5 }],
    ['BAD_PRICE', { qty: 1, stop: Infinity }],
    ['BAD_PRICE', { qty: 1, stop: null }],
    ['BAD_PRICE', { qty: 1, stop: 1e6, limit: NaN }],
    ['BAD_PRICE', { qty: 1, touch: 5 }],
    ['BAD_PRICE', { qty: 1, touch: 5, stop: 7, limit: 6 }],
    ['BAD_PRICE', { qty: 1, trail: 'far' }],
    ['BAD_PRICE', { qty: 1, trail: {} }],
    ['BAD_PRICE', { qty: 1, trail: null }],
    ['BAD_PRICE', { qty: 1, trail: { percent: -1 } }],
    ['BAD_PRICE', { qty: 1, trail: { atr: () => NaN, times: 2 } }],
    ['BAD_PRICE', { qty: 1, trail: { atr: 5, times: 2 } }],
    ['BAD_PRICE', { qty: 1, trail: 5, limit: 6 }],
    ['BAD_PRICE', { qty: 1, trail: 5, activation: 'soon' }],
    ['BAD_PRICE', { qty: 1, on: 'lunch' }],
    ['BAD_PRICE', { qty: 1, on: 'open', limit: 5 }],
    ['BAD_PRICE', { qty: 1, bracket: { stop: NaN } }],
    ['BAD_PRICE', { qty: 1, bracket: { target: '9' } }],
    ['BAD_PRICE', { risk: 0.01 }],
    ['BAD_PRICE', { risk: 0.01, bracket: { stop: { trail: 5 } } }],
    ['BAD_SIZE', { qty: 1, bracket: { target: [{ price: 1e6 }] } }],
    ['BAD_SIZE', { qty: 1, bracket: { target: [{ price: 1e6, share: 2 }] } }],
    ['BAD_SIZE', { qty: 1, places: [{ sell: {} }] }],
    ['BAD_SIZE', { qty: 1, places: [{}] }],
    ['ZERO_SIZE', { qty: 1, places: [{ sell: { qty: 0 } }] }],
    ['EXPIRED_AT_BIRTH', { qty: 1, expires: 5 }],
    ['EXPIRED_AT_BIRTH', { qty: 1, expires: NaN }],
    ['EXPIRED_AT_BIRTH', { qty: 1, expires: { bars: 0 } }],
    ['EXPIRED_AT_BIRTH', { qty: 1, expires: { bars: 'many' } }],
    ['EXPIRED_AT_BIRTH', { qty: 1, expires: {} }],
    ['EXPIRED_AT_BIRTH', { qty: 1, expires: 'someday' }],
    ['EXPIRED_AT_BIRTH', { qty: 1, expires: null }],
  ])('%s for %o', (reason, request) => {
    const report = run((market) => market.buy(request as never))
    expect([report.orders.count, reasons(report)]).toEqual([0, [reason]])
  })

  test.each([NaN, -1, 0, 0.5, Infinity, 1e300, '1', null])('an order of number %o is unknown', (id) => {
    const report = run((market) => {
      market.cancel(id as never)
      market.amend(id as never, { qty: 5 })
    })
    expect(reasons(report)).toEqual(['UNKNOWN_ORDER', 'UNKNOWN_ORDER'])
  })

  test.each([{ share: 0 }, { share: -1 }, { share: 2 }, { share: NaN }, { share: '1' }])('a close of %o', (options) => {
    expect(reasons(run((market) => market.close(options as never)))).toEqual(['BAD_SIZE'])
  })

  test.each([{ weight: NaN }, { qty: Infinity }, { value: '5' }, {}])('a target of %o', (target) => {
    expect(reasons(run((market) => market.target(target as never)))).toEqual(['BAD_SIZE'])
  })

  test('a share at risk without a stop of its own is refused beside the stop of another order', () => {
    const stop = close[1]! / 2
    const ask = (market: Market): void => void market.buy({ risk: 0.01 } as never)
    const beside = run((market) => market.buy({ qty: 1, bracket: { stop } }), ask)
    const after = run((market) => {
      market.buy({ qty: 1, bracket: { stop } })
      ask(market)
      market.buy({ qty: 1, bracket: { stop } })
    })
    expect([reasons(beside), reasons(after)]).toEqual([['BAD_PRICE'], ['BAD_PRICE']])
  })

  test.each(['lockstep', 'lean', 'lean-cash', 'free-at-fill'])('%s: a target beyond all money is refused', (sizing) => {
    const report = run(
      (market) => market.target({ weight: 1e300 }),
      () => {},
      { sizing },
    )
    expect([report.orders.count, report.refusals.count]).toEqual([0, 1])
  })

  test('what is refused leaves nothing behind: the account trades on as if it had not been asked', () => {
    const report = run(
      (market) => {
        for (let k = 0; k < 1000; k++) market.buy({ qty: NaN, bracket: { stop: 1, target: [{ price: 1e6, share: 0.5 }] } })
      },
      (market) => market.buy({ qty: 1 }),
    )
    expect([report.refusals.count, report.orders.count]).toEqual([1000, 1])
  })

  test('a request that would place too many others is a fault', () => {
    const targets = Array.from({ length: 40 }, () => ({ price: 1e6, share: 0.02 }))
    expect(() => run((market) => market.buy({ qty: 1, bracket: { target: targets } }))).toThrow(
      expect.objectContaining({ code: 'E_LIMIT', message: 'expected a request to place at most 32 other orders, there are more' }),
    )
  })
})

test('sizes by volatility: the target over the deviation is the share of equity, at most what the account carries', () => {
  const bought = (target: number): number | undefined =>
    run((market) => market.buy({ volatility: { target, of: (() => 0.4) as never } })).orders.rows?.[0]?.qty
  const half = bought(0.2)!
  const price = close[1]!
  // A lot is a millionth of a unit, and the price is rounded to its tick.
  expect(half * price).toBeCloseTo(500_000, 0)
  expect(bought(4)! * price).toBeCloseTo(1_000_000, 0)
})

test('lots for capital leave room for the fee', () => {
  const price = close[1]!
  const lotsPerCapital = { lots: 1e9, per: 1_000_000 }
  const report = run(
    (market) => market.buy({ lotsPerCapital }),
    () => {},
    { fees: feeBps(100) },
  )
  expect(reasons(report)).toEqual([])
  // The price is rounded to its tick.
  expect(report.orders.rows![0]!.qty * price * 1.01).toBeCloseTo(1_000_000, 0)
})

test('open orders, as they stand', () => {
  let seen: readonly OrderView[] = []
  run(
    (market) => {
      const { price } = market
      market.buy({ qty: 3, limit: price / 2, tag: 'dip' })
      market.sell({ qty: 1, stop: price / 2, limit: price / 4 })
      market.buy({ qty: 1, trail: { percent: 50 } })
      market.buy({ qty: 2, bracket: { stop: price / 4, target: price * 4 } })
      seen = market.orders
      expect(seen).toEqual([])
    },
    (market) => {
      seen = market.orders
    },
  )
  const price = close[1]!
  expect(seen.map(({ type, side, role, qty, filled, state, tag }) => ({ type, side, role, qty, filled, state, tag }))).toEqual([
    { type: 'limit', side: 'buy', role: 'entry', qty: 3, filled: 0, state: 'accepted', tag: 'dip' },
    { type: 'stop-limit', side: 'sell', role: 'entry', qty: 1, filled: 0, state: 'accepted', tag: '' },
    { type: 'trailing-stop', side: 'buy', role: 'entry', qty: 1, filled: 0, state: 'accepted', tag: '' },
    { type: 'stop', side: 'sell', role: 'stop', qty: 2, filled: 0, state: 'accepted', tag: '' },
    { type: 'limit', side: 'sell', role: 'target', qty: 2, filled: 0, state: 'accepted', tag: '' },
  ])
  expect(seen.map(({ parent }) => parent)).toEqual([undefined, undefined, undefined, 4, 4])
  expect(seen[1]!.limit).toBeCloseTo(price / 4, 1)
  expect(seen[1]!.stop).toBeCloseTo(price / 2, 1)
  expect([seen[0]!.stop, seen[3]!.limit]).toEqual([undefined, undefined])
})

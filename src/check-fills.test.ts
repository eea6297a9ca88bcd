import { expect, test } from 'vitest'
import { checkedFills, checkFills, compareFills, type FillOutcome } from './check-fills.ts'
import { allocateBars, type BarSeries } from './model/bars.ts'
import { createInstrument } from './model/instrument.ts'
import { parseTimeframe } from './model/timeframe.ts'
import { strategy } from './strategy/strategy.ts'

/** Buys with a stop and a target that every later bar reaches both. */
const torn = strategy({
  name: 'torn',
  setup({ market, on }) {
    const stock = market('A')
    const bars = stock.bars()
    on(bars, () => {
      if (!stock.position.isOpen) stock.buy({ qty: 10, bracket: { stop: 97, target: 103 } })
    })
  },
})

function wideBars(): BarSeries {
  const bars = allocateBars(10)
  for (let k = 0; k < bars.length; k++) {
    bars.time[k] = Date.UTC(2024, 0, 1 + k)
    bars.open[k] = 100
    bars.high[k] = 105
    bars.low[k] = 95
    bars.close[k] = 100
  }
  const instrument = createInstrument({ id: 'A', tick: 1, lot: 1 })
  return { instrument, timeframe: parseTimeframe('1d'), bars, source: { name: 'wide', contentHash: '', gaps: 0 } }
}

test('a strategy whose stop and target lie in every bar is what the policy makes of it', () => {
  const check = checkFills(torn, { data: wideBars(), cash: 10_000, policies: ['pessimistic', 'ohlc', 'olhc'] })
  // Nine bars of ten lots, three lost or won on each.
  expect(check).toMatchObject({ best: 'ohlc', worst: 'pessimistic', signDepends: true })
  expect(check.spread).toBeCloseTo(0.054, 12)
  expect(check.share).toBeCloseTo(2, 12)
  expect(check.outcomes).toMatchObject([
    { policy: 'pessimistic', endEquity: 9730, roundTrips: 9, winRate: 0, ambiguousBars: 9 },
    { policy: 'ohlc', endEquity: 10_270, roundTrips: 9, winRate: 1, ambiguousBars: 0 },
    { policy: 'olhc', endEquity: 9730, roundTrips: 9, winRate: 0, ambiguousBars: 0 },
  ])
  expect(check.outcomes[0]!.return).toBeCloseTo(-0.027, 12)
  expect(check.outcomes[0]!.says).toContain('stop before target')
})

test('unless told, all policies of bars are compared', () => {
  expect(checkFills(torn, { data: wideBars() }).outcomes.map((o) => o.policy)).toEqual(checkedFills)
})

test.each([
  ['one alone', ['touch'], /at least two different fill policies to compare, was "touch"/],
  ['one twice', ['touch', 'touch'], /at least two different/],
  ['one that is none', ['touch', 'tuch'], /expected a fill policy, was "tuch"/],
])('%s cannot be compared', (_, policies, message) => {
  expect(() => checkFills(torn, { data: wideBars(), policies })).toThrow(message)
})

test('nothing earned is no measure of a spread', () => {
  const outcome = (policy: string, earned: number): FillOutcome => ({
    policy,
    says: '',
    return: earned,
    endEquity: 0,
    roundTrips: 0,
    winRate: null,
    maxDrawdown: 0,
    ambiguousBars: 0,
  })
  expect(compareFills([outcome('a', 0), outcome('b', 0.5)])).toMatchObject({ spread: 0.5, share: null, signDepends: false })
  expect(compareFills([outcome('a', -0.1), outcome('b', -0.2)])).toMatchObject({ best: 'a', worst: 'b', share: 1, signDepends: false })
})

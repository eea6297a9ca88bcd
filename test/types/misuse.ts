/**
 * What an author cannot get wrong without being told while typing. Every misuse stands beside its right form, and says which
 * compiler error it is; misuse.test.ts holds it to that very error.
 */
import {
  atr,
  backtest,
  choice,
  createInstrument,
  crossedAbove,
  feeBps,
  float,
  int,
  sma,
  strategy,
  text,
  timeframe,
  timestamp,
  type Bars,
  type BarSeries,
  type OrderRequest,
  type Strategy,
} from 'lockstep'
import type { Price, Qty } from '../../src/model/instrument.ts'
import type { RequestSlot } from '../../src/model/order.ts'
import type { Venue } from '../../src/model/ports.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { isApproved, type RiskGate } from '../../src/risk/risk-gate.ts'

const specs = { fast: int(10), share: float(0.5), side: choice('long', 'short'), every: timeframe('1h'), note: text('') }

/** Compiled, never called. */
export const declared: Strategy<typeof specs> = strategy({
  name: 'declared',
  params: specs,
  check: ({ fast }) => fast > 1 || 'fast must be longer',
  setup({ params, market, on, at, now }) {
    const m = market('A')
    const bars = m.bars(params.every)
    const fast = sma(bars.close, params.fast)
    const range = atr(bars)

    on(bars, () => {})
    // @ts-expect-error TS2345 a line closes with its bars: handlers are for bars
    on(bars.close, () => {})
    // @ts-expect-error TS2741 an average is taken of a line, not of bars
    sma(bars, 3)
    // @ts-expect-error TS2740 a range is taken of bars, not of a line
    atr(bars.close)
    // @ts-expect-error TS2769 bars are asked for by a timeframe's name
    m.bars('1x')
    // @ts-expect-error TS2345 a market is named by text
    market(0)

    at('15:59', 'XNYS', () => {})
    // @ts-expect-error TS2345 a time of day has hours and minutes
    at('15', () => {})

    fast(1)
    // @ts-expect-error TS2345 there is no reading of the future
    fast(-1)
    void (fast() > 3)
    // @ts-expect-error TS2365 a line is called to be read
    void (fast > 3)
    crossedAbove(fast, range)
    // @ts-expect-error TS2345 a crossing needs the line, not its last value
    crossedAbove(fast(), range)

    void params.fast
    // @ts-expect-error TS2339 a parameter that was never declared cannot be read
    void params.fats
    // @ts-expect-error TS2540 parameters are read, not set
    params.fast = 3
    // @ts-expect-error TS2367 a choice is one of its words
    void (params.side === 'sideways')
    // @ts-expect-error TS2540 a position changes by fills alone
    m.position.qty = 0

    m.cancel(m.buy({ qty: 1 }))
    m.amend(m.buy({ qty: 1, limit: 99 }), { limit: 98, qty: 2 })
    m.target({ weight: 0.5 })
    // @ts-expect-error TS2345 a target is one thing
    m.target({ weight: 0.5, qty: 1 })
    // @ts-expect-error TS2345 an order is cancelled by the number that was given out
    m.cancel(1)
    // @ts-expect-error TS2322 a moment is not a number of an author's own
    const since: ReturnType<typeof now> = 1_577_836_800_000
    void since
  },
})

export function requests(take: (request: OrderRequest) => void): void {
  take({ qty: 1, limit: 99, bracket: { stop: 97, target: 106 }, expires: { bars: 2 }, tag: 'dip' })
  // @ts-expect-error TS2345 exactly one size
  take({ qty: 1, equity: 0.5 })
  // @ts-expect-error TS2345 a size there must be
  take({ limit: 99 })
  take({ risk: 0.01, bracket: { stop: 97 } })
  // @ts-expect-error TS2345 risk is measured to a stop
  take({ risk: 0.01 })
  // @ts-expect-error TS2345 risk is measured to a stop: a target says nothing of it
  take({ risk: 0.01, bracket: { target: 106 } })
  take({ qty: 1, limit: 99, stop: 102 })
  // @ts-expect-error TS2345 one kind of entry
  take({ qty: 1, stop: 102, touch: 98, limit: 99 })
  // @ts-expect-error TS2322 what is for an auction has no price
  take({ qty: 1, limit: 99, on: 'close' })
  // @ts-expect-error TS2345 an order that sleeps until a touch wakes as a limit
  take({ qty: 1, touch: 98 })
  take({ value: 1000, trail: { percent: 2 }, activation: 105 })
  // @ts-expect-error TS2322 a distance is an amount or a percentage, not both
  take({ qty: 1, trail: { amount: 2, percent: 1 } })
  take({ qty: 4, bracket: { stop: { trail: 2 }, target: [{ price: 104, share: 0.5 }] } })
  // @ts-expect-error TS2741 a target of several says which part it takes
  take({ qty: 4, bracket: { target: [{ price: 104 }] } })
  // @ts-expect-error TS2345 risk is measured to a price, and a trailing stop moves
  take({ risk: 0.01, bracket: { stop: { trail: 2 } } })
  take({ qty: 2, places: [{ sell: { share: 0.5, limit: 105 } }] })
  // @ts-expect-error TS2353 what is placed is bought or sold
  take({ qty: 2, places: [{ share: 0.5, limit: 105 }] })
  // @ts-expect-error TS2353 a share is of what places it: a request stands alone
  take({ share: 0.5 })
  // @ts-expect-error TS2322 a bracket has a leg at least
  take({ qty: 1, bracket: {} })
  take({ qty: 1, expires: timestamp('2020-01-31') })
  // @ts-expect-error TS2322 an expiry is a timestamp or a number of bars, never a bare number
  take({ qty: 1, expires: 3 })
  // @ts-expect-error TS2561 a misspelt term is none
  take({ qty: 1, limt: 99 })
}

export function runs(data: BarSeries): void {
  backtest(declared, { data, params: { fast: 12, side: 'short' }, from: timestamp('2020-01-31'), fees: feeBps(10) })
  // @ts-expect-error TS2353 a misspelt parameter
  backtest(declared, { data, params: { fats: 12 } })
  // @ts-expect-error TS2322 a parameter of another type
  backtest(declared, { data, params: { fast: '12' } })
  // @ts-expect-error TS2322 a choice outside its words
  backtest(declared, { data, params: { side: 'sideways' } })
  // @ts-expect-error TS2322 a timeframe outside its spelling
  backtest(declared, { data, params: { every: '1x' } })
  // @ts-expect-error TS2353 a misspelt option
  backtest(declared, { data, csah: 10_000 })
  // @ts-expect-error TS2322 a bare number is no timestamp
  backtest(declared, { data, from: 1_577_836_800_000 })
  // @ts-expect-error TS2322 a fee says what it is a share of
  backtest(declared, { data, fees: 0.001 })
  // @ts-expect-error TS2741 a run needs data
  backtest(declared, {})
  // @ts-expect-error TS2345 a default is one of the words, in their spelling
  timeframe('1x')
  // @ts-expect-error TS2322 a check says true, or what is wrong
  strategy({ name: 'unsure', check: () => false, setup() {} })
}

export function waits(): void {
  strategy({
    name: 'waits',
    setup({ market, on }) {
      on(market().bars(), () => market().close())
      // @ts-expect-error TS2345 a handler decides at once
      on(market().bars(), async () => void (await Promise.resolve(market().close())))
    },
  })
}

export function seriesOf(bars: Bars): BarSeries {
  const source = { name: 'table', contentHash: '', gaps: 0 }
  // @ts-expect-error TS2322 a timeframe is more than its name
  void ({ instrument: createInstrument({ id: 'A' }), timeframe: '1h', bars, source } satisfies BarSeries)
  return { instrument: createInstrument({ id: 'A' }), timeframe: parseTimeframe('1h'), bars, source }
}

export function sends(venue: Venue, gate: RiskGate, slot: RequestSlot): void {
  const verdict = gate.review(slot)
  if (isApproved(verdict)) venue.accept(verdict)
  // @ts-expect-error TS2345 a request that risk has not reviewed cannot reach a venue
  venue.accept(slot)
  // @ts-expect-error TS2345 nor can a verdict nobody has looked at
  venue.accept(verdict)
}

export function units(price: Price, qty: Qty): Price {
  // @ts-expect-error TS2322 a quantity is no price
  const wrong: Price = qty
  void wrong
  return price
}

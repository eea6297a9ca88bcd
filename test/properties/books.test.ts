/** Whatever a strategy asks of whatever bars: orders, fills and money add up, told by the records alone. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BarSeries } from '../../src/model/bars.ts'
import { tickSize } from '../../src/model/instrument.ts'
import { LIMIT, MARKET, refusalNames, ROLE_CLOSE, ROLE_ENTRY, STOP, type OrderId } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import type { Limits } from '../../src/risk/limits.ts'
import { feeBps, feePerOrder, feePerShare, type Fee } from '../../src/venue/fees.ts'
import { slippageBps, slippageTicks, type Slippage } from '../../src/venue/slippage.ts'
import { ordersOf, PlainBooks } from './plain-books.ts'
import { closeOf, randomSeries, someInstruments } from './random-bars.ts'
import { asker } from './random-strategy.ts'
import { recordRun, type Recorded, type Row } from './record-run.ts'

const RUNS = 40
const CASH = 100_000
const UNIT = 1e6

interface Played {
  readonly run: Recorded
  readonly series: readonly BarSeries[]
  readonly requested: readonly OrderId[]
  readonly limits: Partial<Limits>
}

const fees: Record<string, readonly Fee[]> = {
  none: [],
  bps: [feeBps(10)],
  rebate: [feeBps(-2)],
  share: [feePerShare({ amount: 0.01, minimum: 1 }), feePerOrder(1)],
}
const slippages: Record<string, readonly Slippage[]> = { none: [], ticks: [slippageTicks(2)], bps: [slippageBps(3)] }

const cases = fc.record({
  seed: fc.nat(),
  markets: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 5, max: 400 }),
  fee: fc.constantFrom(...Object.keys(fees)),
  slippage: fc.constantFrom(...Object.keys(slippages)),
  limits: fc.record({
    leverageMax: fc.constantFrom(1, 3),
    allowShort: fc.boolean(),
    positionQtyMax: fc.constantFrom(Infinity, 40),
    openOrdersMax: fc.constantFrom(4, 50),
  }),
})
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never

function play(c: Case): Played {
  const used = someInstruments.slice(0, c.markets)
  const series = used.map((instrument, k) =>
    randomSeries({ instrument, timeframe: '1m', rows: c.rows, seed: c.seed + k, start: Date.UTC(2024, 0, 1), gaps: 0.1 }),
  )
  const { strategy, requested } = asker({ seed: c.seed, markets: used.map((i) => i.id), higher: ['5m'], timers: ['00:30'] })
  const run = recordRun({ series, strategy, cash: CASH, fees: fees[c.fee]!, slippage: slippages[c.slippage]!, limits: c.limits })
  return { run, series, requested: requested(), limits: c.limits }
}

function holds(claim: (played: Played) => void): void {
  fc.assert(
    fc.property(cases, (c) => claim(play(c))),
    { numRuns: RUNS },
  )
}

test('the random strategy reaches everything that can happen', () => {
  const seen = new Set<string>()
  for (const c of fc.sample(cases, { numRuns: 80, seed: 1 })) {
    for (const r of play(c).run.rows) {
      if (r[R.KIND] === R.REFUSAL) seen.add(refusalNames[r[R.REFUSAL_REASON]!]!)
      else seen.add(`${R.recordKinds[r[R.KIND]!]} ${r[R.KIND] === R.CANCEL ? r[R.CANCEL_REASON]! : ''}`)
    }
  }
  const asked = [
    'ZERO_SIZE',
    'BAD_SIZE',
    'WRONG_SIDE',
    'NOTHING_TO_CLOSE',
    'INSUFFICIENT_FUNDS',
    'SHORT_NOT_ALLOWED',
    'POSITION_LIMIT',
    'ORDER_LIMIT',
    'UNKNOWN_ORDER',
    'EXPIRED_AT_BIRTH',
  ]
  const possible = refusalNames.filter((name) => asked.includes(name))
  expect([...seen]).toEqual(
    expect.arrayContaining([
      ...possible,
      'order ',
      'fill ',
      'round-trip ',
      'cancel 0',
      'cancel 1',
      'cancel 2',
      'cancel 3',
      'cancel 4',
      'cancel 5',
    ]),
  )
})

test('every request ends once, as an order or as a refusal', () => {
  holds(({ run, requested }) => {
    const own = run.rows.filter((r) => r[R.KIND] === R.ORDER && r[R.ORDER_PARENT] === 0)
    const cancels = ['UNKNOWN_ORDER', 'FINISHED_ORDER']
    const refused = run.rows.filter((r) => r[R.KIND] === R.REFUSAL && !cancels.includes(refusalNames[r[R.REFUSAL_REASON]!]!))
    const answered = [...own, ...refused].map((r) => r[R.ID]!).sort((a, b) => a - b)
    expect(answered).toEqual([...requested].sort((a, b) => a - b))
  })
})

test('every leg belongs to an entry that filled, and lives as long as what it protects', () => {
  holds(({ run }) => {
    const orders = ordersOf(run.rows)
    for (const { row } of orders.values()) {
      const isLeg = row[R.ORDER_ROLE] !== ROLE_ENTRY && row[R.ORDER_ROLE] !== ROLE_CLOSE
      expect(row[R.ORDER_PARENT] !== 0).toBe(isLeg)
      if (!isLeg) continue
      const parent = orders.get(row[R.ORDER_PARENT]!)!
      expect(parent.fills.map((f) => f[R.TIME])).toContain(row[R.TIME])
      expect(parent.row[R.ORDER_ROLE]).toBe(ROLE_ENTRY)
      expect(row[R.SIDE]).toBe(-parent.row[R.SIDE]!)
      expect(row[R.LOTS]).toBeLessThanOrEqual(parent.row[R.LOTS]!)
    }
  })
})

test('every order ends once: wholly filled, or cancelled with what is left', () => {
  holds(({ run }) => {
    for (const { row, fills, cancels } of ordersOf(run.rows).values()) {
      const filled = fills.reduce((sum, f) => sum + f[R.LOTS]!, 0)
      const cancelled = cancels.reduce((sum, c) => sum + c[R.LOTS]!, 0)
      expect(filled + cancelled).toBe(row[R.LOTS])
      expect(cancels.length).toBe(filled === row[R.LOTS] ? 0 : 1)
      expect(fills.length).toBeLessThanOrEqual(1)
      for (const f of fills) expect(f[R.FILL_LEFT]).toBe(cancelled)
    }
  })
})

test('cash, positions, profit and fees folded from the fills are the ledger', () => {
  holds(({ run, series }) => {
    const books = new PlainBooks(
      series.map((s) => s.instrument),
      CASH * UNIT,
    )
    for (const r of run.rows) {
      if (r[R.KIND] !== R.FILL) continue
      books.fill(r)
      expect(r[R.FILL_POSITION]).toBe(books.lots[r[R.INSTRUMENT]!])
    }
    const { ledger } = run.engine
    expect([ledger.cash, ledger.realised, ledger.fees, [...ledger.lots]]).toEqual([books.cash, books.realised, books.fees, books.lots])
  })
})

test('round trips tell all profit and all fees but those of open positions', () => {
  holds(({ run }) => {
    const trips = run.rows.filter((r) => r[R.KIND] === R.ROUND_TRIP)
    const fills = run.rows.filter((r) => r[R.KIND] === R.FILL)
    const total = (rows: readonly Row[], field: number): number => rows.reduce((sum, r) => sum + r[field]!, 0)
    const openFees = run.end.open.reduce((sum, p) => sum + p.fees, 0)
    expect(total(trips, R.TRIP_FEES) + openFees).toBe(total(fills, R.FILL_FEE))
    if (run.end.open.length === 0) expect(total(trips, R.TRIP_GROSS)).toBe(total(fills, R.FILL_REALISED))
    for (const t of trips) expect([t[R.TRIP_MAE]! <= 0, t[R.TRIP_MFE]! >= 0]).toEqual([true, true])
  })
})

test('equity is cash and positions at their last closes, at every step', () => {
  holds(({ run, series }) => {
    const books = new PlainBooks(
      series.map((s) => s.instrument),
      CASH * UNIT,
    )
    const fills = run.rows.filter((r) => r[R.KIND] === R.FILL)
    const closes = series.map(() => NaN)
    const rows = series.map(() => 0)
    let f = 0
    for (const [time, equity, exposure] of run.marks) {
      for (; f < fills.length && fills[f]![R.TIME]! <= time; f++) books.fill(fills[f]!)
      const values = series.map((s, k) => {
        while (rows[k]! < s.bars.length && closeOf(s.timeframe, s.bars.time[rows[k]!]!) <= time) closes[k] = s.bars.close[rows[k]!++]!
        return books.lots[k] === 0 ? 0 : (books.lots[k]! * books.units[k]! * closes[k]!) / tickSize(s.instrument)
      })
      expect(equity).toBeCloseTo((books.cash + values.reduce((a, b) => a + b, 0)) / UNIT, 6)
      expect(exposure).toBeCloseTo(values.reduce((a, b) => a + Math.abs(b), 0) / UNIT, 6)
    }
    expect(f).toBe(fills.length)
  })
})

test('no fill comes from a bar that opened before the decision', () => {
  holds(({ run, series }) => {
    const orders = ordersOf(run.rows)
    for (const { row, fills } of orders.values()) {
      const decided = row[R.ORDER_PARENT] === 0 ? row[R.TIME]! : orders.get(row[R.ORDER_PARENT]!)!.row[R.TIME]!
      for (const f of fills) expect(barOf(series, f).open).toBeGreaterThanOrEqual(decided)
    }
  })
})

test('a limit is never worse than its level, a stop never better, and both are prices of the bar', () => {
  holds(({ run, series }) => {
    for (const { row, fills } of ordersOf(run.rows).values()) {
      for (const f of fills) {
        const side = row[R.SIDE]!
        const beyond = side * (f[R.FILL_TICKS]! - row[R.ORDER_LEVEL]!)
        if (row[R.ORDER_TYPE] === LIMIT) expect(beyond).toBeLessThanOrEqual(0)
        if (row[R.ORDER_TYPE] === STOP) expect(beyond).toBeGreaterThanOrEqual(f[R.FILL_SLIPPAGE]!)
        if (row[R.ORDER_TYPE] === LIMIT) expect(f[R.FILL_SLIPPAGE]).toBe(0)
        const fair = f[R.FILL_TICKS]! - side * f[R.FILL_SLIPPAGE]!
        const bar = barOf(series, f)
        expect(fair).toBeGreaterThanOrEqual(bar.low)
        expect(fair).toBeLessThanOrEqual(bar.high)
        if (row[R.ORDER_TYPE] === MARKET) expect(fair).toBe(bar.first)
      }
    }
  })
})

test('a fill that adds leaves exposure within leverage × equity, position and shorts within their limits', () => {
  holds(({ run, series, limits }) => {
    const { leverageMax = 1, allowShort = true, positionQtyMax = Infinity } = limits
    const books = new PlainBooks(
      series.map((s) => s.instrument),
      CASH * UNIT,
    )
    for (const f of run.rows.filter((r) => r[R.KIND] === R.FILL)) {
      const k = f[R.INSTRUMENT]!
      const before = books.lots[k]!
      books.fill(f)
      const after = books.lots[k]!
      if (Math.abs(after) <= Math.abs(before) && before * after >= 0) continue
      // Others stand at their last close before this moment: bars close when all that fills in them has.
      const values = series.map((s, j) => books.lots[j]! * books.units[j]! * (j === k ? f[R.FILL_TICKS]! : lastClose(s, f[R.TIME]!)))
      const net = values.reduce((a, b) => a + b, 0)
      const gross = values.reduce((a, b) => a + Math.abs(b), 0)
      expect(gross).toBeLessThanOrEqual(leverageMax * (books.cash + net) * (1 + 1e-12) + 1)
      expect(allowShort || after >= 0).toBe(true)
      const lot = series[k]!.instrument.lotStep / 10 ** series[k]!.instrument.qtyDecimals
      expect(Math.abs(after) * lot).toBeLessThanOrEqual(positionQtyMax + 1e-9)
    }
  })
})

/** The bar a fill came from: what closes when the fill is known. Prices in ticks. */
function barOf(series: readonly BarSeries[], fill: Row): { open: number; first: number; low: number; high: number } {
  const { bars, timeframe, instrument } = series[fill[R.INSTRUMENT]!]!
  const row = bars.time.findIndex((t) => closeOf(timeframe, t) === fill[R.TIME])
  const ticks = (column: Float64Array): number => Math.round(column[row]! / tickSize(instrument))
  return { open: bars.time[row]!, first: ticks(bars.open), low: ticks(bars.low), high: ticks(bars.high) }
}

/** Last close in ticks before a time; 0 before the first bar. */
function lastClose({ bars, timeframe, instrument }: BarSeries, time: number): number {
  const row = bars.time.findLastIndex((t) => closeOf(timeframe, t) < time)
  return row < 0 ? 0 : bars.close[row]! / tickSize(instrument)
}

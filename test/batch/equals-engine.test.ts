/** For every policy that both can express, simulated trades are the engine's round trips: row, price, fee and profit to the last unit. */
import { expect, test } from 'vitest'
import type { TradeRules } from '../../src/batch/trade-rules.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { simulateTrades } from '../../src/simulate-trades.ts'
import { feeBps, feePerOrder, sumOfFees } from '../../src/venue/fees.ts'
import { slippageTicks } from '../../src/venue/slippage.ts'
import { fc } from '../properties/seeded.ts'
import { engineTrips, type Entry, type Trip, type TwinBars } from './engine-twin.ts'
import { columnsOf, randomMarks, randomTwin } from './random-entries.ts'

const RUNS = 40
/** LOCKSTEP_TWIN_RUNS looks longer. */
const TOGETHER_RUNS = Number(process.env['LOCKSTEP_TWIN_RUNS'] ?? 120)
const ROWS = 60

const costs: readonly TradeRules[] = [
  {},
  { fees: sumOfFees([feeBps({ maker: 1, taker: 3.5 }), feePerOrder(0.35)]), slippage: slippageTicks(2) },
]

const policies: readonly (readonly [string, TradeRules])[] = [
  ['brackets, stop first', {}],
  ['brackets, levels kept through gaps', { gaps: 'level' }],
  ['brackets along open, high, low, close', { sameBar: 'ohlc' }],
  ['brackets along open, low, high, close', { sameBar: 'olhc' }],
  ['brackets along the nearer extreme', { sameBar: 'adaptive' }],
  ['entered and expired at the close', { entry: 'this-close', expiry: 'close' }],
  ['left at the open after so many bars', { expiry: 'next-open' }],
]

const trails: readonly (readonly [string, TradeRules])[] = [
  ['a trail by distance', { trail: { kind: 'distance', reference: 'intrabar' } }],
  ['a trail by distance through gaps', { trail: { kind: 'distance', reference: 'intrabar' }, gaps: 'level' }],
  ['a trail by distance entered at the close', { trail: { kind: 'distance', reference: 'intrabar' }, entry: 'this-close' }],
  ['a trail by distance along open, high, low, close', { trail: { kind: 'distance', reference: 'intrabar' }, sameBar: 'ohlc' }],
  ['a trail by percent along open, low, high, close', { trail: { kind: 'percent', reference: 'intrabar' }, sameBar: 'olhc' }],
  ['a trail by percent along the nearer extreme', { trail: { kind: 'percent', reference: 'intrabar' }, sameBar: 'adaptive' }],
]

const amended: readonly (readonly [string, TradeRules])[] = [
  ['a trail by ATR of the bars before', { trail: { kind: 'atr' } }],
  ['a chandelier', { trail: { kind: 'chandelier' } }],
  ['a trail by closes after some bars', { trail: { kind: 'distance', from: 'close', afterBars: 4 } }],
  ['a trail at a line', { trail: { kind: 'level' } }],
  [
    'break-even and a ratchet',
    {
      steps: [
        { atR: 1, stopR: 0 },
        { atR: 2, stopR: 1.2 },
      ],
    },
  ],
]

/** Money lies in the twin's hands to close at the open, which only some policies of expiry do. */
function agree(twin: TwinBars, entries: readonly Entry[], rules: TradeRules): void {
  // Of trades that end in one bar the engine tells those first that ended first, the simulation those that began first.
  const expected = engineTrips(twin, entries, rules).sort((a, b) => a.exitTime - b.exitTime || b.bars - a.bars)
  expect(simulated(twin, entries, rules)).toEqual(expected)
}

function simulated({ series, line, marks }: TwinBars, entries: readonly Entry[], rules: TradeRules): Trip[] {
  const data = { ...series, bars: { ...series.bars, line, ...marks } }
  const { trades: t } = simulateTrades({ data, entries: columnsOf(entries), excursions: true, ...rules })
  return Array.from({ length: t.length }, (_, i) => ({
    side: t.side[i]!,
    qty: t.qty[i]!,
    entryPrice: t.entryPrice[i]!,
    exitPrice: t.exitPrice[i]!,
    exitTime: t.exitTime[i]!,
    bars: t.bars[i]!,
    fees: t.fees[i]!,
    pnl: t.pnl[i]!,
    mae: t.mae[i]!,
    mfe: t.mfe[i]!,
  }))
}

/**
 * Without a path the engine has all orders of a market meet its way down or its way up first, that with the worst on it; where both sides
 * are held, what is worst for one is best for another. A simulated trade is judged alone.
 */
function alone({ sameBar }: TradeRules, positionsMax: number): boolean {
  return sameBar === undefined && positionsMax > 1
}

const future = createInstrument({ id: 'FUTURE', tick: 0.25, lot: 0.1, multiplier: 5 })
const given = { instrument: future, timeframe: parseTimeframe('1m'), rows: ROWS }

test.each(policies)('%s', (_, rules) => {
  const wanted = { trail: 0, expires: rules.expiry !== undefined }
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom(1, 2, Infinity),
      fc.constantFrom<'close' | 'drop'>('close', 'drop'),
      fc.constantFrom(...costs),
      (seed, positionsMax, atEnd, cost) => {
        const { twin, entries } = randomTwin(seed, {
          ...given,
          ...wanted,
          stops: 'some',
          line: 'range',
          oneSide: alone(rules, positionsMax),
        })
        agree(twin, entries, { ...rules, ...cost, positionsMax, atEnd })
      },
    ),
    { numRuns: RUNS },
  )
})

test.each(trails)('%s', (_, rules) => {
  const trail = rules.trail!.kind === 'percent' ? 0.01 : 5
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(1, 2, Infinity), fc.constantFrom(...costs), (seed, positionsMax, cost) => {
      const { twin, entries } = randomTwin(seed, {
        ...given,
        trail,
        expires: false,
        stops: 'none',
        line: 'range',
        oneSide: alone(rules, positionsMax),
      })
      agree(twin, entries, { ...rules, ...cost, positionsMax })
    }),
    { numRuns: RUNS },
  )
})

test.each(amended)('%s', (_, rules) => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(1, Infinity), fc.constantFrom(...costs), (seed, positionsMax, cost) => {
      const { twin, entries } = randomTwin(seed, {
        ...given,
        trail: rules.trail?.kind === 'distance' ? 5 : 2,
        expires: false,
        line: rules.trail?.kind === 'level' ? 'level' : 'range',
        stops: 'all',
        oneSide: alone(rules, positionsMax),
      })
      agree(twin, entries, { ...rules, ...cost, positionsMax })
    }),
    { numRuns: RUNS },
  )
})

const paths = [{}, { gaps: 'level' }, { sameBar: 'ohlc' }, { sameBar: 'olhc' }, { sameBar: 'adaptive' }] as const satisfies TradeRules[]
const ladders = [
  [],
  [{ atR: 1, stopR: 0 }],
  [
    { atR: 0.5, stopR: -0.5 },
    { atR: 1, stopR: 0 },
    { atR: 2, stopR: 1.2 },
  ],
] as const
const moved = fc.record({
  kind: fc.constantFrom('distance', 'percent', 'atr', 'chandelier', 'level'),
  from: fc.constantFrom('extreme', 'close'),
  // Without a bar between, a trail by distance holds from the fill on, which no close can tell the engine.
  afterBars: fc.integer({ min: 1, max: 5 }),
})
const together = {
  'at the next open': fc.record({
    path: fc.constantFrom(...paths),
    stops: fc.constant('some'),
    rules: fc.record({ entry: fc.constant('next-open'), exit: fc.constant('next-open'), expiry: fc.constant('next-open') }),
  }),
  'at the close': fc.record({
    path: fc.constant({}),
    stops: fc.constant('some'),
    rules: fc.record({
      entry: fc.constant('this-close'),
      exit: fc.constant('this-close'),
      expiry: fc.constant('close'),
      sessionEnd: fc.boolean(),
    }),
  }),
  'with orders that trail': fc.record({
    path: fc.constantFrom(...paths),
    stops: fc.constant('none'),
    rules: fc.record({
      expiry: fc.constant('next-open'),
      trail: fc.record({ kind: fc.constantFrom('distance', 'percent'), reference: fc.constant('intrabar') }),
    }),
  }),
  'with stops that are moved at closes': fc.record({
    path: fc.constantFrom(...paths),
    stops: fc.constant('all'),
    rules: fc.record({ expiry: fc.constant('next-open'), steps: fc.constantFrom(...ladders), trail: moved }, { requiredKeys: ['expiry'] }),
  }),
} as const

test.each(Object.entries(together))('everything together, %s', (_, kinds) => {
  const shared = fc.record({
    positionsMax: fc.constantFrom(1, 2, 3, Infinity),
    atEnd: fc.constantFrom('close', 'drop'),
    reentry: fc.constantFrom('same-row', 'reverse'),
  })
  const wanted = fc.record({
    seed: fc.nat(),
    kind: kinds,
    shared,
    cost: fc.constantFrom(...costs),
    signals: fc.boolean(),
    wild: fc.boolean(),
  })
  const together = ({ seed, kind, shared: more, cost, signals, wild }: typeof wanted extends fc.Arbitrary<infer T> ? T : never): void => {
    const rules = { ...kind.path, ...kind.rules, ...more, ...cost } as TradeRules
    const { twin, entries } = randomTwin(seed, {
      ...given,
      trail: trailOf(rules),
      expires: true,
      stops: kind.stops,
      line: rules.trail?.kind === 'level' ? 'level' : 'range',
      oneSide: alone(kind.path, more.positionsMax),
      wild,
    })
    const marks = randomMarks(seed, ROWS)
    agree({ ...twin, ...(signals || rules.sessionEnd === true ? { marks } : {}) }, entries, rules)
  }
  fc.assert(fc.property(wanted, together), { numRuns: TOGETHER_RUNS })
})

function trailOf({ trail }: TradeRules): number {
  if (trail === undefined) return 0
  return trail.kind === 'distance' ? 5 : trail.kind === 'percent' ? 0.01 : 2
}

test.each([1, -1] as const)('extremes that are equally near: the low comes first for either side (%i)', (side) => {
  const rows = [100, 100, 100].map((open) => ({ open, high: open + 4, low: open - 4, close: open }))
  const column = (of: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, of)
  const bars = {
    length: rows.length,
    time: Float64Array.from(rows, (_, i) => i * 60_000),
    open: column((r) => r.open),
    high: column((r) => r.high),
    low: column((r) => r.low),
    close: column((r) => r.close),
    volume: column(() => 1),
  }
  const twin = { series: { ...given, bars, source: { name: '', contentHash: '', gaps: 0 } }, line: new Float64Array(3) }
  const entry = { row: 0, side, qty: 1, stop: 100 - 3 * side, target: 100 + 3 * side, trail: NaN, bars: NaN }
  agree(twin, [entry], { sameBar: 'adaptive' })
  expect(simulated(twin, [entry], { sameBar: 'adaptive' })[0]!.exitPrice).toBe(97)
})

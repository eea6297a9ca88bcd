/** Every rule against a plain scan; chunks, blocks and the skip index change nothing of it. */
import { describe, expect, test } from 'vitest'
import { Random } from '../../src/base/random.ts'
import type { TradeBars, TradeEntries } from '../../src/batch/position.ts'
import { rangeIndex, type RangeIndex } from '../../src/batch/range-index.ts'
import { reasonOf, TradeTable, type Trades } from '../../src/batch/trade-block.ts'
import { fullRules, warningsOf, type TradeRules } from '../../src/batch/trade-rules.ts'
import type { Bars } from '../../src/model/bars.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { timestamp } from '../../src/model/time.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { simulateTrades } from '../../src/simulate-trades.ts'
import { feeBps } from '../../src/venue/fees.ts'
import { slippageTicks } from '../../src/venue/slippage.ts'
import { fc } from '../properties/seeded.ts'
import { streamOf } from '../properties/stream-of.ts'
import { plainScan, type PlainBars, type PlainEntry, type PlainTrade } from './plain-scan.ts'
import { columnsOf, randomMarks, randomTwin } from './random-entries.ts'

/** LOCKSTEP_TWIN_RUNS looks longer. */
const RUNS = Number(process.env['LOCKSTEP_TWIN_RUNS'] ?? 120)
const instrument = createInstrument({ id: 'FUTURE', tick: 0.25, lot: 0.1 })
const timeframe = parseTimeframe('1m')

const steps = [
  { atR: 0.5, stopR: -0.5 },
  { atR: 1, stopR: 0 },
]
const trail = fc.record(
  {
    kind: fc.constantFrom('distance', 'percent', 'atr', 'chandelier', 'level'),
    reference: fc.constantFrom('previous-bar', 'current-bar'),
    from: fc.constantFrom('extreme', 'close'),
    afterBars: fc.constantFrom(0, 1, 6),
  },
  { requiredKeys: ['kind', 'reference'] },
)
const anyRules = fc
  .record(
    {
      entry: fc.constantFrom('next-open', 'this-close', 'signal', 'this-open'),
      exit: fc.constantFrom('next-open', 'this-close'),
      sameBar: fc.constantFrom('stop-first', 'target-first', 'ohlc', 'olhc', 'adaptive'),
      gaps: fc.constantFrom('open', 'level'),
      expiry: fc.constantFrom('close', 'next-open'),
      positionsMax: fc.constantFrom(1, 2, 3, Infinity),
      reentry: fc.constantFrom('same-row', 'later-row', 'reverse'),
      atEnd: fc.constantFrom('close', 'drop'),
      sessionEnd: fc.boolean(),
      trail,
      steps: fc.constantFrom([], steps),
    },
    { requiredKeys: [] },
  )
  .map((rules): TradeRules => {
    const { trail: t } = rules as TradeRules
    // Which of the two has the current bar first is a choice that excludes the other.
    return { ...(rules as TradeRules), ...(t?.reference === 'current-bar' && { sameBar: 'stop-first' as const }) }
  })

interface Case {
  readonly data: PlainBars
  readonly entries: readonly PlainEntry[]
  readonly rules: TradeRules
}

const cases: fc.Arbitrary<Case> = fc
  .record({ seed: fc.nat(), rows: fc.constantFrom(1, 40, 300), rules: anyRules })
  .map(({ seed, rows, rules }) => caseOf(seed, rows, rules))

function caseOf(seed: number, rows: number, rules: TradeRules): Case {
  const kind = rules.trail?.kind
  const trailing = kind === undefined ? 0 : kind === 'percent' ? 0.01 : kind === 'distance' ? 4 : 2
  const { twin, entries } = randomTwin(seed, {
    instrument,
    timeframe,
    rows,
    trail: trailing,
    expires: true,
    stops: 'some',
    line: kind === 'level' ? 'level' : 'range',
    wild: seed % 3 === 0,
  })
  const { bars } = twin.series
  const random = new Random(seed + 1)
  const marks = randomMarks(seed + 2, rows)
  const more = entries.map((e): PlainEntry => {
    const price = bars.low[e.row]! + random.int(0, Math.round((bars.high[e.row]! - bars.low[e.row]!) / 0.25)) * 0.25
    const isNamed = random.unit() < 0.9
    return {
      ...e,
      price: isNamed ? price : price + 50,
      targetR: random.unit() < 0.2 ? random.int(1, 6) / 2 : NaN,
      activation: random.unit() < 0.3 ? bars.close[e.row]! + e.side * random.int(0, 12) * 0.25 : NaN,
    }
  })
  return { data: { bars, line: twin.line, ...marks, tick: 0.25 }, entries: more, rules }
}

function allColumns(entries: readonly PlainEntry[]): TradeEntries {
  const column = (of: (entry: PlainEntry) => number): Float64Array => Float64Array.from(entries, of)
  return {
    ...columnsOf(entries),
    price: column((e) => e.price),
    targetR: column((e) => e.targetR),
    activation: column((e) => e.activation),
  }
}

function tradeBars({ bars, line, sessionEnds, exitLongs, exitShorts }: PlainBars, from = 0, to: number = bars.length): TradeBars {
  const cut = <T extends Float64Array | Uint8Array>(column: T): T => column.slice(from, to) as T
  return {
    length: to - from,
    time: cut(bars.time),
    open: cut(bars.open),
    high: cut(bars.high),
    low: cut(bars.low),
    close: cut(bars.close),
    volume: cut(bars.volume),
    line: cut(line),
    sessionEnds: cut(sessionEnds),
    exitLongs: cut(exitLongs),
    exitShorts: cut(exitShorts),
  }
}

function rowsOf(t: Trades): PlainTrade[] {
  return Array.from({ length: t.length }, (_, i) => [
    t.entry[i]!,
    t.entryRow[i]!,
    t.entryPrice[i]!,
    t.exitRow[i]!,
    t.exitPrice[i]!,
    reasonOf(t, i),
  ])
}

/** The rows of every column: how many more it has room for says nothing. */
function written(trades: Trades): unknown {
  return Object.values(trades).map((column: number | Float64Array) =>
    typeof column === 'number' ? column : column.subarray(0, trades.length),
  )
}

test('rules of every kind, together, find the exits that a plain scan finds', () => {
  const reasons = new Set<string>()
  fc.assert(
    fc.property(cases, ({ data, entries, rules }) => {
      const { trades } = simulateTrades({ data: { instrument, timeframe, bars: tradeBars(data) }, entries: allColumns(entries), ...rules })
      const plain = plainScan(data, entries, rules)
      expect(rowsOf(trades)).toEqual(plain)
      for (const [, , , , , why] of plain) reasons.add(why)
    }),
    { numRuns: 10 * RUNS },
  )
  expect([...reasons].sort()).toEqual(['end', 'expired', 'session', 'signal', 'step', 'stop', 'target', 'trail'])
})

const costs = { fees: feeBps({ maker: 1, taker: 3 }), slippage: slippageTicks(1), excursions: true }

test('without its fast paths a simulation gives the same trades', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom<TradeRules['plain'][]>(true, ['trade-scan'], ['skip-index']), ({ data, entries, rules }, plain) => {
      const given = { data: { instrument, timeframe, bars: tradeBars(data) }, entries: allColumns(entries), ...costs, ...rules }
      expect(simulateTrades({ ...given, plain: plain ?? false })).toEqual(simulateTrades(given))
    }),
    { numRuns: RUNS },
  )
})

test('nor do prices of very many ticks', () => {
  const coin = createInstrument({ id: 'COIN', tick: 1e-8, lot: 0.001 })
  // A thousand and some millionths.
  const priced = (price: number): number => Number(`${100_000_000_000 + 37 * Math.round(price / 0.25)}e-8`)
  const kinds = fc.constantFrom('distance' as const, 'percent' as const)
  const trails = fc.record({ kind: kinds, reference: fc.constantFrom('previous-bar' as const, 'intrabar' as const) })
  fc.assert(
    fc.property(fc.nat(), trails, (seed, trail) => {
      const { data, entries } = caseOf(seed, 300, { trail })
      const { time, open, high, low, close, volume } = data.bars
      const [o, h, l, c] = [open, high, low, close].map((column) => column.map(priced)) as [
        Bars['open'],
        Bars['open'],
        Bars['open'],
        Bars['open'],
      ]
      const columns = columnsOf(
        entries.map((e) => ({ ...e, stop: NaN, target: NaN, bars: NaN, trail: trail.kind === 'percent' ? 2e-8 : 2.1e-5 })),
      )
      const bars = { length: data.bars.length, time, open: o, high: h, low: l, close: c, volume }
      const given = { data: { instrument: coin, timeframe, bars }, entries: columns, positionsMax: Infinity, trail, ...costs }
      const plain = simulateTrades({ ...given, plain: true })
      expect(simulateTrades({ ...given, plain: false })).toEqual(plain)
      const { entryPrice, side, length } = plain.trades
      const fair = Array.from({ length }, (_, i) => Number(`${Math.round(entryPrice[i]! * 1e8) - side[i]!}e-8`))
      // A price that is printed is filled at, but for the tick of slippage.
      expect(fair.filter((price) => !o.includes(price))).toEqual([])
    }),
    { numRuns: RUNS },
  )
})

test('bars in chunks and entries in blocks give the trades of the whole, in the same order', () => {
  fc.assert(
    fc.property(
      cases,
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 5 }),
      ({ data, entries, rules }, cuts, size) => {
        const columns = allColumns(entries)
        const whole = simulateTrades({ data: { instrument, timeframe, bars: tradeBars(data) }, entries: columns, ...costs, ...rules })
        const chunks: TradeBars[] = []
        for (let from = 0, k = 0; from < data.bars.length; k++) {
          const to = Math.min(from + cuts[k % cuts.length]!, data.bars.length)
          chunks.push(tradeBars(data, from, to))
          from = to
        }
        const blocks = Array.from({ length: Math.ceil(entries.length / size) }, (_, k) =>
          allColumns(entries.slice(k * size, (k + 1) * size)),
        )
        const table = new TradeTable()
        const parts = simulateTrades({
          data: { instrument, timeframe, bars: chunks },
          entries: blocks,
          sink: table.take,
          ...costs,
          ...rules,
        })
        expect(parts.totals).toEqual(whole.totals)
        expect(written(table.trades)).toEqual(written(whole.trades))
      },
    ),
    { numRuns: RUNS },
  )
})

describe('the skip index', () => {
  const wide = caseOf(5, 20_000, {})
  // Far levels, so that whole blocks of blocks are passed over.
  const far = wide.entries.map((e, k): PlainEntry => ({ ...e, row: 500 * k, stop: NaN, target: NaN, bars: NaN, price: NaN, targetR: NaN }))
  const rules: readonly TradeRules[] = [
    { positionsMax: Infinity },
    { positionsMax: Infinity, trail: { kind: 'distance', reference: 'intrabar' } },
    { positionsMax: Infinity, trail: { kind: 'percent' } },
  ]
  test.each(rules)('built, given or absent, with scans or without, gives the same trades: %j', (rule) => {
    const bars = tradeBars(wide.data)
    for (const distance of [10, 60, 400]) {
      const isShare = rule.trail?.kind === 'percent'
      const entries = allColumns(
        far.map((e) => {
          const close = bars.close[e.row]!
          const at = { stop: close - e.side * distance, target: close + e.side * distance * 2 }
          return { ...e, ...at, trail: isShare ? distance / 1000 : distance, activation: NaN }
        }),
      )
      const run = (plain: TradeRules['plain'], index?: RangeIndex): Trades =>
        simulateTrades({
          data: { instrument, timeframe, bars: { ...bars, ...(index && { index }) } },
          entries,
          ...costs,
          ...rule,
          plain: plain ?? false,
        }).trades
      const plain = run(true)
      expect(plain.length).toBe(far.length)
      for (const other of [run(['skip-index']), run(['trade-scan']), run([]), run([], rangeIndex(bars, bars.length))])
        expect(other).toEqual(plain)
    }
  })
})

test('more trades than a block holds come in order, and one at a time never overlap', () => {
  const rows = 30_000
  const { data } = caseOf(9, rows, {})
  const bars = tradeBars(data)
  const close = bars.close
  const row = Float64Array.from({ length: rows - 1 }, (_, k) => k)
  const entries = {
    length: row.length,
    row,
    side: row.map((_, k) => (k % 3 === 0 ? -1 : 1)),
    bars: row.map(() => 2),
    target: row.map((_, k) => close[k]! + (k % 3 === 0 ? -100 : 100)),
  }
  const { trades, totals } = simulateTrades({ data: { instrument, timeframe, bars }, entries })
  expect(totals).toMatchObject({ trades: trades.length, entries: row.length, skipped: row.length - trades.length })
  expect(trades.length).toBeGreaterThan(9000)
  for (let i = 1; i < trades.length; i++) expect(trades.entryRow[i]).toBeGreaterThan(trades.exitRow[i - 1]!)
})

test('R is net profit over what the first stop put at risk', () => {
  const bars = {
    length: 3,
    time: column(0, 60e3, 120e3),
    open: column(10, 10, 12),
    high: column(10, 11, 14),
    low: column(10, 9, 12),
    close: column(10, 11, 13),
  }
  const entries = { length: 1, row: [0], side: [1], qty: [2], stop: [8], target: [13] }
  const { trades } = simulateTrades({ data: { instrument, timeframe, bars }, entries, fees: feeBps(100), excursions: true })
  const row = Object.fromEntries(
    Object.entries(trades).map(([name, values]) => [name, typeof values === 'number' ? values : (values as Float64Array)[0]]),
  )
  expect(row).toEqual({
    length: 1,
    entry: 0,
    side: 1,
    qty: 2,
    entryRow: 1,
    entryTime: 60e3,
    entryPrice: 10,
    exitRow: 2,
    exitTime: 120e3,
    exitPrice: 13,
    reason: 4,
    bars: 2,
    fees: 0.46,
    pnl: 5.54,
    r: 5.54 / 4,
    mae: -2,
    mfe: 6,
  })
})

test('what cannot be entered is counted by why', () => {
  const { data } = caseOf(3, 40, {})
  const bars = tradeBars(data)
  const at = bars.close[0]!
  const entries = {
    length: 5,
    row: [0, 0, 0, 0, 39],
    side: [1, 1, -1, 1, 1],
    qty: [0.05, 1, 1, 1, 1],
    stop: [NaN, at + 1, at - 1, at - 1, NaN],
    target: [NaN, NaN, NaN, at - 1, NaN],
  }
  const { totals } = simulateTrades({ data: { instrument, timeframe, bars }, entries })
  expect(totals).toEqual({ trades: 0, entries: 5, skipped: 0, refused: { size: 1, price: 0, wrongSide: 3 }, unfilled: 1, dropped: 0 })
})

test.each([
  [{ entry: 'next' }, 'expected entry among next-open, this-close, signal, this-open, was "next"'],
  [{ positionsMax: 0 }, 'expected positionsMax as a whole number of at least 1, or Infinity, was 0'],
  [{ steps: [{ atR: 1, stopR: 1 }] }, 'expected steps with rising atR above 0 and rising stopR below it, was 1 and 1'],
  [{ trail: { kind: 'atr', reference: 'intrabar' } }, 'expected an intrabar trail by distance or percent of the extreme'],
  [
    { trail: { kind: 'atr', reference: 'current-bar' }, sameBar: 'ohlc' },
    'expected a trail by the current bar only with stop-first, was ohlc',
  ],
  [{ trail: { kind: 'atr' } }, 'expected bars with a column line for a trail by atr, there is none'],
  [{ sessionEnd: true }, 'expected bars with a column sessionEnds for sessionEnd, there is none'],
  [{ fees: feeBps({ maker: 1, taker: 1, paidIn: 'base' }) }, 'expected a fee paid in USD, was one paid in base'],
])('%j is refused', (rules, message) => {
  const { line: _, sessionEnds: __, ...bars } = tradeBars(caseOf(1, 40, {}).data)
  const entries = { length: 0, row: [], side: [] }
  expect(() => simulateTrades({ data: { instrument, timeframe, bars }, entries, ...(rules as TradeRules) })).toThrow(message)
})

test('entries out of order, beyond the bars or of no side are told', () => {
  const bars = tradeBars(caseOf(1, 40, {}).data)
  const run = (row: number[], side: number[]) => () =>
    simulateTrades({ data: { instrument, timeframe, bars }, entries: { length: row.length, row, side } })
  expect(run([5, 4], [1, 1])).toThrow('that of entry 1 was 4 after 5')
  expect(run([40], [1])).toThrow('lie in 0 to 39, that of entry 0 was 40')
  expect(run([1], [0])).toThrow('expected a side of 1 or -1, that of entry 0 of its block was 0')
})

test('rules that flatter say so, and the defaults do not', () => {
  expect(warningsOf(fullRules({}))).toEqual([])
  const flattering = fullRules({ entry: 'this-open', sameBar: 'target-first', gaps: 'level', atEnd: 'drop' })
  expect(warningsOf(flattering).map((w) => w.split(':')[0])).toEqual([
    'entry this-open',
    'sameBar target-first',
    'gaps level',
    'atEnd drop',
  ])
  expect(warningsOf(fullRules({ trail: { kind: 'atr', reference: 'current-bar' } }))[0]).toContain('current-bar')
})

function column(...values: number[]): Float64Array {
  return Float64Array.from(values)
}

test('streamed bars give the trades of bars in memory', () => {
  const { data, entries } = caseOf(11, 300, {})
  const source = { name: '', contentHash: '', gaps: 0 }
  const whole = { instrument, timeframe, source, bars: data.bars }
  const columns = allColumns(entries)
  const expected = simulateTrades({ data: whole, entries: columns, ...costs })
  expect(simulateTrades({ data: streamOf(whole, 7), entries: columns, ...costs })).toEqual(expected)
  expect(expected.trades.length).toBeGreaterThan(2)
})

test('bars that repeat, or that are not adjusted, are refused', () => {
  const data = { instrument, timeframe, bars: tradeBars(caseOf(1, 40, {}).data) }
  const entries = { length: 0, row: [], side: [] }
  const split = { kind: 'split', ratio: 2, time: timestamp('2020-01-01') } as const
  expect(() => simulateTrades({ data: { ...data, repeated: new Uint8Array(40) }, entries })).toThrow('there are rows that repeat')
  expect(() => simulateTrades({ data: { ...data, actions: [{ ...split, inPrices: false }] }, entries })).toThrow(
    'there is a split outside them',
  )
  expect(simulateTrades({ data: { ...data, actions: [{ ...split, inPrices: true }] }, entries }).totals.entries).toBe(0)
})

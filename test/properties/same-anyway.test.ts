/** What may not matter does not, whatever a strategy asks under whatever rules: how a run is taken, what comes later, when it happens, who else is there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { JournalWriter } from '../../src/journal/journal-writer.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import * as R from '../../src/model/record.ts'
import { WEEK_MS } from '../../src/model/time.ts'
import { replayJournal } from '../../src/replay.ts'
import { combine } from '../../src/strategy/combine.ts'
import { moment, strategy, type Strategy } from '../../src/strategy/strategy.ts'
import { marketsOf, MONDAY } from './random-markets.ts'
import { closeOf, randomSeries } from './random-bars.ts'
import { orderAsker } from './random-orders.ts'
import { readable, type Row } from './record-run.ts'
import { fc } from './seeded.ts'
import { askersOf, configOf, play, playOnce, wilderWorlds, worlds, type Played, type World } from './whole-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'lockstep-same-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const some = (claim: (world: World) => void, of: fc.Arbitrary<World> = wilderWorlds, numRuns = 60): void =>
  fc.assert(fc.property(of, claim), { numRuns })

function same(a: Played, b: Played): void {
  expect(readable(a.rows)).toEqual(readable(b.rows))
  expect(a.marks).toEqual(b.marks)
}

describe('how a run is taken', () => {
  test('I28: a world gives one run', () => some((world) => same(playOnce(world), play(world))))

  test('a run in parts is the run at once', () => {
    fc.assert(
      fc.property(wilderWorlds, fc.integer({ min: 1, max: 40 }), (world, stepsMax) => same(playOnce(world, { stepsMax }), play(world))),
      { numRuns: 60 },
    )
  })

  test('I27: the journal of a run replays, pushed one moment at a time, to the same records', () => {
    const path = join(folder, 'run.journal')
    some(
      (world) => {
        const series = marketsOf(world)
        const journal = JournalWriter.open(path, { durability: 'buffered', config: configOf(world), replace: true })
        const { rows } = playOnce(world, { series, journal })
        journal.close()
        const replayed = replayJournal(path, askersOf(world, series).made)
        expect([replayed.records, replayed.threw]).toEqual([rows.length, null])
      },
      wilderWorlds,
      40,
    )
  })
})

/** When a row is known. */
function knownAt({ timeframe, bars, closes }: BarSeries, row: number): number {
  return closes?.[row] ?? (timeframe.ms === 0 ? bars.time[row]! : closeOf(timeframe, bars.time[row]!))
}

function lengthBy(series: BarSeries, time: number): number {
  let length = 0
  while (length < series.bars.length && knownAt(series, length) <= time) length++
  return length
}

/** Records up to a time, but for what the end of the run ended. */
function until({ rows }: Played, time: number): string[] {
  const isEnd = (r: Row): boolean => r[R.KIND] === R.CANCEL && r[R.CANCEL_REASON] === 5
  return readable(rows.filter((r) => r[R.TIME]! <= time && !isEnd(r)))
}

describe('what comes later', () => {
  const cuts = fc.double({ min: 0.1, max: 1, noNaN: true })
  const cutOf = (series: readonly BarSeries[], share: number): number =>
    knownAt(series[0]!, Math.floor((series[0]!.bars.length - 1) * share))

  test('I25: a run over the first bars gives the records and decisions of the long run up to there', () => {
    fc.assert(
      fc.property(wilderWorlds, cuts, (world, share) => {
        const series = marketsOf(world)
        const cut = cutOf(series, share)
        const short = series.map((s) => ({ ...s, bars: { ...s.bars, length: lengthBy(s, cut) } }))
        fc.pre(short.every((s) => s.bars.length > 0))
        expect(until(playOnce(world, { series: short }), cut)).toEqual(until(play(world), cut))
      }),
      { numRuns: 80 },
    )
  })

  test('I25: other prices after a time change no record up to that time', () => {
    fc.assert(
      fc.property(wilderWorlds, cuts, fc.constantFrom(0.5, 1.5, 4), (world, share, factor) => {
        const series = marketsOf(world)
        const cut = cutOf(series, share)
        for (const s of series) {
          for (const name of ['open', 'high', 'low', 'close'] as const) {
            for (let row = lengthBy(s, cut); row < s.bars.length; row++) s.bars[name][row] = s.bars[name][row]! * factor
          }
        }
        expect(until(playOnce(world, { series }), cut)).toEqual(until(play(world), cut))
      }),
      { numRuns: 80 },
    )
  })
})

describe('when it happens', () => {
  /** Fields that hold a time. */
  const times: Readonly<Record<number, number>> = {
    [R.ORDER]: R.ORDER_EXPIRES,
    [R.AMEND]: R.ORDER_EXPIRES,
    [R.ROUND_TRIP]: R.TRIP_ENTRY_TIME,
  }

  function earlier(row: Row, ms: number): Row {
    const copy = row.slice()
    copy[R.TIME] = row[R.TIME]! - ms
    const field = times[row[R.KIND]!]
    if (field !== undefined && row[field] !== 0) copy[field] = row[field]! - ms
    return copy
  }

  test('whole weeks later the same happens', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 300 }), (world, weeks) => {
        // In sessions, to a week without a holiday or a change of clocks.
        const ms = (world.kind === 'sessions' ? 1 : weeks) * WEEK_MS
        const later = playOnce(world, { series: marketsOf({ ...world, start: MONDAY + ms }) })
        expect(readable(later.rows.map((row) => earlier(row, ms)))).toEqual(readable(play(world).rows))
      }),
      { numRuns: 60 },
    )
  })
})

const UNITS_ROUNDED_MAX = 100

describe('in which unit', () => {
  /** Fields that hold money, by kind of record. */
  const money: Readonly<Record<number, readonly number[]>> = {
    [R.FILL]: [R.FILL_FEE, R.FILL_REALISED],
    [R.ROUND_TRIP]: [R.TRIP_GROSS, R.TRIP_FEES, R.TRIP_MAE, R.TRIP_MFE],
  }
  const unitless = worlds.map((world) => ({
    ...world,
    kind: 'plain' as const,
    costs: { ...(world.costs.slippageTicks !== undefined && { slippageTicks: 2 }), ...(world.costs.volumeLimit && { volumeLimit: 1 }) },
  }))

  test('prices, ticks and cash two or four times as large: the same orders at the same ticks, with money that many times as large', () => {
    fc.assert(
      fc.property(unitless, fc.constantFrom(2, 4), (world, factor) => {
        const scaled = marketsOf(world).map((s) => {
          const { tickStep } = s.instrument
          for (const name of ['open', 'high', 'low', 'close'] as const)
            for (let k = 0; k < s.bars.length; k++) s.bars[name][k] = s.bars[name][k]! * factor
          return { ...s, instrument: { ...s.instrument, tickStep: tickStep * factor } }
        })
        const larger = playOnce({ ...world, cash: world.cash * factor }, { series: scaled })
        const plain = play(world)
        const withoutMoney = (row: Row): Row => row.map((x, field) => (money[row[R.KIND]!]?.includes(field) === true ? 0 : x))
        expect(readable(larger.rows.map(withoutMoney))).toEqual(readable(plain.rows.map(withoutMoney)))
        // Cost is shared out by lots and rounded to the unit, so that profits of parts may differ by a few.
        for (const [k, row] of plain.rows.entries()) {
          for (const field of money[row[R.KIND]!] ?? [])
            expect(Math.abs(larger.rows[k]![field]! - factor * row[field]!)).toBeLessThan(UNITS_ROUNDED_MAX)
        }
        expect(larger.marks).toEqual(plain.marks.map(([time, equity, exposure]) => [time, equity * factor, exposure * factor]))
      }),
      { numRuns: 60 },
    )
  })
})

/** A record with its market by name and without the numbers that are given out in the order of asking. */
function anonymous({ rows, series, end }: Played): string[] {
  return rows
    .map((row) => {
      const copy = row.slice()
      copy[R.INSTRUMENT] = copy[R.ID] = 0
      if (row[R.KIND] === R.ORDER || row[R.KIND] === R.AMEND) copy[R.ORDER_PARENT] = Math.sign(row[R.ORDER_PARENT]!)
      if (row[R.KIND] === R.REFUSAL) copy[R.REFUSAL_ORDER] = 0
      const tagged = row[R.KIND] === R.ROUND_TRIP ? 0 : row[R.ORDER_TAG]!
      if (row[R.KIND] === R.ROUND_TRIP) copy[R.TRIP_EXIT_ROLE_TAG] = row[R.TRIP_EXIT_ROLE_TAG]! % R.TRIP_TAG
      else if (row[R.KIND] !== R.CANCEL && row[R.KIND] !== R.ADJUST) copy[R.ORDER_TAG] = 0
      const tag = row[R.KIND] === R.ORDER || row[R.KIND] === R.FILL ? end.tags[tagged] : ''
      return `${series[row[R.INSTRUMENT]!]!.instrument.id} ${tag} ${copy.join(' ')}`
    })
    .sort()
}

/** Markets whose worth is exact in doubles, so that no order of adding matters. */
const exact = [0.25, 0.5, 0.125].map((tick, k) => createInstrument({ id: `M${k}`, tick, lot: 1 }))

describe('who else is there', () => {
  /** Money never binds. */
  const rich = worlds.map((world) => ({
    ...world,
    kind: 'plain' as const,
    cash: 1e9,
    leverageMax: 1000,
    margin: 'leverage',
    liquidation: 'none',
    openOrdersMax: 10_000,
    owners: 1,
  }))

  function askerEach(world: World, ids: readonly string[]): Strategy {
    const part = (id: string, k: number): [string, Strategy] => [
      `on-${k}`,
      orderAsker({ seed: world.seed + k, markets: [id], eagerness: world.eagerness }).strategy,
    ]
    return combine('each', Object.fromEntries(ids.map(part)))
  }

  test('markets that are traded apart are traded alike in whatever order they are given', () => {
    fc.assert(
      fc.property(rich, fc.shuffledSubarray(exact, { minLength: exact.length }), (given, order) => {
        const world = { ...given, costs: { ...given.costs, latencyMs: 0 } }
        const run = (instruments: typeof exact): string[] => {
          const series = instruments.map((instrument) =>
            randomSeries({
              instrument,
              timeframe: '1m',
              rows: world.rows,
              seed: world.seed + exact.indexOf(instrument),
              start: 0,
              gaps: 0.1,
            }),
          )
          const made = askerEach(
            world,
            exact.map(({ id }) => id),
          )
          return anonymous(playOnce(world, { series, made: { made, askers: [], seen: [] } }))
        }
        expect(run(order)).toEqual(run(exact))
      }),
      { numRuns: 50 },
    )
  })

  test('a market that nobody trades changes nothing', () => {
    some((world) => {
      const series = marketsOf(world)
      const [first] = series as [BarSeries]
      const instrument = createInstrument({ id: 'IDLE', calendar: first.instrument.calendar })
      const { quotes: _quotes, repeated: _repeated, actions: _actions, ...idle } = { ...first, instrument }
      const made = askersOf(world, series)
      same(playOnce(world, { series: [...series, idle], made }), play(world))
    })
  })

  test('requests that cannot be are refused and change nothing of what others do', () => {
    const nonsense = strategy({
      name: 'nonsense',
      setup({ market, on, random }) {
        const stock = market('A')
        on(moment, () => {
          const bad = [NaN, -1, Infinity, -0, 1e300][random.int(0, 4)]!
          const requests: readonly object[] = [
            { qty: bad },
            { qty: 1, limit: bad },
            { qty: 1, stop: stock.price, limit: bad },
            { qty: 1, trail: bad },
            { qty: 1, trail: { percent: bad === 1e300 ? 100 : bad } },
            { qty: 1, bracket: { stop: stock.price * 2, target: bad } },
            { equity: bad },
            { qty: 1, places: [{ sell: { qty: bad } }] },
            { qty: bad, reduceOnly: true },
          ]
          for (const request of requests) stock.buy(request as never)
          stock.target({ qty: bad === 1e300 ? bad : NaN })
          stock.amend(1e9 as never, { qty: bad })
          stock.cancel(1e9 as never)
        })
      },
    })
    some((given) => {
      // A rule that measures only as orders fill would take any of them.
      const world = { ...given, owners: 1, kind: 'plain' as const, margin: given.margin === 'backtesting-py' ? 'leverage' : given.margin }
      const run = (second: Strategy): string[] => {
        const asker = orderAsker({ seed: world.seed, markets: ['A', 'B'], eagerness: world.eagerness }).strategy
        const played = playOnce(world, { made: { made: combine('two', { asker, second }), askers: [], seen: [] } })
        return anonymous({ ...played, rows: played.rows.filter((r) => r[R.KIND] !== R.REFUSAL) })
      }
      expect(run(nonsense)).toEqual(run(strategy({ name: 'idle', setup: ({ on }) => on(moment, () => {}) })))
    }, worlds)
  })
})

/** Whole runs of strategies that ask for anything, under any rules, and all that was told of them. One world is plain data and gives one run. */
import { startBacktest } from '../../src/backtest.ts'
import type { Engine } from '../../src/engine/engine.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import type { FastPath } from '../../src/model/fast-paths.ts'
import type { OrderId } from '../../src/model/order.ts'
import type { PhaseClock } from '../../src/model/phase-clock.ts'
import type { InputTap, RunEnd, Tap } from '../../src/model/ports.ts'
import * as R from '../../src/model/record.ts'
import { epochMs } from '../../src/model/time.ts'
import { optionsOf, type Costs, type RunConfig } from '../../src/run-config.ts'
import { combine } from '../../src/strategy/combine.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { OrderView } from '../../src/strategy/order-view.ts'
import { moment, strategy, type Account, type Strategy } from '../../src/strategy/strategy.ts'
import { fillPolicies } from '../../src/venue/fill-policy.ts'
import { feeSchedules } from '../../src/venue/fee-schedules.ts'
import { livesOf, type Life } from './order-life.ts'
import { marketKinds, marketsOf, type MarketKind } from './random-markets.ts'
import { orderAsker, type OrderAsker } from './random-orders.ts'
import type { Row } from './record-run.ts'
import { fc } from './seeded.ts'

export interface World {
  readonly seed: number
  readonly rows: number
  readonly kind: MarketKind
  readonly fill: string
  readonly margin: string
  readonly liquidation: string
  readonly costs: Costs
  readonly cash: number
  readonly leverageMax: number
  readonly allowShort: boolean
  readonly positionQtyMax: number
  readonly openOrdersMax: number
  readonly owners: number
  readonly eagerness: number
}

/** What a strategy saw at the end of a step, before its requests of that step were processed. */
export interface Seen {
  readonly time: number
  readonly owner: number
  readonly orders: readonly OrderView[]
  /** Units held by market. */
  readonly qty: readonly number[]
  readonly equity: number
  readonly marginUsed: number
  readonly marginFree: number
}

export interface Played {
  readonly world: World
  readonly series: readonly BarSeries[]
  readonly rows: readonly Row[]
  readonly lives: ReadonlyMap<number, Life>
  readonly marks: readonly (readonly [time: number, equity: number, exposure: number])[]
  readonly seen: readonly Seen[]
  /** Numbers that were given out, and groups of which one cancels the others. */
  readonly numbered: readonly OrderId[]
  readonly groups: readonly (readonly OrderId[])[]
  readonly engine: Engine
  readonly end: RunEnd
}

const margins = ['leverage', 'cash', 'reg-t', 'pattern-day', 'futures', 'lean', 'lean-pattern-day', 'lean-cash', 'backtesting-py']

/** Fees that are paid in the currency of the instrument. */
const plainFees: readonly Costs[] = [
  {},
  { feeBps: 10 },
  { feeMakerBps: -1, feeTakerBps: 5 },
  { feePerShare: 0.005, feeMin: 1, feeMaxShare: 0.01 },
  { feePerOrder: 1, feeBps: 1 },
  { feeSchedule: 'zerodha-equity-intraday' },
]
const slippages: readonly Costs[] = [
  {},
  {},
  { slippageTicks: 2 },
  { slippageBps: 3 },
  { slippageSpread: 0.5 },
  { slippageVolume: 0.1 },
  { slippageRoot: 0.2 },
]
const executions: readonly Costs[] = [{}, {}, { volumeLimit: 0.2 }, { latencyMs: 100 }, { latencyMs: 90_000, volumeLimit: 1 }]
const carries: readonly Costs[] = [{}, {}, { borrowRate: 0.1, fundingRate: 0.0001 }, { cashRate: 0.02, debitRate: 0.08 }]

const costs: fc.Arbitrary<Costs> = fc
  .tuple(fc.constantFrom(...plainFees), fc.constantFrom(...slippages), fc.constantFrom(...executions), fc.constantFrom(...carries))
  .map((parts) => Object.assign({}, ...parts) as Costs)

/** Any world whose money can be folded from its records: one currency, and fees paid in it. */
export const worlds: fc.Arbitrary<World> = fc.record({
  seed: fc.nat({ max: 1e6 }),
  rows: fc.integer({ min: 10, max: 160 }),
  kind: fc.constantFrom<MarketKind>(...marketKinds),
  fill: fc.constantFrom(...fillPolicies.map(({ name }) => name)),
  margin: fc.constantFrom(...margins),
  liquidation: fc.constantFrom('none', 'none', 'all', 'largest-first', 'isolated', 'lean', 'at-zero'),
  costs,
  cash: fc.constantFrom(15_000, 100_000, 1e7),
  leverageMax: fc.constantFrom(1, 3),
  allowShort: fc.constantFrom(true, true, false),
  positionQtyMax: fc.constantFrom(Infinity, Infinity, 100),
  openOrdersMax: fc.constantFrom(100, 100, 6),
  owners: fc.constantFrom(1, 1, 2),
  eagerness: fc.constantFrom(0.1, 0.4, 1),
})

/** Worlds with fees in coin and markets in several currencies too, which only some properties can bear. */
export const wilderWorlds: fc.Arbitrary<World> = fc
  .tuple(
    worlds,
    fc.constantFrom({}, ...feeSchedules.map(({ name }) => ({ feeSchedule: name }))),
    fc.constantFrom(false, false, false, true),
  )
  .map(([world, fee, abroad]) => ({
    ...world,
    ...(abroad && { kind: 'currencies' as const }),
    costs: 'feeSchedule' in fee ? { ...withoutFees(world.costs), ...fee } : world.costs,
  }))

function withoutFees(given: Costs): Costs {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith('fee')))
}

const KEPT_MAX = 400
const kept = new Map<string, Played>()

/** The run of a world; properties that ask for the same world share it. */
export function play(world: World): Played {
  const key = JSON.stringify(world)
  const known = kept.get(key)
  if (known !== undefined) return known
  const played = playOnce(world)
  if (kept.size < KEPT_MAX) kept.set(key, played)
  return played
}

/** What the records of a run say. */
interface Told {
  readonly rows: Row[]
  readonly marks: [number, number, number][]
}

/** How a run is to be taken: all at once over the world's markets unless given. */
export interface Way {
  readonly series?: readonly BarSeries[]
  readonly stepsMax?: number
  readonly made?: Strategies
  readonly journal?: Tap & InputTap
  readonly plain?: readonly FastPath[]
  readonly phases?: PhaseClock
}

export function playOnce(world: World, way: Way = {}): Played {
  const series = way.series ?? marketsOf(world)
  const told: Told = { rows: [], marks: [] }
  const { made, askers, seen } = way.made ?? askersOf(world, series)
  let end: RunEnd | undefined
  const tap: Tap = { take: (block) => takeIn(told, block), end: (given) => void (end = given) }
  const run = startBacktest(made, {
    ...optionsOf(configOf(world)),
    data: series,
    taps: way.journal === undefined ? [tap] : [tap, way.journal],
    ...(way.journal !== undefined && { inputs: way.journal }),
    ...(way.plain !== undefined && { plain: way.plain }),
    ...(way.phases !== undefined && { phases: way.phases }),
  })
  while (run.advance(way.stepsMax ?? Infinity) === 'more');
  run.engine.end('aborted')
  return {
    world,
    series,
    ...told,
    lives: livesOf(told.rows),
    seen,
    numbered: askers.flatMap((a) => a.numbered),
    groups: askers.flatMap((a) => a.groups),
    engine: run.engine,
    end: end!,
  }
}

function takeIn(told: Told, block: R.RecordBlock): void {
  for (let k = 0; k < block.recordCount; k++) told.rows.push(block.records.slice(k * R.RECORD_WIDTH, (k + 1) * R.RECORD_WIDTH))
  for (let k = 0; k < block.markCount; k++) told.marks.push([block.markTime[k]!, block.markEquity[k]!, block.markExposure[k]!])
}

/** One strategy made of all, those who ask, and where they note what they see. */
export interface Strategies {
  readonly made: Strategy
  readonly askers: readonly OrderAsker[]
  readonly seen: Seen[]
}

/** The strategies of a world, each watched. */
export function askersOf(world: World, series: readonly BarSeries[]): Strategies {
  const ids = [...new Set(series.map((s) => s.instrument.id))]
  const seen: Seen[] = []
  const askers = Array.from({ length: world.owners }, (_, owner) =>
    orderAsker({ seed: world.seed + 1000 * owner, markets: ids, eagerness: world.eagerness }),
  )
  const parts = askers.map(({ strategy: asker }, owner) => watched(asker, ids, owner, seen))
  const made = parts.length === 1 ? parts[0]! : combine('several', Object.fromEntries(parts.map((part, k) => [`part-${k}`, part])))
  return { made, askers, seen }
}

function watched(asker: Strategy, ids: readonly string[], owner: number, seen: Seen[]): Strategy {
  return strategy({
    name: 'watched',
    setup(setup) {
      asker.setup(setup)
      const markets = ids.map((id) => setup.market(id))
      setup.on(moment, () => void seen.push(sight(setup.account, markets, owner, setup.now())))
    },
  })
}

function sight(account: Account, markets: readonly Market[], owner: number, time: number): Seen {
  const { equity, marginUsed, marginFree } = account
  return { time, owner, orders: markets.flatMap((m) => m.orders), qty: markets.map((m) => m.position.qty), equity, marginUsed, marginFree }
}

export function configOf(world: World): RunConfig {
  const { fill, margin, liquidation, costs: given, cash, leverageMax, allowShort, positionQtyMax, openOrdersMax, seed } = world
  return {
    strategy: { path: '', export: 'default', sha256: '' },
    params: {},
    cash,
    costs: given,
    limits: { leverageMax, allowShort, positionQtyMax, openOrdersMax },
    fill,
    account: { margin, liquidation },
    from: null,
    to: null,
    seed: epochMs(seed),
  }
}

/** Asserts a claim of every run. */
export function holds(of: fc.Arbitrary<World>, claim: (played: Played) => void, numRuns = 150): void {
  fc.assert(
    fc.property(of, (world) => claim(play(world))),
    { numRuns },
  )
}

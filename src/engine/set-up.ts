/** Runs a strategy's setup once: hands out markets, takes in handlers. After this nothing can be declared any more. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { Random } from '../base/random.ts'
import { calendarOf } from '../calendar/calendars.ts'
import { parseSchedule } from '../calendar/parse-schedule.ts'
import type { Schedule } from '../calendar/schedule.ts'
import type { Currency, Instrument } from '../model/instrument.ts'
import { refusalReasons, type OrderId, type RefusalReason } from '../model/order.ts'
import type { Timestamp } from '../model/time.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { BuyingPower } from '../risk/buying-power.ts'
import { BarLinesOfSeries, type BarLines } from '../strategy/bar-lines.ts'
import type { Desk, Hooks } from '../strategy/desk.ts'
import { MarketHandle, type Market } from '../strategy/market.ts'
import type { ParamSpecs } from '../strategy/params.ts'
import { onlyInSetup, type SeriesState } from '../strategy/series-state.ts'
import { moment, type Setup, type Strategy } from '../strategy/strategy.ts'
import { askFlatten, askTargets } from '../strategy/targets.ts'
import type { RefusalView } from '../strategy/views.ts'
import { AccountOf } from './account-view.ts'
import { Position } from './position.ts'
import type { SeriesSet } from './series-set.ts'

/** A strategy with its parameters read. */
export interface SetUpStrategy {
  readonly definition: Pick<Strategy, 'name' | 'setup'>
  readonly params: Setup<ParamSpecs>['params']
}

export interface SetUpParts {
  /** Index of the strategy among those of the run. */
  readonly owner: number
  readonly instruments: readonly Instrument[]
  readonly set: SeriesSet
  readonly desk: Desk
  /** The account's books, and the owner's. */
  readonly ledger: Ledger
  readonly own: Ledger
  readonly marks: Marks
  readonly power: BuyingPower
  readonly clock: Float64Array
  readonly currency: Currency
  readonly seed: number
  /** Brings clock and last closes up to the row that is being decided at. */
  settle(): void
}

/** A promise would decide after its step is over, on other prices, and not always after the same number of bars. */
function notAtOnce(kind: string): LockstepError {
  return new LockstepError(
    'E_STRATEGY_SETUP',
    `expected setup and handlers that decide at once, found ${kind}`,
    'Take async and await out of them; read files and settings before the run.',
  )
}

/** Handlers a strategy may register of each kind. */
const HANDLERS_MAX = 10_000

export function setUp(strategy: SetUpStrategy, parts: SetUpParts): Hooks {
  const hooks: Hooks = { bars: [], moments: [], timers: [], fills: [], refusals: [], cancels: [], actions: [] }
  const markets = new Map<number, Market>()
  let over = false
  const add = <T>(list: T[], item: T, what: string, handler: object): void => {
    if (over) throw onlyInSetup(what)
    if (handler.constructor !== Function) throw notAtOnce(`an ${handler.constructor.name}`)
    addTo(list, item)
  }
  const made: unknown = strategy.definition.setup({
    params: strategy.params,
    market: (id) => {
      const index = findInstrument(parts.instruments, id)
      const known = markets.get(index) ?? marketOf(index, parts)
      markets.set(index, known)
      return known
    },
    on: (what, handler) => {
      if (what === moment) add(hooks.moments, handler, 'on', handler)
      else add(hooks.bars, { series: what.state, run: handler }, 'on', handler)
    },
    at: (when: string | Schedule, ...rest: readonly [string, () => void] | readonly [() => void]) => {
      const [calendarName, run] = rest.length === 1 ? ['24/7', rest[0]] : rest
      const schedule = typeof when === 'string' ? parseSchedule(when, calendarOf(calendarName)) : when
      add(hooks.timers, { nextAfter: (afterMs) => schedule.nextAfter(afterMs), run }, 'at', run)
    },
    onFill: (handler) => add(hooks.fills, handler, 'onFill', handler),
    onRefusal: (handler) => add(hooks.refusals, handler, 'onRefusal', handler),
    onCancel: (handler) => add(hooks.cancels, handler, 'onCancel', handler),
    onAction: (handler) => add(hooks.actions, handler, 'onAction', handler),
    targets: (list, options) => askTargets(parts.desk, parts.owner, list, options),
    flatten: (options) => askFlatten(parts.desk, parts.owner, options?.tag),
    account: new AccountOf(parts),
    random: new Random(parts.seed),
    now: () => {
      parts.settle()
      return parts.clock[0]! as Timestamp
    },
  })
  if (typeof (made as { then?: unknown } | undefined)?.then === 'function') throw notAtOnce('an asynchronous setup')
  over = true
  if (hooks.bars.length + hooks.moments.length + hooks.timers.length === 0) {
    throw new LockstepError(
      'E_STRATEGY_SETUP',
      `strategy ${strategy.definition.name} registered no handler, so it could never decide`,
      'Call on(bars, …), on(moment, …) or at("15:59", …) in setup.',
    )
  }
  return hooks
}

/** A refusal as an author sees it. */
export function refusalView(time: Timestamp, instrument: string, id: number, reason: RefusalReason, tag: string): RefusalView {
  return { time, instrument, request: id as OrderId, reason, means: refusalReasons[reason], tag }
}

function marketOf(index: number, parts: SetUpParts): Market {
  const lines = new Map<SeriesState, BarLines>()
  return new MarketHandle({
    index,
    owner: parts.owner,
    instrument: parts.instruments[index]!,
    desk: parts.desk,
    position: new Position(parts, index),
    price: () => {
      parts.settle()
      return parts.marks.close[index]!
    },
    bars: (what, options) => {
      const state = parts.set.series(index, what, options)
      const known = lines.get(state) ?? new BarLinesOfSeries(state)
      lines.set(state, known)
      return known
    },
  })
}

function findInstrument(instruments: readonly Instrument[], id: string | undefined): number {
  if (id === undefined || id === '') {
    if (instruments.length === 1) return 0
    throw new LockstepError(
      'E_DATA_UNKNOWN',
      `expected an instrument's id, since the run has ${instruments.length}`,
      `Name one of ${instruments.map((i) => i.id).join(', ')}.`,
    )
  }
  const index = instruments.findIndex((i) => i.id === id)
  if (index >= 0) return index
  const near = didYouMean(
    id,
    instruments.map((i) => i.id),
  )
  throw new LockstepError(
    'E_DATA_UNKNOWN',
    `expected an instrument of the run, was "${id}"; ${near}`,
    'Add data for it to the run, or name another with a parameter.',
  )
}

function addTo<T>(list: T[], item: T): void {
  if (list.length >= HANDLERS_MAX)
    throw new LockstepError('E_LIMIT', `expected at most ${HANDLERS_MAX} handlers of a kind`, 'Register one handler and loop inside it.')
  list.push(item)
}

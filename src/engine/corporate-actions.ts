/** Dividends, splits, new symbols and delistings of a run's instruments: what they do to books, orders and prices, and who is told. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { CorporateAction } from '../model/bars.ts'
import { moneyOf, tickSize, type Instrument } from '../model/instrument.ts'
import { cancelNames } from '../model/order.ts'
import type { Orders } from '../model/orders.ts'
import type { Venue } from '../model/ports.ts'
import {
  ADJUST,
  ADJUST_CASH,
  ADJUST_FACTOR,
  ADJUST_KIND,
  ADJUST_LOTS_BEFORE,
  adjustKinds,
  ID,
  INSTRUMENT,
  LOTS,
  SIDE,
  type AdjustKind,
} from '../model/record.ts'
import type { Timestamp } from '../model/time.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { SubLedgers } from '../portfolio/sub-ledgers.ts'
import type { Trips } from '../portfolio/trips.ts'
import type { Hooks } from '../strategy/desk.ts'
import type { AgendaItem } from './agenda.ts'
import type { Recorder } from './recorder.ts'

export interface ActionParts {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly venue: Venue
  readonly subs: SubLedgers
  readonly marks: Marks
  readonly trips: Trips
  readonly recorder: Recorder
  readonly clock: Float64Array
  readonly hooks: readonly Hooks[]
  /** Closes an owner's position at a price in fractional ticks. */
  close(owner: number, instrument: number, ticks: number): void
  /** Takes no more orders of an instrument. */
  delist(instrument: number): void
  /** Number of the step, for records. */
  step(): number
  /** Keeps something to be told to strategies before they decide. */
  tell(news: () => void): void
}

/** A change of the account that no fill made. Cash in ledger units of the instrument's or the account's currency, see `record`. */
export interface Adjustment {
  readonly kind: AdjustKind
  readonly instrument: number
  readonly owner: number
  /** Ledger units of the account's currency. */
  readonly cash: number
  readonly lotsBefore: number
  readonly lotsAfter: number
  readonly factor: number
}

/** How far from a lot a position may be and still be one. */
const SPLIT_NOISE = 1e-9

const DELISTED = cancelNames.indexOf('DELISTED')

/** The actions of one instrument, in the order of their times, as an item of the agenda. @throws LockstepError E_CONFIG for one that cannot be */
export function actionsItem(p: ActionParts, instrument: number, actions: readonly CorporateAction[]): AgendaItem {
  for (const action of actions) checkAction(action, p.instruments[instrument]!)
  const inOrder = [...actions].sort((a, b) => a.time - b.time)
  let next = 0
  return {
    waitsForBars: false,
    nextAfter: (afterMs) => {
      // Before the first bar nothing is held; several actions of one instant are done together.
      while (next < inOrder.length && inOrder[next]!.time <= afterMs) next++
      return inOrder[next]?.time ?? Infinity
    },
    run: (dueMs) => {
      for (const action of inOrder) if (action.time === dueMs) act(p, instrument, action)
    },
  }
}

const ACTION_KINDS: readonly CorporateAction['kind'][] = ['dividend', 'split', 'rename', 'delisting']

function checkAction(action: CorporateAction, { id }: Instrument): void {
  const { kind, time } = action
  const fail = (expected: string, was: number): never => {
    throw new LockstepError('E_CONFIG', `expected a ${kind} of ${id} with ${expected}, was ${was}`, 'Correct the actions of its bars.')
  }
  if (!ACTION_KINDS.includes(kind)) {
    throw new LockstepError(
      'E_CONFIG',
      `expected an action of ${id} of a kind there is, was "${kind}"; ${didYouMean(kind, ACTION_KINDS)}`,
      'Correct the actions of its bars.',
    )
  }
  if (!Number.isSafeInteger(time)) fail('a time in whole milliseconds since 1970', time)
  if (kind === 'split' && !(action.ratio > 0 && action.ratio < Infinity)) fail('a ratio above 0', action.ratio)
  if (kind === 'dividend' && !Number.isFinite(action.amount)) fail('a finite amount', action.amount)
}

/** Writes an adjustment down. */
export function recordAdjustment(p: Pick<ActionParts, 'recorder' | 'clock' | 'step'>, a: Adjustment): void {
  const at = p.recorder.begin(ADJUST, p.step(), p.clock)
  const r = p.recorder.block.records
  r[at + INSTRUMENT] = a.instrument
  r[at + ID] = a.owner
  r[at + SIDE] = Math.sign(a.lotsAfter)
  r[at + LOTS] = Math.abs(a.lotsAfter)
  r[at + ADJUST_KIND] = adjustKinds.indexOf(a.kind)
  r[at + ADJUST_CASH] = a.cash
  r[at + ADJUST_LOTS_BEFORE] = a.lotsBefore
  r[at + ADJUST_FACTOR] = a.factor
}

function act(p: ActionParts, instrument: number, action: CorporateAction): void {
  const time = p.clock[0]! as Timestamp
  const id = p.instruments[instrument]!.id
  const changes = p.subs.owners.map((_, owner) => change(p, { instrument, owner }, action))
  if (action.kind === 'split' && !action.inPrices) {
    p.marks.split(instrument, action.ratio)
    p.venue.split(instrument, action.ratio)
  }
  if (action.kind === 'delisting') {
    for (const slot of p.venue.openSlots(instrument)) p.venue.cancel(slot, DELISTED)
    p.delist(instrument)
  }
  p.hooks.forEach((hooks, owner) => {
    if (hooks.actions.length === 0) return
    const view = { time, instrument: id, action, cash: moneyOf(p.subs.account.currencies[0]!, changes[owner]!) }
    p.tell(() => hooks.actions.forEach((call) => call(view)))
  })
}

/** What an action does to one owner's books; returns the cash it brought, ledger units of the account's currency. */
function change(p: ActionParts, { instrument, owner }: { instrument: number; owner: number }, action: CorporateAction): number {
  const own = p.subs.owners[owner]!
  const lotsBefore = own.lots[instrument]!
  const place = owner * p.instruments.length + instrument
  const inAccount = (units: number): number => (p.marks.mixed ? p.marks.conversion.toAccount(units, own.currency[instrument]!) : units)
  const write = (cash: number, factor: number): number => {
    recordAdjustment(p, { kind: action.kind, instrument, owner, cash, lotsBefore, lotsAfter: own.lots[instrument]!, factor })
    return cash
  }
  if (action.inPrices || lotsBefore === 0) return 0
  if (action.kind === 'dividend') {
    const cash = inAccount(p.subs.dividend(owner, instrument, action.amount))
    p.trips.adjust(place, { gross: cash, fees: 0 })
    return write(cash, action.amount)
  }
  // What a split leaves less than a lot of is closed at the last price before it.
  if (action.kind === 'split' && Math.abs(lotsBefore * action.ratio) < 1 - SPLIT_NOISE) {
    p.close(owner, instrument, p.marks.close[instrument]! / tickSize(p.instruments[instrument]!))
    return 0
  }
  if (action.kind === 'split') {
    const ticks = p.marks.close[instrument]! / action.ratio / tickSize(p.instruments[instrument]!)
    const done = p.subs.split(owner, instrument, action.ratio, ticks)
    p.trips.split(place, action.ratio)
    if (done.realised !== 0) p.trips.adjust(place, { gross: inAccount(done.realised), fees: 0 })
    return write(inAccount(done.cash), action.ratio)
  }
  // Who still holds it gets the last price there was.
  if (action.kind === 'delisting') p.close(owner, instrument, p.marks.close[instrument]! / tickSize(p.instruments[instrument]!))
  return write(0, 0)
}

/** May this order go? Every request passes here and ends approved or refused with a reason; only approved ones compile as orders. */
import type { Brand } from '../base/brand.ts'
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import {
  FLAG_POST_ONLY,
  FLAG_REDUCE_ONLY,
  LIMIT,
  LIMIT_IF_TOUCHED,
  MARKET,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  refusalNames,
  ROLE_ENTRY,
  ROLE_STOP,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP,
  type ApprovedSlot,
  type RefusalReason,
  type RequestSlot,
} from '../model/order.ts'
import {
  O_ACTIVATION,
  O_DECISION,
  O_FIRST_CHILD,
  O_FLAGS,
  O_INSTRUMENT,
  O_LEVEL,
  O_LIMIT,
  O_LOTS,
  O_NEXT_CHILD,
  O_OWNER,
  O_ROLE,
  O_SIDE,
  O_TRIGGERED,
  O_TYPE,
  O_WISH,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { Venue } from '../model/ports.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { BuyingPower } from './buying-power.ts'
import { closesUpTo, requestsUpTo, type Limits } from './limits.ts'

/** −1 − index into `refusalNames`. */
export type Refused = Brand<number, 'Refused'>
export type Verdict = ApprovedSlot | Refused

export function refused(reason: RefusalReason): Refused {
  return (-1 - refusalNames.indexOf(reason)) as Refused
}

export function isApproved(verdict: Verdict): verdict is ApprovedSlot {
  return verdict >= 0
}

/** The index into `refusalNames`. */
export function reasonOf(verdict: Refused): number {
  return -1 - verdict
}

const ZERO_SIZE = refused('ZERO_SIZE')
const BAD_SIZE = refused('BAD_SIZE')
const WRONG_SIDE = refused('WRONG_SIDE')
const ORDER_LIMIT = refused('ORDER_LIMIT')
const POSITION_LIMIT = refused('POSITION_LIMIT')
const SHORT_NOT_ALLOWED = refused('SHORT_NOT_ALLOWED')
const INSUFFICIENT_FUNDS = refused('INSUFFICIENT_FUNDS')
const WOULD_TAKE = refused('WOULD_TAKE')
const WOULD_NOT_REDUCE = refused('WOULD_NOT_REDUCE')
const MIN_NOTIONAL = refused('MIN_NOTIONAL')
const PRICE_BAND = refused('PRICE_BAND')
const NO_CONVERSION = refused('NO_CONVERSION')

export interface GateParts {
  readonly orders: Orders
  readonly power: BuyingPower
  readonly limits: Limits
  readonly instruments: readonly Instrument[]
  readonly venue: Pick<Venue, 'takesPassedStops'>
  /** The books of an owner. */
  readonly ledgerOf: (owner: number) => Ledger
}

export class RiskGate {
  private readonly p: GateParts
  /** Least worth of an order over one lot one tick high, and least lots, by instrument. */
  private readonly leastWorth: Float64Array
  private readonly leastLots: Float64Array
  private readonly bands: Float64Array

  constructor(parts: GateParts) {
    this.p = parts
    this.leastWorth = Float64Array.from(parts.instruments, (i) => {
      const { numerator, denominator } = notionalRatio(i)
      return ((i.minNotional ?? 0) * 10 ** i.currency.decimals * denominator) / numerator
    })
    this.leastLots = Float64Array.from(parts.instruments, (i) => Math.ceil((i.minQty ?? 0) / lotSize(i) - 1e-6))
    this.bands = Float64Array.from(parts.instruments, (i) => i.priceBand ?? Infinity)
  }

  /** Reviews an order that opens or adds, with the children it holds. */
  review(slot: RequestSlot): Verdict {
    const { orders, power, limits } = this.p
    const s = orders.slots
    const at = slot * SLOT_WIDTH
    const instrument = s[at + O_INSTRUMENT]!
    const lots = s[at + O_LOTS]!
    const signed = s[at + O_SIDE]! * lots
    if (lots < 1) return ZERO_SIZE
    if (orders.count - orders.held > limits.openOrdersMax || orders.count > requestsUpTo(limits.openOrdersMax)) return ORDER_LIMIT
    const fault = this.faultOfTerms(at)
    if (fault !== null) return fault
    if (s[at + O_FLAGS]! & FLAG_REDUCE_ONLY) return slot as number as ApprovedSlot
    const reference = referenceTicks(s, at)
    if (!power.converts(instrument)) return NO_CONVERSION
    if (!this.shortAllowed(at, signed)) return SHORT_NOT_ALLOWED
    if (!power.withinPositionLimit(instrument, signed)) return POSITION_LIMIT
    // What is sized as it fills is measured then.
    const isMeasuredLater = power.rule.onlyAtFill === true || s[at + O_WISH] !== 0
    const fits = isMeasuredLater ? power.counts(instrument, signed, reference) : power.carries(instrument, signed, reference)
    if (!fits) return INSUFFICIENT_FUNDS
    return slot as number as ApprovedSlot
  }

  /** An order that closes a position: leaving is always allowed while there is room, and the venue cuts it to the position. */
  reviewClose(slot: RequestSlot): Verdict {
    const { orders, limits } = this.p
    return orders.count - orders.held > closesUpTo(limits.openOrdersMax) ? ORDER_LIMIT : (slot as number as ApprovedSlot)
  }

  /** Reviews an open order as an amendment would have it, with the lots it would have left; null when it may. */
  reviewAmended(at: number, grows: boolean): Refused | null {
    const { orders, power } = this.p
    const s = orders.slots
    const fault = this.faultOfTerms(at)
    // What only reduces is cut to the position as it fills.
    if (fault !== null || !grows || s[at + O_ROLE] !== ROLE_ENTRY || s[at + O_FLAGS]! & FLAG_REDUCE_ONLY) return fault
    const instrument = s[at + O_INSTRUMENT]!
    const signed = s[at + O_SIDE]! * s[at + O_LOTS]!
    if (!this.shortAllowed(at, signed)) return SHORT_NOT_ALLOWED
    if (!power.withinPositionLimit(instrument, signed)) return POSITION_LIMIT
    const reference = referenceTicks(s, at)
    const fits = power.rule.onlyAtFill === true ? power.counts(instrument, signed, reference) : power.carries(instrument, signed, reference)
    return fits ? null : INSUFFICIENT_FUNDS
  }

  /** An order became live or changed: what it keeps of the account's money and lots follows. */
  hold(slot: number): void {
    const { orders, power } = this.p
    const s = orders.slots
    const at = slot * SLOT_WIDTH
    const type = s[at + O_TYPE]!
    const atMarket = type === MARKET || type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE
    const mayOpen = s[at + O_ROLE] === ROLE_ENTRY && (s[at + O_FLAGS]! & FLAG_REDUCE_ONLY) === 0
    power.release(slot)
    if (!atMarket && !mayOpen) return
    const signed = s[at + O_SIDE]! * s[at + O_LOTS]!
    power.reserve(slot, { instrument: s[at + O_INSTRUMENT]!, signed, ticks: referenceTicks(s, at), atMarket, mayOpen })
  }

  /** What is wrong with the prices and terms of an order whatever the account, or null. */
  private faultOfTerms(at: number): Refused | null {
    const s = this.p.orders.slots
    const instrument = s[at + O_INSTRUMENT]!
    const side = s[at + O_SIDE]!
    const decision = s[at + O_DECISION]!
    if (!Number.isSafeInteger(s[at + O_LOTS]!)) return BAD_SIZE
    if (s[at + O_FLAGS]! & FLAG_REDUCE_ONLY && this.p.ledgerOf(s[at + O_OWNER]!).lots[instrument]! * side >= 0) return WOULD_NOT_REDUCE
    if (!this.p.venue.takesPassedStops(instrument) && !waitsForPrice(s, at, decision)) return WRONG_SIDE
    const reference = referenceTicks(s, at)
    if (!legsMakeSense(s, at, entryTicks(s, at))) return WRONG_SIDE
    if (s[at + O_FLAGS]! & FLAG_POST_ONLY && !(s[at + O_TYPE] === LIMIT && side * (decision - s[at + O_LEVEL]!) > 0)) return WOULD_TAKE
    if (placesTaker(s, at)) return WOULD_TAKE
    const lots = s[at + O_LOTS]!
    if (s[at + O_ROLE] === ROLE_ENTRY && (lots < this.leastLots[instrument]! || lots * reference < this.leastWorth[instrument]!))
      return MIN_NOTIONAL
    return this.withinBand(s, at, decision * this.bands[instrument]!) ? null : PRICE_BAND
  }

  /** Where nothing may be short, no owner may be either: what another holds is not his to sell. */
  private shortAllowed(at: number, signed: number): boolean {
    const { orders, power, ledgerOf } = this.p
    const instrument = orders.slots[at + O_INSTRUMENT]!
    const own = ledgerOf(orders.slots[at + O_OWNER]!).lots[instrument]!
    return power.shortAllowed(instrument, signed) && (power.shorts || signed > 0 || own + signed >= 0)
  }

  private withinBand(s: Float64Array, at: number, width: number): boolean {
    const decision = s[at + O_DECISION]!
    const isIn = (ticks: number): boolean => !(Math.abs(ticks - decision) > width)
    if (width === Infinity) return true
    const hasLevel = s[at + O_LEVEL]! > 0
    return (!hasLevel || isIn(s[at + O_LEVEL]!)) && isIn(s[at + O_LIMIT]!)
  }
}

/** The price in ticks that an order is valued at: its limit, its trigger, or the last close. */
export function referenceTicks(s: Float64Array, at: number): number {
  const type = s[at + O_TYPE]!
  if (type === STOP_LIMIT || type === LIMIT_IF_TOUCHED) return s[at + O_LIMIT]!
  if (type === TRAILING_STOP && s[at + O_TRIGGERED] === 0) return s[at + O_ACTIVATION]!
  return type === LIMIT || type === STOP || type === TRAILING_STOP ? s[at + O_LEVEL]! : s[at + O_DECISION]!
}

/** The price in ticks that legs are judged by: what is touched before it is within its limit fills there, any other order where it is valued. */
function entryTicks(s: Float64Array, at: number): number {
  const reference = referenceTicks(s, at)
  if (s[at + O_TYPE] !== LIMIT_IF_TOUCHED || s[at + O_TRIGGERED] === 1) return reference
  return s[at + O_SIDE]! > 0 ? Math.min(s[at + O_LEVEL]!, reference) : Math.max(s[at + O_LEVEL]!, reference)
}

/**
 * A buy stop may not lie below the market, since it would be a market order in disguise, and what waits for a better price not where
 * that price is already passed. A limit through the market is only an eager limit.
 */
function waitsForPrice(s: Float64Array, at: number, decision: number): boolean {
  const side = s[at + O_SIDE]!
  const type = s[at + O_TYPE]!
  const isAsleep = s[at + O_TRIGGERED] === 0
  if (type === STOP || (type === STOP_LIMIT && isAsleep)) return side * (s[at + O_LEVEL]! - decision) >= 0
  if (type === LIMIT_IF_TOUCHED && isAsleep) return side * (decision - s[at + O_LEVEL]!) >= 0
  if (type !== TRAILING_STOP) return true
  return isAsleep ? side * (decision - s[at + O_ACTIVATION]!) >= 0 : side * (s[at + O_LEVEL]! - decision) >= 0
}

/** Whether anything that the order places is post-only and no limit; at which price that will come nobody knows yet. */
function placesTaker(s: Float64Array, at: number): boolean {
  for (let child = s[at + O_FIRST_CHILD]!; child >= 0; child = s[child * SLOT_WIDTH + O_NEXT_CHILD]!) {
    const c = child * SLOT_WIDTH
    if ((s[c + O_FLAGS]! & FLAG_POST_ONLY && s[c + O_TYPE] !== LIMIT) || placesTaker(s, c)) return true
  }
  return false
}

/** A long's stop lies below its entry and its targets above; a short's the other way round. */
function legsMakeSense(s: Float64Array, at: number, reference: number): boolean {
  const side = s[at + O_SIDE]!
  for (let child = s[at + O_FIRST_CHILD]!; child >= 0; child = s[child * SLOT_WIDTH + O_NEXT_CHILD]!) {
    const c = child * SLOT_WIDTH
    const role = s[c + O_ROLE]!
    if (role === ROLE_ENTRY) {
      if (!legsMakeSense(s, c, entryTicks(s, c) || reference)) return false
      continue
    }
    if (s[c + O_TYPE] === TRAILING_STOP) {
      if (s[c + O_TRIGGERED] === 0 && side * (s[c + O_ACTIVATION]! - reference) < 0) return false
    } else if (side * (s[c + O_LEVEL]! - reference) * (role === ROLE_STOP ? -1 : 1) <= 0) return false
  }
  return true
}

/** May this order go? Every request passes here and ends approved or refused with a reason; only approved ones compile as orders. */
import type { Brand } from '../base/brand.ts'
import { LIMIT, MARKET, refusalNames, type ApprovedSlot, type RefusalReason, type RequestSlot } from '../model/order.ts'
import {
  O_BRACKET_STOP,
  O_BRACKET_TARGET,
  O_DECISION,
  O_INSTRUMENT,
  O_LEVEL,
  O_LOTS,
  O_SIDE,
  O_TYPE,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { BuyingPower } from './buying-power.ts'
import { closesUpTo, type Limits } from './limits.ts'

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
const WRONG_SIDE = refused('WRONG_SIDE')
const ORDER_LIMIT = refused('ORDER_LIMIT')
const POSITION_LIMIT = refused('POSITION_LIMIT')
const SHORT_NOT_ALLOWED = refused('SHORT_NOT_ALLOWED')
const INSUFFICIENT_FUNDS = refused('INSUFFICIENT_FUNDS')

export class RiskGate {
  private readonly orders: Orders
  private readonly power: BuyingPower
  private readonly limits: Limits

  constructor(orders: Orders, power: BuyingPower, limits: Limits) {
    this.orders = orders
    this.power = power
    this.limits = limits
  }

  /** Reviews an order that opens or adds. */
  review(slot: RequestSlot): Verdict {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const instrument = s[at + O_INSTRUMENT]!
    const lots = s[at + O_LOTS]!
    const signed = s[at + O_SIDE]! * lots
    if (lots < 1) return ZERO_SIZE
    if (this.orders.count > this.limits.openOrdersMax) return ORDER_LIMIT
    const reference = s[at + O_TYPE] === MARKET ? s[at + O_DECISION]! : s[at + O_LEVEL]!
    if (!bracketsMakeSense(s, at, reference)) return WRONG_SIDE
    if (!this.power.shortAllowed(instrument, signed)) return SHORT_NOT_ALLOWED
    if (!this.power.withinPositionLimit(instrument, signed)) return POSITION_LIMIT
    if (!this.power.carries(instrument, signed, reference)) return INSUFFICIENT_FUNDS
    return slot as number as ApprovedSlot
  }

  /** An order that closes a position: leaving is always allowed while there is room, and the venue cuts it to the position. */
  reviewClose(slot: RequestSlot): Verdict {
    return this.orders.count > closesUpTo(this.limits.openOrdersMax) ? ORDER_LIMIT : (slot as number as ApprovedSlot)
  }
}

/** A long's stop lies below its entry and its target above; a short's the other way round. A buy stop may not lie below the market … */
function bracketsMakeSense(s: Float64Array, at: number, reference: number): boolean {
  const side = s[at + O_SIDE]!
  const stop = s[at + O_BRACKET_STOP]!
  const target = s[at + O_BRACKET_TARGET]!
  if (stop !== 0 && side * (reference - stop) <= 0) return false
  if (target !== 0 && side * (target - reference) <= 0) return false
  const type = s[at + O_TYPE]!
  // … since it would be a market order in disguise. A limit through the market is only an eager limit.
  return type === MARKET || type === LIMIT || side * (s[at + O_LEVEL]! - s[at + O_DECISION]!) >= 0
}

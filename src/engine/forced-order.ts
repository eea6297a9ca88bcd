import { MARKET } from '../model/order.ts'
import {
  O_DECISION,
  O_ID,
  O_INSTRUMENT,
  O_LOTS,
  O_ORDERED,
  O_OWNER,
  O_ROLE,
  O_SIDE,
  O_SINCE,
  O_TYPE,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { OrderDesk } from './order-desk.ts'

/** An order at market that no strategy asked for. */
export interface ForcedOrder {
  readonly owner: number
  readonly instrument: number
  readonly side: number
  readonly role: number
  readonly lots: number
  /** The price it was decided at, in ticks. */
  readonly decision: number
}

/** Writes it into a slot and records it; returns the slot, or −1 without room. */
export function placeForced(
  { orders, desk, clock }: { readonly orders: Orders; readonly desk: OrderDesk; readonly clock: Float64Array },
  order: ForcedOrder,
): number {
  const slot = orders.take()
  if (slot < 0) return slot
  const s = orders.slots
  const at = slot * SLOT_WIDTH
  s[at + O_ID] = desk.nextId()
  s[at + O_INSTRUMENT] = order.instrument
  s[at + O_OWNER] = order.owner
  s[at + O_SIDE] = order.side
  s[at + O_TYPE] = MARKET
  s[at + O_ROLE] = order.role
  s[at + O_LOTS] = order.lots
  s[at + O_ORDERED] = order.lots
  s[at + O_SINCE] = clock[0]!
  s[at + O_DECISION] = order.decision
  desk.record(slot)
  return slot
}

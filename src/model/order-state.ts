/** What may become of an order: the states it can be in and the only ways from one to the next, as data. */
import { assert } from '../base/assert.ts'
import { O_STATE } from './orders.ts'

/** By number, as slots hold them. */
export const orderStates = [
  'requested',
  'held',
  'accepted',
  'triggered',
  'partially-filled',
  'cancel-pending',
  'filled',
  'cancelled',
  'expired',
  'refused',
  'dropped',
] as const
export type OrderState = (typeof orderStates)[number]

export const REQUESTED_STATE = 0
/** A child whose parent has not filled: no order yet, and nobody is told of it. */
export const HELD = 1
export const ACCEPTED = 2
/** A stop-limit or limit-if-touched that is its limit now, or a trailing stop that follows. */
export const TRIGGERED = 3
export const PARTIALLY_FILLED = 4
/** A cancel is on its way; until it arrives the order may still fill. */
export const CANCEL_PENDING = 5
export const FILLED = 6
export const CANCELLED = 7
export const EXPIRED_STATE = 8
export const REFUSED = 9
export const DROPPED = 10

/** From each state the states that may follow it; none follows an end. docs/reference/order-states.md is checked against this table. */
export const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  requested: ['accepted', 'held', 'refused'],
  held: ['accepted', 'dropped'],
  accepted: ['triggered', 'partially-filled', 'cancel-pending', 'filled', 'cancelled', 'expired'],
  triggered: ['partially-filled', 'cancel-pending', 'filled', 'cancelled', 'expired'],
  'partially-filled': ['partially-filled', 'cancel-pending', 'filled', 'cancelled', 'expired'],
  'cancel-pending': ['cancel-pending', 'filled', 'cancelled', 'expired'],
  filled: [],
  cancelled: [],
  expired: [],
  refused: [],
  dropped: [],
}

/** Bit t of entry f: state t may follow state f. */
const followers: Int32Array = Int32Array.from(orderStates, (from) =>
  transitions[from].reduce((bits, to) => bits | (1 << orderStates.indexOf(to)), 0),
)

export function mayFollow(from: number, to: number): boolean {
  return ((followers[from]! >> to) & 1) === 1
}

/** Moves the order whose fields begin at `at` to a state that may follow its own: anything else is a bug of ours. */
export function turnTo(slots: Float64Array, at: number, to: number): void {
  const from = slots[at + O_STATE]!
  if (!mayFollow(from, to)) assert(false, `an order cannot go from ${orderStates[from]!} to ${orderStates[to]!}`)
  slots[at + O_STATE] = to
}

/** What a split does to an open order, to the children it holds and to amendments on their way to it. */
import { LIMIT, ROLE_ENTRY, STOP_LIMIT, TRAILING_STOP } from '../model/order.ts'
import {
  O_ACTIVATION,
  O_DECISION,
  O_FIRST_CHILD,
  O_GIVEN,
  O_LEVEL,
  O_LIMIT,
  O_LOTS,
  O_NEXT_CHILD,
  O_OPENED,
  O_ORDERED,
  O_ROLE,
  O_SIDE,
  O_TRAIL,
  O_TRAIL_KIND,
  O_TRIGGERED,
  O_TYPE,
  SLOT_WIDTH,
  TRAIL_TICKS,
} from '../model/orders.ts'
import { toStep, type OrderStep } from '../model/order-step.ts'
import type { Amendment } from '../model/ports.ts'
import { betterTick, ceilTick, floorTick, worseTick } from '../model/price-grid.ts'

/**
 * `ratio` new units replace one: sizes grow and prices fall by it. Sizes of what opens are rounded down to lots, of what closes up, since
 * a fill cuts it to the position: several legs never leave a part of one without. Limits are rounded so that they pay no more, and
 * triggers as when they were asked for: an entry never earlier, what closes a position never later; to the step that orders keep to.
 */
export function splitOrder(s: Float64Array, slot: number, ratio: number, step: OrderStep): void {
  const at = slot * SLOT_WIDTH
  const filled = s[at + O_ORDERED]! - s[at + O_LOTS]!
  const lots = lotsAfter(s, at, s[at + O_LOTS]! * ratio)
  s[at + O_LOTS] = lots
  s[at + O_ORDERED] = lots + Math.round(filled * ratio)
  s[at + O_OPENED] = Math.round(s[at + O_OPENED]! * ratio)
  s[at + O_GIVEN] = Math.round(s[at + O_GIVEN]! * ratio)
  s[at + O_DECISION] = Math.round(s[at + O_DECISION]! / ratio)
  s[at + O_ACTIVATION] = s[at + O_ACTIVATION]! / ratio
  if (s[at + O_TRAIL_KIND] === TRAIL_TICKS) s[at + O_TRAIL] = s[at + O_TRAIL]! / ratio
  s[at + O_LIMIT] = toStep(s[at + O_LIMIT]! / ratio, s[at + O_SIDE]!, step, betterTick)
  s[at + O_LEVEL] = levelAfter(s, at, s[at + O_LEVEL]! / ratio, step)
  for (let child = s[at + O_FIRST_CHILD]!; child >= 0; child = s[child * SLOT_WIDTH + O_NEXT_CHILD]!) splitOrder(s, child, ratio, step)
}

/** What it does to an amendment on its way to the order in `slot`; NaN stays NaN. */
export function splitAmendment(change: Amendment, s: Float64Array, slot: number, ratio: number, step: OrderStep): void {
  const at = slot * SLOT_WIDTH
  change.ordered = lotsAfter(s, at, change.ordered * ratio)
  change.level = levelAfter(s, at, change.level / ratio, step)
  change.limit = toStep(change.limit / ratio, s[at + O_SIDE]!, step, betterTick)
  change.decision = Math.round(change.decision / ratio)
  if (change.trailKind === TRAIL_TICKS) change.trail /= ratio
}

function lotsAfter(s: Float64Array, at: number, lots: number): number {
  return s[at + O_ROLE] === ROLE_ENTRY ? floorTick(lots) : ceilTick(lots)
}

function levelAfter(s: Float64Array, at: number, level: number, step: OrderStep): number {
  const side = s[at + O_SIDE]!
  const type = s[at + O_TYPE]!
  const isTrigger = type !== LIMIT && s[at + O_TRIGGERED] === 0
  if (!isTrigger && type !== TRAILING_STOP) return toStep(level, side, step, betterTick)
  const waitsBelow = type === STOP_LIMIT || s[at + O_ROLE] === ROLE_ENTRY
  const safeTick = waitsBelow ? worseTick : betterTick
  // The level of a trailing stop is no price that anyone named.
  return type === TRAILING_STOP ? safeTick(level, side) : toStep(level, side, step, safeTick)
}

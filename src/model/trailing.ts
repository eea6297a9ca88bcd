/** The level of a trailing stop: its distance behind the best price, on a tick that triggers no later than asked. */
import { ROLE_ENTRY } from './order.ts'
import { O_ROLE, O_SIDE, O_TRAIL, O_TRAIL_KIND, TRAIL_SHARE } from './orders.ts'
import { betterTick, worseTick } from './price-grid.ts'

/** The level, in whole ticks, of the trailing stop at `at` when the best price so far is `best`, in fractional ticks. */
export function trailingLevel(s: Float64Array, at: number, best: number): number {
  const side = s[at + O_SIDE]!
  const trail = s[at + O_TRAIL]!
  return trailingTick(s, at, s[at + O_TRAIL_KIND] === TRAIL_SHARE ? best * (1 + side * trail) : best + side * trail)
}

/** The tick of a level: an entry never triggers earlier than asked, what closes a position no later. */
export function trailingTick(s: Float64Array, at: number, ticks: number): number {
  const side = s[at + O_SIDE]!
  return Math.max(1, s[at + O_ROLE] === ROLE_ENTRY ? worseTick(ticks, side) : betterTick(ticks, side))
}

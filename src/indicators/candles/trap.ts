import type { Candle } from './candle.ts'
import type { Rule } from './pattern.ts'

/** What both hikkakes share: an inside bar, a way out of it that is a trap, and the close that confirms so. */

/** Bars after the trap in which it may be confirmed. */
const CONFIRMED_WITHIN = 3

/** Whether the candle's range lies within the one before it. */
export function isInside(candle: Candle, outer: Candle): boolean {
  return candle.high < outer.high && candle.low > outer.low
}

/** 100 where the candle leaves the one before it downwards, a trap for sellers; -100 upwards. */
export function trapOf(last: Candle): number {
  const inside = last.before
  if (last.high < inside.high && last.low < inside.low) return 100
  return last.high > inside.high && last.low > inside.low ? -100 : 0
}

/** Doubles the last trap at the first close beyond the other side of its inside bar; a new trap takes the place of the last. */
export function confirming(trapAt: Rule): Rule {
  let trap = 0
  let age = 0
  return (now) => {
    const found = trapAt(now)
    age++
    if (found !== 0) {
      trap = found
      age = 0
    }
    if (found !== 0 || trap === 0) return found
    let inside = now.before
    for (let back = 0; back < age; back++) inside = inside.before
    const confirmed = trap > 0 ? now.close > inside.high : now.close < inside.low
    const signal = confirmed ? 2 * trap : 0
    if (confirmed || age === CONFIRMED_WITHIN) trap = 0
    return signal
  }
}

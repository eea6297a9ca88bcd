/** Tests of folds chained to one account that was never chosen by what it lived through. */
import { assert } from '../base/assert.ts'

export interface DailyReturns {
  /** Days since 1970-01-01, rising. */
  readonly day: Float64Array
  /** Simple returns of those days. */
  readonly returns: Float64Array
}

export interface Stitched extends DailyReturns {
  /** What 1 became at the end of each day. */
  readonly equity: Float64Array
}

/** @param parts in order of time; a day on which one ends and the next begins is one day with both returns compounded */
export function stitch(parts: readonly DailyReturns[]): Stitched {
  const [day, returns, equity]: number[][] = [[], [], []]
  let worth = 1
  for (const part of parts) {
    for (let i = 0; i < part.day.length; i++) {
      const [at, r] = [part.day[i]!, part.returns[i]!]
      worth *= 1 + r
      if (at === day!.at(-1) && i === 0) {
        returns!.push((1 + returns!.pop()!) * (1 + r) - 1)
        equity!.pop()
      } else {
        assert(at > (day!.at(-1) ?? -Infinity), `days of stitched parts rise, ${at} came after ${day!.at(-1)}`)
        day!.push(at)
        returns!.push(r)
      }
      equity!.push(worth)
    }
  }
  return { day: Float64Array.from(day!), returns: Float64Array.from(returns!), equity: Float64Array.from(equity!) }
}

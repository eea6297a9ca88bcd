/** The lowest and highest price that a position was surely held at, from the bars between its entry and its exit. */
import { BY_EXPIRY, BY_SESSION, BY_SIGNAL, P_HIGHEST, P_LOWEST, type TradeBars } from './position.ts'
import type { FullTradeRules } from './trade-rules.ts'

/** The position at `at` was held through rows [from, to) of the bars. */
export function seeBars({ low, high }: TradeBars, s: Float64Array, at: number, from: number, to: number): void {
  let lowest = s[at + P_LOWEST]!
  let highest = s[at + P_HIGHEST]!
  for (let i = from; i < to; i++) {
    if (low[i]! < lowest) lowest = low[i]!
    if (high[i]! > highest) highest = high[i]!
  }
  s[at + P_LOWEST] = lowest
  s[at + P_HIGHEST] = highest
}

/** It was held at the open of a row. Of the bar of an exit no more is sure, and of one that it was entered in not even that. */
export function seeOpen({ open }: TradeBars, s: Float64Array, at: number, i: number): void {
  s[at + P_LOWEST] = Math.min(s[at + P_LOWEST]!, open[i]!)
  s[at + P_HIGHEST] = Math.max(s[at + P_HIGHEST]!, open[i]!)
}

/** Whether an exit is at the close of its bar, all of which it was held in. */
export function isAtClose(reason: number, { exit, expiry }: FullTradeRules): boolean {
  return reason === BY_SESSION || (reason === BY_EXPIRY && expiry === 'close') || (reason === BY_SIGNAL && exit === 'this-close')
}

/** Bars that are asked for by something other than the length of their timeframe, and where those of a timeframe begin. */

/**
 * When a bar built from base bars is whole, other than by the clock. Each is known when the base bar that completes it closes, and one
 * base bar may complete several. `renko` and `range` follow the closes of base bars, since nobody knows in which order a bar saw its
 * prices: ask for them on ticks or fine bars.
 *
 * - `count`: so many base bars.
 * - `volume`: so many units traded. What a base bar traded beyond them opens the next bar, at its close.
 * - `turnover`: so much money turned over, each base bar at its close. What is beyond it opens the next bar, at its close.
 * - `renko`: bricks of this height, in money. Its first brick opens at the multiple of the height at or above the first close. `classic`: a
 *   brick in either direction whenever the price is its height away from the last one's close. `single`: the same, at most one for each
 *   base bar, so that a jump is caught up with over the next ones. `wicked`: a brick against the last one needs twice the height, prices
 *   have to pass a level, and high and low show how far the price went the other way.
 * - `range`: bars whose high is this far above their low, in money; a price that goes beyond opens the next one a tick further.
 */
export type BarRule =
  | { readonly count: number }
  | { readonly volume: number }
  | { readonly turnover: number }
  | { readonly renko: number; readonly kind?: 'classic' | 'single' | 'wicked' }
  | { readonly range: number }

/**
 * Where the bars of a timeframe begin.
 *
 * - `session`: with the session's open, and none reaches over its close; days, weeks and months are whole sessions, known at the last
 *   one's close. What trades outside sessions is in none of them.
 * - `midnight`: with the wall clock's midnight in the calendar's zone; days are dates there, of 23 or 25 hours when clocks change.
 * - `utc`: on multiples of their length since 1970 in UTC.
 * - `bar`: with the first base bar after the last one was over; they take their length on the wall clock.
 */
export type Anchor = 'session' | 'midnight' | 'utc' | 'bar'

/** Where the bars of a timeframe begin. */
export interface BarsOptions {
  /** Without it: `session` where the calendar has a zone of its own, `utc` where it is in UTC, and for data of daily bars or longer. */
  readonly anchor?: Anchor
}

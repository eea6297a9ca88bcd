/**
 * A portfolio of many markets written by hand: one loop over their days that rebalances monthly into those that rose most, fills at the
 * next open, and keeps what a report is made of: cash, equity at every close, deepest drawdown, a log of fills, and the round trips with
 * the worst and best that each saw. All markets have the same days, so nothing is merged.
 */
import type { Bars } from 'lockstep'
import { largest, monthOf } from '../ranking.ts'

export interface MomentumOptions {
  /** Days over which growth is measured, and markets held. */
  readonly days: number
  readonly hold: number
  /** Share of equity that is invested. */
  readonly invested: number
  readonly cash: number
  readonly feeBps: number
}

export interface HandMomentumResult {
  readonly fills: number
  readonly roundTrips: number
  readonly equity: number
  /** Deepest fall from a peak as a positive fraction. */
  readonly drawdown: number
  /** One row a fill; bought is positive. */
  readonly log: { readonly time: Float64Array; readonly price: Float64Array; readonly qty: Float64Array }
}

/** Money is kept in millionths. */
const UNIT = 1e6

// One loop is what is measured here.
// oxlint-disable-next-line max-lines-per-function
export function handMomentum(markets: readonly Bars[], options: MomentumOptions): HandMomentumResult {
  const { time, length } = markets[0]!
  const count = markets.length
  const feeRate = options.feeBps / 10_000
  const held = new Float64Array(count)
  const wanted = new Float64Array(count)
  const cost = new Float64Array(count)
  const worst = new Float64Array(count)
  const best = new Float64Array(count)
  const growth = new Float64Array(count)
  const daily = new Float64Array(length)
  const log = { time: new Float64Array(count * 600), price: new Float64Array(count * 600), qty: new Float64Array(count * 600) }
  let fills = 0
  let roundTrips = 0
  let cash = options.cash * UNIT
  let equity = cash
  let peak = cash
  let drawdown = 0
  let month = -1
  for (let i = 0; i < length; i++) {
    let value = 0
    for (let m = 0; m < count; m++) {
      if (held[m] !== wanted[m]) {
        const price = markets[m]!.open[i]!
        const bought = wanted[m]! - held[m]!
        const fee = Math.round(Math.abs(bought) * price * UNIT * feeRate)
        cash -= bought * price * UNIT + fee
        cost[m] = bought > 0 ? cost[m]! + bought * price : cost[m]! * (wanted[m]! / held[m]!)
        if (held[m] === 0) worst[m] = best[m] = 0
        if (wanted[m] === 0) roundTrips++
        held[m] = wanted[m]!
        log.time[fills] = time[i]!
        log.price[fills] = price
        log.qty[fills++] = bought
      }
      if (held[m] === 0) continue
      const { low, high, close } = markets[m]!
      worst[m] = Math.min(worst[m]!, held[m]! * low[i]! - cost[m]!)
      best[m] = Math.max(best[m]!, held[m]! * high[i]! - cost[m]!)
      value += held[m]! * close[i]!
    }
    equity = cash + value * UNIT
    daily[i] = equity
    if (equity > peak) peak = equity
    else if (peak - equity > drawdown * peak) drawdown = (peak - equity) / peak

    const now = monthOf(time[i]!)
    if (now === month) continue
    month = now
    if (i < options.days) continue
    for (let m = 0; m < count; m++) growth[m] = markets[m]!.close[i]! / markets[m]!.close[i - options.days]!
    const chosen = largest(growth, options.hold)
    const budget = (options.invested / options.hold) * equity
    for (let m = 0; m < count; m++) wanted[m] = chosen.has(m) ? lotsWithin(budget, markets[m]!.close[i]! * UNIT, held[m]!, feeRate) : 0
  }
  return { fills, roundTrips, equity: equity / UNIT, drawdown, log }
}

/** Shares that are worth, with the fee of what is traded for them, no more than the budget. */
function lotsWithin(budget: number, price: number, held: number, feeRate: number): number {
  const fits = (lots: number): boolean => lots * price + Math.round(Math.abs(lots - held) * price * feeRate) <= budget * (1 + 1e-12)
  let lots = Math.floor(budget / price + 1e-6)
  while (lots > 0 && lots !== held && !fits(lots)) lots--
  return lots
}

/**
 * The crossing of two averages written by hand for one market: one loop over typed arrays that does what a careful
 * author would do and no more. Fills at the next open, fee, cash and position, equity at every close, deepest drawdown,
 * equity by day, and a log of fills. What the engine needs beyond this is what the engine costs.
 */
import type { Bars } from 'lockstep'

export interface SmaCrossOptions {
  /** Bars of the two averages. */
  readonly fast: number
  readonly slow: number
  /** Units bought at a time. */
  readonly qty: number
  readonly cash: number
  readonly feeBps: number
}

export interface HandResult {
  readonly fills: number
  readonly equity: number
  /** Deepest fall from a peak as a positive fraction. */
  readonly drawdown: number
  /** Last equity of each day with a bar. */
  readonly daily: Float64Array
  /** One row a fill; bought is positive. */
  readonly log: { readonly time: Float64Array; readonly price: Float64Array; readonly qty: Float64Array }
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export function handSmaCross({ time, open, close, length }: Bars, options: SmaCrossOptions): HandResult {
  const { fast, slow, qty } = options
  const feeRate = options.feeBps / 10_000
  const scale = slow / fast
  const daily = new Float64Array(Math.ceil((time[length - 1]! - time[0]!) / DAY_MS) + 2)
  // At most one fill a bar; pages that nothing is written to are never given out.
  const fillTime = new Float64Array(length)
  const fillPrice = new Float64Array(length)
  const fillQty = new Float64Array(length)
  let fills = 0
  let cash = options.cash
  let position = 0
  let wanted = 0
  let equity = cash
  let peak = cash
  let drawdown = 0
  let days = 0
  let dayEnd = -Infinity
  let fastSum = 0
  let slowSum = 0
  for (let i = 0; i < slow; i++) slowSum += close[i]!
  for (let i = slow - fast; i < slow; i++) fastSum += close[i]!
  let before = fastSum * scale - slowSum

  for (let i = slow; i < length; i++) {
    if (wanted !== position) {
      const price = open[i]!
      const bought = wanted - position
      cash -= bought * price + qty * price * feeRate
      position = wanted
      fillTime[fills] = time[i]!
      fillPrice[fills] = price
      fillQty[fills] = bought
      fills++
    }
    const price = close[i]!
    fastSum += price - close[i - fast]!
    slowSum += price - close[i - slow]!
    const now = fastSum * scale - slowSum
    if (now > 0) {
      if (before <= 0) wanted = qty
    } else if (now < 0 && before >= 0) wanted = 0
    before = now

    const known = time[i]! + MINUTE_MS
    if (known > dayEnd) {
      if (days > 0) daily[days - 1] = equity
      dayEnd = Math.ceil(known / DAY_MS) * DAY_MS
      days++
    }
    equity = cash + position * price
    if (equity > peak) peak = equity
    else if (peak - equity > drawdown * peak) drawdown = (peak - equity) / peak
  }
  daily[days - 1] = equity
  return { fills, equity, drawdown, daily: daily.subarray(0, days), log: { time: fillTime, price: fillPrice, qty: fillQty } }
}

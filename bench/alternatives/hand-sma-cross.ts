/**
 * The crossing of two averages written by hand for one market: one loop over typed arrays that gives what the engine's
 * report is made of and no more. Fills at the next open, fee, cash and position, equity at every close, deepest drawdown,
 * equity by day, time in the market, a log of fills, and of round trips with the worst and best each one saw. What the
 * engine needs beyond this is what the engine costs.
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
  /** Share of bars at whose close a position was open. */
  readonly exposure: number
  readonly trips: TripLog & { readonly count: number }
  /** One row a fill; bought is positive. */
  readonly log: { readonly time: Float64Array; readonly price: Float64Array; readonly qty: Float64Array }
}

/** One row a round trip; money before fees, mae <= 0 <= mfe. */
export interface TripLog {
  readonly entryTime: Float64Array
  readonly exitTime: Float64Array
  readonly gross: Float64Array
  readonly fees: Float64Array
  readonly mae: Float64Array
  readonly mfe: Float64Array
  readonly bars: Float64Array
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

// One loop is what is measured here.
// oxlint-disable-next-line max-lines-per-function
export function handSmaCross({ time, open, high, low, close, length }: Bars, options: SmaCrossOptions): HandResult {
  const { fast, slow, qty } = options
  const feeRate = options.feeBps / 10_000
  const scale = slow / fast
  const daily = new Float64Array(Math.ceil((time[length - 1]! - time[0]!) / DAY_MS) + 2)
  // At most one fill a bar; pages that nothing is written to are never given out.
  const fillTime = new Float64Array(length)
  const fillPrice = new Float64Array(length)
  const fillQty = new Float64Array(length)
  const trips = tripLog(length >> 1)
  let tripCount = 0
  let entered = 0
  let entryPrice = 0
  let lowest = Infinity
  let highest = -Infinity
  let exposed = 0
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
      if (bought > 0) {
        entered = i
        entryPrice = price
        lowest = Infinity
        highest = -Infinity
      } else {
        trips.entryTime[tripCount] = time[entered]!
        trips.exitTime[tripCount] = time[i]!
        trips.gross[tripCount] = (price - entryPrice) * qty
        trips.fees[tripCount] = (price + entryPrice) * qty * feeRate
        trips.mae[tripCount] = Math.min(0, (Math.min(lowest, price) - entryPrice) * qty)
        trips.mfe[tripCount] = Math.max(0, (Math.max(highest, price) - entryPrice) * qty)
        trips.bars[tripCount] = i - entered + 1
        tripCount++
      }
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

    if (position !== 0) {
      exposed++
      if (low[i]! < lowest) lowest = low[i]!
      if (high[i]! > highest) highest = high[i]!
    }
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
  const log = { time: fillTime, price: fillPrice, qty: fillQty }
  return {
    fills,
    equity,
    drawdown,
    exposure: exposed / (length - slow + 1),
    daily: daily.subarray(0, days),
    log,
    trips: { ...trips, count: tripCount },
  }
}

/** Columns for round trips; pages that nothing is written to are never given out. */
function tripLog(length: number): TripLog {
  const column = (): Float64Array => new Float64Array(length)
  return { entryTime: column(), exitTime: column(), gross: column(), fees: column(), mae: column(), mfe: column(), bars: column() }
}

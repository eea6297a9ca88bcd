/**
 * The signals of a pullback within a trend, as columns: averages of 20 and 50 say which trend, a low RSI or stochastic of it that price
 * has fallen back, a candle and a rising RSI that it turns. Long in an upward trend, short in a downward one.
 */
import { Atr, Ema, Rsi, StochRsi, type Indicator } from 'lockstep/indicators'
import type { Bars, TradeEntries } from 'lockstep'

/** A trend that was crossed so often in so many bars is none. */
const RANGE_CROSSES = 3
const RANGE_BARS = 50
const PULLBACK_BARS = 20
const STOP_ATR = 2
export const TARGET_R = 2

interface Lines {
  readonly fast: Float64Array
  readonly slow: Float64Array
  readonly rsi: Float64Array
  readonly stoch: Float64Array
  readonly atr: Float64Array
}

/** Entries at the close with a stop of two ATR; their targets are two risks away. */
export function trendPullback(bars: Bars): TradeEntries {
  const { close, high, low, length } = bars
  const lines: Lines = {
    fast: lineOf(new Ema({ period: 20 }), [close], length),
    slow: lineOf(new Ema({ period: 50 }), [close], length),
    rsi: lineOf(new Rsi({ period: 14 }), [close], length),
    stoch: lineOf(new StochRsi({ period: 14, fastK: 14, fastD: 3 }), [close], length),
    atr: lineOf(new Atr({ period: 14 }), [high, low, close], length),
  }
  const side = sidesOf(bars, lines)
  let count = 0
  for (let i = 0; i < length; i++) if (side[i] !== 0) count++
  const column = (): Float64Array => new Float64Array(count)
  const entries = { length: count, row: column(), side: column(), stop: column(), targetR: column().fill(TARGET_R) }
  for (let i = 0, k = 0; i < length; i++) {
    if (side[i] === 0) continue
    entries.row[k] = i
    entries.side[k] = side[i]!
    entries.stop[k++] = close[i]! - side[i]! * STOP_ATR * lines.atr[i]!
  }
  return entries
}

function lineOf(indicator: Indicator, sources: readonly Float64Array[], length: number): Float64Array {
  const targets = indicator.outputs.map(() => new Float64Array(length))
  indicator.fill(sources, 0, targets, 0, length)
  return targets[0]!
}

function sidesOf(bars: Bars, { fast, slow, rsi, stoch }: Lines): Int8Array {
  const side = new Int8Array(bars.length)
  // Rows of the last crossings, oldest first in a ring, and of the last time that price had fallen or risen back.
  const crosses = new Int32Array(RANGE_CROSSES).fill(-RANGE_BARS)
  let crossed = 0
  let fell = -Infinity
  let rose = -Infinity
  let wasUp = false
  for (let i = 1; i < bars.length; i++) {
    const up = fast[i]! > slow[i]!
    if (up !== wasUp) {
      crosses[crossed++ % RANGE_CROSSES] = i
      fell = rose = -Infinity
    }
    wasUp = up
    const strength = rsi[i]!
    const place = stoch[i]! / 100
    if (strength < 30 || place < 0.2) fell = i
    if (strength > 70 || place > 0.8) rose = i
    if (i - crosses[crossed % RANGE_CROSSES]! < RANGE_BARS) continue
    const strengthBefore = rsi[i - 1]!
    const placeBefore = stoch[i - 1]! / 100
    if (up) {
      const turns = (strengthBefore < 40 && strength > strengthBefore) || (placeBefore < 0.3 && place > placeBefore)
      if (turns && i - fell < PULLBACK_BARS && turnsUp(bars, i)) side[i] = 1
    } else {
      const turns = (strengthBefore > 60 && strength < strengthBefore) || (placeBefore > 0.7 && place < placeBefore)
      if (turns && i - rose < PULLBACK_BARS && turnsDown(bars, i)) side[i] = -1
    }
  }
  return side
}

/** A candle that engulfs the one before, or a hammer. */
function turnsUp({ open, high, low, close }: Bars, i: number): boolean {
  const body = close[i]! - open[i]!
  const engulfs = body > 0 && close[i - 1]! < open[i - 1]! && open[i]! <= close[i - 1]! && close[i]! >= open[i - 1]!
  const size = Math.abs(body)
  const [top, bottom] = body > 0 ? [close[i]!, open[i]!] : [open[i]!, close[i]!]
  return engulfs || (bottom - low[i]! >= 2 * size && high[i]! - top < 0.5 * size)
}

/** The same downwards: engulfing, or a shooting star. */
function turnsDown({ open, high, low, close }: Bars, i: number): boolean {
  const body = close[i]! - open[i]!
  const engulfs = body < 0 && close[i - 1]! > open[i - 1]! && open[i]! >= close[i - 1]! && close[i]! <= open[i - 1]!
  const size = Math.abs(body)
  const [top, bottom] = body > 0 ? [close[i]!, open[i]!] : [open[i]!, close[i]!]
  return engulfs || (high[i]! - top >= 2 * size && bottom - low[i]! < 0.5 * size)
}

/**
 * The loops over bars in which nothing happens to a position: they find the first row that is worth a look, and follow a trailing stop on
 * the way. What they read of a position lies in an array, since doubles that are passed are boxed. With an index whole blocks are passed over.
 */
import { P_DOWN, P_GAP, P_SCALE, P_SIDE, P_TOP, P_UP } from './position.ts'
import { BLOCK_BITS, BLOCK_ROWS, type Range, type RangeIndex } from './range-index.ts'

const MASK = BLOCK_ROWS - 1

/**
 * The first row of [from, to) with a low at or below the position's lower edge or a high at or above its upper one; `to` where there is
 * none. A trail's stop is held to the level that the row itself moves it to, which is the nearest it can be.
 */
export function firstTouch(columns: Range, index: RangeIndex | null, s: Float64Array, at: number, from: number, to: number): number {
  if (!hasLevels(s, at)) return to
  if (index === null) return touchWithin(columns, s, at, from, to)
  const { low, high, lowOfMany, highOfMany } = index
  for (let i = from; i < to;) {
    if ((i & MASK) === 0 && i + BLOCK_ROWS <= to) {
      const block = i >>> BLOCK_BITS
      const isMany = (block & MASK) === 0 && i + BLOCK_ROWS * BLOCK_ROWS <= to
      if (isMany && passesOver(s, at, lowOfMany, highOfMany, block >>> BLOCK_BITS)) {
        i += BLOCK_ROWS * BLOCK_ROWS
        continue
      }
      if (passesOver(s, at, low, high, block)) {
        i += BLOCK_ROWS
        continue
      }
    }
    const end = Math.min((i | MASK) + 1, to)
    i = touchWithin(columns, s, at, i, end)
    if (i < end) return i
  }
  return to
}

/** Without any, a position waits for a signal, the end of a session or of its bars, and no price matters. */
function hasLevels(s: Float64Array, at: number): boolean {
  return s[at + P_DOWN]! > -Infinity || s[at + P_UP]! < Infinity || !Number.isNaN(s[at + P_SCALE]!)
}

function touchWithin(columns: Range, s: Float64Array, at: number, from: number, to: number): number {
  if (Number.isNaN(s[at + P_SCALE]!)) return touchFixed(columns, s, at, from, to)
  return s[at + P_SIDE]! > 0 ? touchLong(columns, s, at, from, to) : touchShort(columns, s, at, from, to)
}

function touchFixed({ low, high }: Range, s: Float64Array, at: number, from: number, to: number): number {
  const down = s[at + P_DOWN]!
  const up = s[at + P_UP]!
  for (let i = from; i < to; i++) if (low[i]! <= down || high[i]! >= up) return i
  return to
}

function touchLong({ low, high }: Range, s: Float64Array, at: number, from: number, to: number): number {
  const up = s[at + P_UP]!
  const scale = s[at + P_SCALE]!
  const gap = s[at + P_GAP]!
  let top = s[at + P_TOP]!
  let down = Math.max(s[at + P_DOWN]!, top * scale - gap)
  for (let i = from; i < to; i++) {
    const price = high[i]!
    if (price > top) {
      const moved = Math.max(down, price * scale - gap)
      if (low[i]! <= moved || price >= up) {
        s[at + P_TOP] = top
        return i
      }
      top = price
      down = moved
    } else if (low[i]! <= down || price >= up) {
      s[at + P_TOP] = top
      return i
    }
  }
  s[at + P_TOP] = top
  return to
}

function touchShort({ low, high }: Range, s: Float64Array, at: number, from: number, to: number): number {
  const down = s[at + P_DOWN]!
  const scale = s[at + P_SCALE]!
  const gap = s[at + P_GAP]!
  let top = s[at + P_TOP]!
  let up = Math.min(s[at + P_UP]!, top * scale + gap)
  for (let i = from; i < to; i++) {
    const price = low[i]!
    if (price < top) {
      const moved = Math.min(up, price * scale + gap)
      if (high[i]! >= moved || price <= down) {
        s[at + P_TOP] = top
        return i
      }
      top = price
      up = moved
    } else if (high[i]! >= up || price <= down) {
      s[at + P_TOP] = top
      return i
    }
  }
  s[at + P_TOP] = top
  return to
}

/** Whether no row of a block is worth a look; then its best price is the trail's. */
function passesOver(s: Float64Array, at: number, lows: Float64Array, highs: Float64Array, block: number): boolean {
  const low = lows[block]!
  const high = highs[block]!
  if (low <= s[at + P_DOWN]! || high >= s[at + P_UP]!) return false
  const scale = s[at + P_SCALE]!
  if (Number.isNaN(scale)) return true
  const gap = s[at + P_GAP]!
  if (s[at + P_SIDE]! > 0) {
    const top = Math.max(s[at + P_TOP]!, high)
    if (low <= top * scale - gap) return false
    s[at + P_TOP] = top
  } else {
    const top = Math.min(s[at + P_TOP]!, low)
    if (high >= top * scale + gap) return false
    s[at + P_TOP] = top
  }
  return true
}

/**
 * The skip index: lowest low and highest high of every 64 rows, and of every 64 of those. A scan for the first row that leaves a range of
 * prices passes over blocks that stay inside it. It changes how many rows are read and never what is found.
 */

const BITS = 6
/** Rows of a block, and blocks of a block of blocks. */
const SIZE: number = 1 << BITS
const MASK = SIZE - 1

export interface RangeIndex {
  readonly length: number
  readonly low: Float64Array
  readonly high: Float64Array
  readonly lowOfMany: Float64Array
  readonly highOfMany: Float64Array
}

/** A column of lows and one of highs. */
export interface Range {
  readonly low: Float64Array
  readonly high: Float64Array
}

/** The index of the first `length` rows: a quarter of a byte a row. Built once, it serves any number of runs over the same bars. */
export function rangeIndex(columns: Range, length: number): RangeIndex {
  const one = blocksOf(columns, length)
  const many = blocksOf(one, one.low.length)
  return { length, low: one.low, high: one.high, lowOfMany: many.low, highOfMany: many.high }
}

function blocksOf({ low, high }: Range, length: number): Range {
  const count = Math.ceil(length / SIZE)
  const lows = new Float64Array(count)
  const highs = new Float64Array(count)
  for (let b = 0; b < count; b++) {
    const to = Math.min((b + 1) * SIZE, length)
    let lowest = Infinity
    let highest = -Infinity
    for (let i = b * SIZE; i < to; i++) {
      if (low[i]! < lowest) lowest = low[i]!
      if (high[i]! > highest) highest = high[i]!
    }
    lows[b] = lowest
    highs[b] = highest
  }
  return { low: lows, high: highs }
}

/**
 * The first row of [from, to) with a low at or below `edges[at]`, or a high at or above `edges[at + 1]`; `to` where there is none.
 * The edges come in an array, since doubles that are passed are boxed.
 */
export function firstTouch({ low, high }: Range, edges: Float64Array, at: number, from: number, to: number): number {
  const down = edges[at]!
  const up = edges[at + 1]!
  for (let i = from; i < to; i++) if (low[i]! <= down || high[i]! >= up) return i
  return to
}

/** The same by way of an index: plainly to the end of a block, then over whole ones. */
export function firstTouchIndexed(index: RangeIndex, columns: Range, edges: Float64Array, at: number, from: number, to: number): number {
  const down = edges[at]!
  const up = edges[at + 1]!
  const { low, high, lowOfMany, highOfMany } = index
  for (let i = from; i < to;) {
    if ((i & MASK) === 0) {
      const block = i >>> BITS
      if ((block & MASK) === 0 && !(lowOfMany[block >>> BITS]! <= down || highOfMany[block >>> BITS]! >= up)) {
        i += SIZE * SIZE
        continue
      }
      if (!(low[block]! <= down || high[block]! >= up)) {
        i += SIZE
        continue
      }
    }
    const end = Math.min((i | MASK) + 1, to)
    i = firstTouch(columns, edges, at, i, end)
    if (i < end) return i
  }
  return to
}

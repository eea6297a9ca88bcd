/**
 * The skip index: lowest low and highest high of every 64 rows, and of every 64 of those. A scan for the first row that leaves a range of
 * prices passes over blocks that stay inside it. It changes how many rows are read and never what is found.
 */

export const BLOCK_BITS = 6
/** Rows of a block, and blocks of a block of blocks. */
export const BLOCK_ROWS: number = 1 << BLOCK_BITS

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
  const count = Math.ceil(length / BLOCK_ROWS)
  const lows = new Float64Array(count)
  const highs = new Float64Array(count)
  for (let b = 0; b < count; b++) {
    const to = Math.min((b + 1) * BLOCK_ROWS, length)
    let lowest = Infinity
    let highest = -Infinity
    for (let i = b * BLOCK_ROWS; i < to; i++) {
      if (low[i]! < lowest) lowest = low[i]!
      if (high[i]! > highest) highest = high[i]!
    }
    lows[b] = lowest
    highs[b] = highest
  }
  return { low: lows, high: highs }
}

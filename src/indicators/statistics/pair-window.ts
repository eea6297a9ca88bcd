import { scratch } from '../compound-indicator.ts'

/** Of left, of right, of their squares and of their product. */
const SUMS = 5

/**
 * Squares and products of two columns' deviations from their means over the last `period` rows that have both.
 *
 * The window is kept as in sma.ts: sums are of differences from a row of the window, so that they keep their digits when
 * values are large and close together, and a line that stands still has squares of exactly 0.
 */
export class PairWindow {
  /** Results of the last `fill`, from row 0; NaN before there are enough rows and where one is missing. */
  readonly leftSquares: Float64Array = scratch()
  readonly rightSquares: Float64Array = scratch()
  readonly products: Float64Array = scratch()

  private readonly period: number
  /** This block's values up to `at`. */
  private readonly left: Float64Array
  private readonly right: Float64Array
  /** Sums over the last block's tails, one row of five for each. */
  private readonly tails: Float64Array
  private at = 0
  /** The same five sums over this block. */
  private readonly head: Float64Array = new Float64Array(SUMS)
  /** The last row of the last block. */
  private baseLeft = 0
  private baseRight = 0

  constructor(period: number) {
    this.period = period
    this.left = new Float64Array(period)
    this.right = new Float64Array(period)
    this.tails = new Float64Array(SUMS * (period + 1)).fill(NaN)
  }

  fill(lefts: Float64Array, leftAt: number, rights: Float64Array, rightAt: number, count: number): void {
    const { leftSquares, rightSquares, products, period, left, right, head, tails } = this
    for (let i = 0; i < count; i++) {
      const x = lefts[leftAt + i]!
      const y = rights[rightAt + i]!
      leftSquares[i] = NaN
      rightSquares[i] = NaN
      products[i] = NaN
      if (Number.isNaN(x) || Number.isNaN(y)) continue
      left[this.at] = x
      right[this.at] = y
      this.add(this.at++)
      if (this.at === period) this.sumTails()
      const tail = SUMS * this.at
      const sumLeft = head[0]! + tails[tail]!
      const sumRight = head[1]! + tails[tail + 1]!
      // Rounding may leave squares of nothing a little below 0.
      leftSquares[i] = Math.max(0, head[2]! + tails[tail + 2]! - (sumLeft * sumLeft) / period)
      rightSquares[i] = Math.max(0, head[3]! + tails[tail + 3]! - (sumRight * sumRight) / period)
      products[i] = head[4]! + tails[tail + 4]! - (sumLeft * sumRight) / period
    }
  }

  /** Adds a row of the block to the head. */
  private add(row: number): void {
    const { head } = this
    const x = this.left[row]! - this.baseLeft
    const y = this.right[row]! - this.baseRight
    head[0] = head[0]! + x
    head[1] = head[1]! + y
    head[2] = head[2]! + x * x
    head[3] = head[3]! + y * y
    head[4] = head[4]! + x * y
  }

  /** A full block becomes tails. */
  private sumTails(): void {
    const { period, head, tails } = this
    this.baseLeft = this.left[period - 1]!
    this.baseRight = this.right[period - 1]!
    this.at = 0
    head.fill(0)
    tails.fill(0, SUMS * period)
    for (let row = period - 1; row >= 0; row--) {
      this.add(row)
      tails.set(head, SUMS * row)
    }
    head.fill(0)
  }
}

import { scratch } from '../compound-indicator.ts'

/**
 * Squares and products of two columns' deviations from their means over the last `period` rows that have both. The
 * window is kept as in variance.ts, for two columns side by side.
 */
export class PairWindow {
  /** Results of the last `fill`, from row 0; NaN before there are enough rows and where one is missing. */
  readonly leftSquares: Float64Array = scratch()
  readonly rightSquares: Float64Array = scratch()
  readonly products: Float64Array = scratch()

  private readonly period: number
  /** Before `at`: this block's values. From `at`: means of the last block's tails, and sums of squares and products. */
  private readonly left: Float64Array
  private readonly right: Float64Array
  private readonly tailLeft: Float64Array
  private readonly tailRight: Float64Array
  private readonly tailProducts: Float64Array
  private at = 0
  private readonly head = new Moments()

  constructor(period: number) {
    this.period = period
    this.left = new Float64Array(period).fill(NaN)
    this.right = new Float64Array(period).fill(NaN)
    this.tailLeft = new Float64Array(period)
    this.tailRight = new Float64Array(period)
    this.tailProducts = new Float64Array(period)
  }

  fill(lefts: Float64Array, leftAt: number, rights: Float64Array, rightAt: number, count: number): void {
    const { leftSquares, rightSquares, products, period, left, right, head } = this
    for (let i = 0; i < count; i++) {
      const x = lefts[leftAt + i]!
      const y = rights[rightAt + i]!
      leftSquares[i] = NaN
      rightSquares[i] = NaN
      products[i] = NaN
      if (Number.isNaN(x) || Number.isNaN(y)) continue
      left[this.at] = x
      right[this.at] = y
      this.at++
      head.take(left, right, this.at - 1, this.at)
      if (this.at === period) {
        this.measureTails()
        this.at = 0
        head.clear()
      }
      const { at } = this
      const apartLeft = head.left - left[at]!
      const apartRight = head.right - right[at]!
      const share = (at * (period - at)) / period
      leftSquares[i] = head.leftSquares + this.tailLeft[at]! + apartLeft * apartLeft * share
      rightSquares[i] = head.rightSquares + this.tailRight[at]! + apartRight * apartRight * share
      products[i] = head.products + this.tailProducts[at]! + apartLeft * apartRight * share
    }
  }

  private measureTails(): void {
    const { period, left, right, head } = this
    head.clear()
    for (let i = period - 1; i >= 0; i--) {
      head.take(left, right, i, period - i)
      left[i] = head.left
      right[i] = head.right
      this.tailLeft[i] = head.leftSquares
      this.tailRight[i] = head.rightSquares
      this.tailProducts[i] = head.products
    }
  }
}

/** Two means, and sums of squares and products of deviations from them. */
class Moments {
  left = 0
  right = 0
  leftSquares = 0
  rightSquares = 0
  products = 0

  clear(): void {
    this.left = 0
    this.right = 0
    this.leftSquares = 0
    this.rightSquares = 0
    this.products = 0
  }

  /** Takes row `i`, the `count`th, by Welford's rule. */
  take(left: Float64Array, right: Float64Array, i: number, count: number): void {
    const deltaLeft = left[i]! - this.left
    const deltaRight = right[i]! - this.right
    this.left += deltaLeft / count
    this.right += deltaRight / count
    this.leftSquares += deltaLeft * (left[i]! - this.left)
    this.rightSquares += deltaRight * (right[i]! - this.right)
    this.products += deltaLeft * (right[i]! - this.right)
  }
}

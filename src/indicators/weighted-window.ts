/** A mean of a window by weights that follow no recursion: at a cost that grows with the window, since its definition does. */
export class WeightedWindow {
  /** From the oldest value to the newest. */
  private readonly weights: Float64Array
  /** Every value twice, `weights.length` apart, so that the window is always one stretch. */
  private readonly values: Float64Array
  private at = 0
  private seen = 0

  constructor(weights: Float64Array) {
    this.weights = weights
    this.values = new Float64Array(2 * weights.length)
  }

  /** The sum of weights × values once there is a whole window; NaN for NaN, which is not taken. The target may be the source. */
  fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { weights, values } = this
    const period = weights.length
    let { at, seen } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      values[at] = value
      values[at + period] = value
      at = at + 1 === period ? 0 : at + 1
      if (seen < period) seen++
      if (seen < period) continue
      let sum = 0
      for (let k = 0; k < period; k++) sum += weights[k]! * values[at + k]!
      target[targetAt + i] = sum
    }
    this.at = at
    this.seen = seen
  }
}

import { scratch } from './compound-indicator.ts'
import { LineIndicator } from './line-indicator.ts'

/** A line indicator that does not see the first `skip` values, so that its seed ends on the same row as a longer one's. */
export class LateStart extends LineIndicator {
  private readonly line: LineIndicator
  private readonly rows = scratch()
  /** Values still to be kept from it. */
  private left: number

  constructor(line: LineIndicator, skip: number) {
    super(skip + line.warmup)
    this.line = line
    this.left = skip
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    if (this.left === 0) return this.line.fillLine(source, sourceAt, target, targetAt, count)
    const { rows } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      const isKept = this.left > 0 && !Number.isNaN(value)
      rows[i] = isKept ? NaN : value
      if (isKept) this.left--
    }
    this.line.fillLine(rows, 0, target, targetAt, count)
  }
}

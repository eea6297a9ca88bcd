/**
 * A stretch of marks and what is known of it at a glance. Most stretches hold no new peak, no new low and no midnight;
 * knowing their lowest and highest equity, every fold passes over them without looking at single marks.
 */
import type { MarkGlance, RecordBlock } from '../model/record.ts'

export class MarkSpan {
  time: Float64Array = new Float64Array(0)
  equity: Float64Array = new Float64Array(0)
  exposure: Float64Array = new Float64Array(0)
  /** Rows from (included) to (excluded), at least one. */
  from = 0
  to = 0
  low = 0
  high = 0
  /** Marks with an open position. */
  exposed = 0

  /** Points the span at marks of a block and measures them. The columns are read until the next call. */
  measure({ markTime: time, markEquity: equity, markExposure: exposure }: MarkColumns, from: number, to: number): this {
    let low = equity[from]!
    let high = low
    let exposed = 0
    for (let i = from; i < to; i++) {
      const e = equity[i]!
      if (e < low) low = e
      else if (e > high) high = e
      if (exposure[i] !== 0) exposed++
    }
    return this.point({ time, equity, exposure }, { from, to, low, high, exposed })
  }

  /** Points the span at a whole block whose writer knows what it amounts to. */
  know(
    { markTime: time, markEquity: equity, markExposure: exposure }: MarkColumns,
    { low, high, exposed }: MarkGlance,
    count: number,
  ): this {
    return this.point({ time, equity, exposure }, { from: 0, to: count, low, high, exposed })
  }

  private point(
    columns: { readonly time: Float64Array; readonly equity: Float64Array; readonly exposure: Float64Array },
    known: MarkGlance & { readonly from: number; readonly to: number },
  ): this {
    this.time = columns.time
    this.equity = columns.equity
    this.exposure = columns.exposure
    this.from = known.from
    this.to = known.to
    this.low = known.low
    this.high = known.high
    this.exposed = known.exposed
    return this
  }
}

export type MarkColumns = Pick<RecordBlock, 'markTime' | 'markEquity' | 'markExposure'>

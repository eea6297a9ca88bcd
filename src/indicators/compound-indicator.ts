import { BLOCK_ROWS } from './block-indicator.ts'
import { RowIndicator, type RowFields } from './row-indicator.ts'

/**
 * An indicator from several columns that is made of other indicators. A row that lacks one number must reach none of
 * them, so it works on copies of its columns in which such a row is NaN throughout.
 */
export abstract class CompoundIndicator<In extends keyof RowFields, Out extends string = 'value'> extends RowIndicator<In, Out> {
  private readonly rows: readonly Float64Array[]

  constructor(shape: { readonly inputs: readonly In[]; readonly outputs: readonly Out[]; readonly warmup: number; readonly main?: Out }) {
    super(shape)
    this.rows = shape.inputs.map(() => scratch())
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const { rows } = this
    for (let k = 0; k < rows.length; k++) {
      const source = sources[k]!
      const column = rows[k]!
      for (let i = 0; i < count; i++) column[i] = source[sourceAt + i]!
    }
    for (let k = 0; k < rows.length; k++) {
      const column = rows[k]!
      for (let i = 0; i < count; i++) if (Number.isNaN(column[i]!)) blank(rows, i)
    }
    this.fillRows(rows, targets, targetAt, count)
  }

  /** The rule for rows 0 to `count` of the copies, which may be written over; NaN rows are to give NaN. */
  protected abstract fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void
}

/** A column for what one part of an indicator hands another, as long as the longest block. */
export function scratch(): Float64Array {
  return new Float64Array(BLOCK_ROWS)
}

/** Makes outputs start together: a row that is NaN in one of them becomes NaN in all. */
export function startTogether(targets: readonly Float64Array[], targetAt: number, count: number): void {
  for (let k = 0; k < targets.length; k++) {
    const column = targets[k]!
    for (let i = targetAt; i < targetAt + count; i++) if (Number.isNaN(column[i]!)) blank(targets, i)
  }
}

function blank(columns: readonly Float64Array[], i: number): void {
  for (let k = 0; k < columns.length; k++) columns[k]![i] = NaN
}

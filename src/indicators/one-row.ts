/**
 * Columns of one row, so that `update` is `fill` with a count of one: each rule is written once, and one row at a time
 * gives the same bits as a whole column because it is the same code.
 */
export class OneRow {
  readonly sources: readonly Float64Array[]
  readonly targets: readonly Float64Array[]

  constructor(width: { readonly inputs: number; readonly outputs: number }) {
    this.sources = Array.from({ length: width.inputs }, () => new Float64Array(1))
    this.targets = Array.from({ length: width.outputs }, () => new Float64Array(1).fill(NaN))
  }

  /** Sets input `k`, in the order of the indicator's `inputs`. */
  set(k: number, value: number): void {
    this.sources[k]![0] = value
  }

  /** Output `k` of the last row, in the order of the indicator's `outputs`. */
  get(k: number): number {
    return this.targets[k]![0]!
  }
}

import type { Indicator } from './indicator.ts'

/**
 * Rows worked at a time. A hot loop that V8 compiles while it runs (on-stack replacement) is half as fast as one it
 * compiles between calls, so long columns are worked in many short calls; what one rule of a compound indicator writes
 * is also still in the cache when the next one reads it.
 */
export const BLOCK_ROWS = 2048

/**
 * An indicator that writes its rule once, in `fillBlock`. `fill` is that rule block by block, `update` is it for a
 * block of one row, so both give the same bits because they are the same code.
 */
export abstract class BlockIndicator<Out extends string = string> implements Indicator {
  readonly inputs: readonly string[]
  readonly outputs: readonly Out[]
  readonly warmup: number
  private readonly rowIn: readonly Float64Array[]
  private readonly rowOut: readonly Float64Array[]

  constructor(shape: { readonly inputs: readonly string[]; readonly outputs: readonly Out[]; readonly warmup: number }) {
    this.inputs = shape.inputs
    this.outputs = shape.outputs
    this.warmup = shape.warmup
    this.rowIn = shape.inputs.map(() => new Float64Array(1))
    this.rowOut = shape.outputs.map(() => new Float64Array(1).fill(NaN))
  }

  fill(sources: readonly Float64Array[], sourceAt: number, targets: readonly Float64Array[], targetAt: number, count: number): void {
    for (let done = 0; done < count; done += BLOCK_ROWS) {
      this.fillBlock(sources, sourceAt + done, targets, targetAt + done, Math.min(BLOCK_ROWS, count - done))
    }
  }

  /** The rule: as `fill`, for a few rows. State is held in locals over the loop and written back after it. */
  protected abstract fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void

  /** An output at the last update; NaN before the first. */
  last(output: Out): number {
    return this.rowOut[this.outputs.indexOf(output)]![0]!
  }

  /** Sets input `k` of the row that `runRow` takes next. */
  protected setInput(k: number, value: number): void {
    this.rowIn[k]![0] = value
  }

  /** Runs the rule over the row that was set and returns output `k`. */
  protected runRow(k: number): number {
    this.fillBlock(this.rowIn, 0, this.rowOut, 0, 1)
    return this.rowOut[k]![0]!
  }
}

import { BlockIndicator } from './block-indicator.ts'

/** An indicator from one line to several; it writes its rule in `fillBlock`. */
export abstract class LinesIndicator<Out extends string> extends BlockIndicator<Out> {
  private readonly main: number

  /** `main` is the output that `update` returns: the first unless given. */
  constructor(shape: { readonly outputs: readonly Out[]; readonly warmup: number; readonly main?: Out }) {
    super({ inputs: ['value'], outputs: shape.outputs, warmup: shape.warmup })
    this.main = shape.main === undefined ? 0 : shape.outputs.indexOf(shape.main)
  }

  /** Takes one value and returns the main output; `last` gives the others. */
  update(value: number): number {
    this.setInput(0, value)
    return this.runRow(this.main)
  }
}

/** An indicator from one line to one line; it writes its rule in `fillLine`. */
export abstract class LineIndicator extends BlockIndicator<'value'> {
  constructor(warmup: number) {
    super({ inputs: ['value'], outputs: ['value'], warmup })
  }

  /** `fillBlock` with the two columns themselves. The target may be the source when both start at the same row. */
  abstract fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    this.fillLine(sources[0]!, sourceAt, targets[0]!, targetAt, count)
  }

  /** Takes one value and returns the output of its row. */
  update(value: number): number {
    this.setInput(0, value)
    return this.runRow(0)
  }
}

import type { Indicator } from './indicator.ts'
import { OneRow } from './one-row.ts'

/** An indicator from one line to one line. A subclass writes its rule once, in `fillLine`. */
export abstract class LineIndicator implements Indicator {
  readonly inputs: readonly string[] = ['value']
  readonly outputs: readonly string[] = ['value']
  abstract readonly warmup: number
  private readonly row: OneRow = new OneRow({ inputs: 1, outputs: 1 })

  /** `fill` with the two columns themselves. The target may be the source when both start at the same row. */
  abstract fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void

  fill(sources: readonly Float64Array[], sourceAt: number, targets: readonly Float64Array[], targetAt: number, count: number): void {
    this.fillLine(sources[0]!, sourceAt, targets[0]!, targetAt, count)
  }

  /** Takes one value and returns the output of its row. */
  update(value: number): number {
    this.row.set(0, value)
    this.fill(this.row.sources, 0, this.row.targets, 0, 1)
    return this.row.get(0)
  }
}

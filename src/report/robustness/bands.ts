/** Many paths as a few lines: the quantiles of what they are worth at points along the way. */
import type { Bands } from '../document.ts'
import { sortedQuantile } from '../statistics/moments.ts'

/** Points of a band besides its first. */
const POINTS = 64
export const BAND_QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const

/** Values of `pathCount` paths at the same points of their `length` steps. */
export class PathPoints {
  /** After how many steps each point is, the first after none. */
  readonly steps: Int32Array
  private readonly values: Float64Array
  private readonly pathCount: number

  constructor(pathCount: number, length: number) {
    const points = Math.min(POINTS, length)
    this.steps = Int32Array.from({ length: points + 1 }, (_, k) => Math.round((k * length) / points))
    this.values = new Float64Array(pathCount * this.steps.length)
    this.pathCount = pathCount
  }

  set(path: number, point: number, value: number): void {
    this.values[point * this.pathCount + path] = value
  }

  bands(step: string): Bands {
    const points = Array.from(this.steps, (steps, point) => {
      const sorted = this.values.slice(point * this.pathCount, (point + 1) * this.pathCount).sort()
      return [steps, ...BAND_QUANTILES.map((q) => sortedQuantile(sorted, q))]
    })
    return { columns: [step, ...BAND_QUANTILES.map((q) => `q${q * 100}`)], points }
  }
}

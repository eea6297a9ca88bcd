import { atan, cos, sin } from '../../base/elementary.ts'
import { scratch } from '../compound-indicator.ts'
import type { HilbertTransform } from './hilbert.ts'

const DEGREES = 180 / Math.PI
const RING = 64
/** Cosine and sine of a cycle's nth part, n up to 50. */
const STEP_COS = Float64Array.from({ length: 51 }, (_, n) => cos((2 * Math.PI) / n))
const STEP_SIN = Float64Array.from({ length: 51 }, (_, n) => sin((2 * Math.PI) / n))

/** Where in the dominant cycle a row is, in degrees: the angle of one cycle of smoothed prices against a sine and a cosine. */
export class DominantPhase {
  /** Results of the last `fill`, from row 0; NaN where the transform is. */
  readonly degrees: Float64Array = scratch()
  private readonly ring: Float64Array = new Float64Array(RING)
  private at = 0
  private last = 0

  fill({ smoothed, period }: HilbertTransform, count: number): void {
    const { degrees, ring } = this
    for (let i = 0; i < count; i++) {
      degrees[i] = NaN
      if (Number.isNaN(smoothed[i]!)) continue
      ring[this.at] = smoothed[i]!
      this.measure(period, i)
      degrees[i] = this.last
      this.at = (this.at + 1) % RING
    }
  }

  /** The sine of the phase `lead` degrees on, for the rows of the last `fill`. */
  fillSine(lead: number, target: Float64Array, targetAt: number, count: number): void {
    const { degrees } = this
    for (let i = 0; i < count; i++) target[targetAt + i] = sin((degrees[i]! + lead) / DEGREES)
  }

  private measure(periods: Float64Array, i: number): void {
    const { ring, at } = this
    const period = periods[i]!
    const length = Math.floor(period + 0.5)
    const stepCos = STEP_COS[length]!
    const stepSin = STEP_SIN[length]!
    let cosine = 1
    let sine = 0
    let real = 0
    let imaginary = 0
    for (let k = 0; k < length; k++) {
      const value = ring[(at - k) & (RING - 1)]!
      real += sine * value
      imaginary += cosine * value
      const turned = cosine * stepCos - sine * stepSin
      sine = sine * stepCos + cosine * stepSin
      cosine = turned
    }
    const angle = imaginary === 0 ? this.last + 90 * Math.sign(real) : atan(real / imaginary) * DEGREES
    // A quarter cycle, and the row by which smoothing lags.
    const phase = angle + 90 + 360 / period + (imaginary < 0 ? 180 : 0)
    this.last = phase > 315 ? phase - 360 : phase
  }
}

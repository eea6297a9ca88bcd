import { atan } from '../../base/elementary.ts'
import { scratch } from '../compound-indicator.ts'
import { LinesIndicator } from '../line-indicator.ts'

/** Weights of the transform's seven taps, of which every other is 0 and the older half is the newer one's, negated. */
const NEAR = 0.0962
const FAR = 0.5769
const SHORTEST = 6
const LONGEST = 50

/**
 * Ehlers' discriminator of the dominant cycle: what the Hilbert indicators share. Price is smoothed over four rows; its
 * Hilbert transform splits it into a part in phase and one a quarter cycle later (quadrature), and the angle between
 * the two, row after row, gives the cycle's length in rows, held to 6 to 50, to two thirds and one and a half of the one
 * before, and smoothed twice.
 *
 * Everything before row `start` of the transform counts as 0, as in TA-Lib.
 */
export class HilbertTransform {
  /** Results of the last `fill`, from row 0; NaN before `start` and where the source is NaN. */
  readonly smoothed: Float64Array = scratch()
  readonly inPhase: Float64Array = scratch()
  readonly quadrature: Float64Array = scratch()
  readonly period: Float64Array = scratch()

  private readonly start: number
  private seen = 0
  private readonly prices: Float64Array = new Float64Array(4)
  /** The last rows of each stage, by row modulo the length. */
  private readonly smoothedRing: Float64Array = new Float64Array(16)
  private readonly detrendedRing: Float64Array = new Float64Array(16)
  private readonly quadratureRing: Float64Array = new Float64Array(16)
  private i2 = 0
  private q2 = 0
  private real = 0
  private imaginary = 0
  private cycle = 0
  private smoothCycle = 0

  constructor(start: number) {
    this.start = start
  }

  fill(source: Float64Array, sourceAt: number, count: number): void {
    const { smoothed, inPhase, quadrature, period, start, prices, smoothedRing, detrendedRing, quadratureRing } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      smoothed[i] = NaN
      inPhase[i] = NaN
      quadrature[i] = NaN
      period[i] = NaN
      if (Number.isNaN(value)) continue
      const row = this.seen++
      prices[row & 3] = value
      if (row < start) continue
      const gain = 0.075 * this.cycle + 0.54
      smoothed[i] = (4 * value + 3 * prices[(row - 1) & 3]! + 2 * prices[(row - 2) & 3]! + prices[(row - 3) & 3]!) / 10
      smoothedRing[row & 15] = smoothed[i]!
      detrendedRing[row & 15] = transform(smoothedRing, row) * gain
      quadratureRing[row & 15] = transform(detrendedRing, row) * gain
      inPhase[i] = detrendedRing[(row - 3) & 15]!
      quadrature[i] = quadratureRing[row & 15]!
      const aheadInPhase = transform(detrendedRing, row - 3) * gain
      const aheadQuadrature = transform(quadratureRing, row) * gain
      const q2 = 0.2 * (quadrature[i]! + aheadInPhase) + 0.8 * this.q2
      const i2 = 0.2 * (inPhase[i]! - aheadQuadrature) + 0.8 * this.i2
      this.real = 0.2 * (i2 * this.i2 + q2 * this.q2) + 0.8 * this.real
      this.imaginary = 0.2 * (i2 * this.q2 - q2 * this.i2) + 0.8 * this.imaginary
      this.q2 = q2
      this.i2 = i2
      period[i] = this.measure()
    }
  }

  /** The cycle's length that the last row gives, in rows. */
  private measure(): number {
    const before = this.cycle
    const turned = this.imaginary !== 0 && this.real !== 0
    const length = turned ? (2 * Math.PI) / atan(this.imaginary / this.real) : before
    const near = Math.max(Math.min(length, 1.5 * before), 0.67 * before)
    this.cycle = 0.2 * Math.min(Math.max(near, SHORTEST), LONGEST) + 0.8 * before
    this.smoothCycle = 0.33 * this.cycle + 0.67 * this.smoothCycle
    return this.smoothCycle
  }
}

/** The transform of a ring's rows up to `row`, before its gain. */
function transform(ring: Float64Array, row: number): number {
  const near = ring[row & 15]! - ring[(row - 6) & 15]!
  const far = ring[(row - 2) & 15]! - ring[(row - 4) & 15]!
  return NEAR * near + FAR * far
}

/** An indicator over a Hilbert transform; it writes its rule in `fillRows`. */
export abstract class HilbertIndicator<Out extends string> extends LinesIndicator<Out> {
  private readonly hilbert: HilbertTransform
  /** Rows whose values are still not shown: those in which the transform settles. */
  private hidden: number

  /** `start` is the transform's first row. */
  constructor(shape: { readonly outputs: readonly Out[]; readonly warmup: number; readonly start: number }) {
    super(shape)
    this.hilbert = new HilbertTransform(shape.start)
    this.hidden = shape.warmup - shape.start
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const { hilbert } = this
    hilbert.fill(sources[0]!, sourceAt, count)
    this.fillRows(hilbert, sources[0]!, sourceAt, targets, targetAt, count)
    for (let i = 0; i < count && this.hidden > 0; i++) {
      if (Number.isNaN(hilbert.period[i]!)) continue
      this.hidden--
      for (let k = 0; k < targets.length; k++) targets[k]![targetAt + i] = NaN
    }
  }

  /** The rule, from the transform's first row on; rows whose period is NaN are to give NaN and leave the state alone. */
  protected abstract fillRows(
    hilbert: HilbertTransform,
    source: Float64Array,
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void
}

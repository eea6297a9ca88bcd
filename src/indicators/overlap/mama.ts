import { atan } from '../../base/elementary.ts'
import { scratch } from '../compound-indicator.ts'
import { HilbertIndicator, type HilbertTransform } from '../cycle/hilbert.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkNumber } from '../option.ts'
import { made, type IndicatorEntry } from '../entry.ts'

const DEGREES = 180 / Math.PI

/** Bounds of the average's weight; 0.5 and 0.05 unless given. */
export interface MamaOptions {
  readonly fastLimit?: number
  readonly slowLimit?: number
}

/**
 * Ehlers' MESA adaptive moving average: an average whose weight is `fastLimit` over the degrees by which the phase of the
 * dominant cycle turned, and no less than `slowLimit`. Its follower `fama` averages it with half that weight.
 */
export class Mama extends HilbertIndicator<'mama' | 'fama'> {
  private readonly fastLimit: number
  private readonly slowLimit: number
  private phase = 0
  private mama = 0
  private fama = 0

  /** @throws LockstepError E_PARAM_VALUE unless both are from 0.01 to 0.99 */
  constructor({ fastLimit = 0.5, slowLimit = 0.05 }: MamaOptions = {}) {
    super({ outputs: ['mama', 'fama'], warmup: 32, start: 12 })
    this.fastLimit = checkNumber('fastLimit', fastLimit, { min: 0.01, max: 0.99 })
    this.slowLimit = checkNumber('slowLimit', slowLimit, { min: 0.01, max: 0.99 })
  }

  protected override fillRows(
    { inPhase, quadrature }: HilbertTransform,
    source: Float64Array,
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [mamas, famas] = targets as [Float64Array, Float64Array]
    const { fastLimit, slowLimit } = this
    let { phase, mama, fama } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      mamas[targetAt + i] = NaN
      famas[targetAt + i] = NaN
      if (Number.isNaN(inPhase[i]!)) continue
      const before = phase
      // Numbers of two ways meet in a column: as a variable they would be on the heap.
      mamas[targetAt + i] = 0
      if (inPhase[i] !== 0) mamas[targetAt + i] = atan(quadrature[i]! / inPhase[i]!) * DEGREES
      phase = mamas[targetAt + i]!
      const turned = before - phase
      famas[targetAt + i] = fastLimit
      if (turned > 1) famas[targetAt + i] = Math.max(fastLimit / turned, slowLimit)
      const weight = famas[targetAt + i]!
      mama = weight * value + (1 - weight) * mama
      fama = 0.5 * weight * mama + (1 - 0.5 * weight) * fama
      mamas[targetAt + i] = mama
      famas[targetAt + i] = fama
    }
    this.phase = phase
    this.mama = mama
    this.fama = fama
  }
}

/** MAMA without its follower, for those that take any kind of average. */
export class MamaLine extends LineIndicator {
  private readonly both: Mama = new Mama()
  private readonly source: Float64Array[] = []
  private readonly targets: Float64Array[] = [scratch(), scratch()]

  constructor() {
    super(32)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const mama = this.targets[0]!
    this.source[0] = source
    this.both.fill(this.source, sourceAt, this.targets, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = mama[i]!
  }
}

export const mamaEntry: IndicatorEntry = {
  name: 'mama',
  title: 'MESA adaptive moving average',
  group: 'overlap',
  talib: 'MAMA',
  parameters: [
    { name: 'fastLimit', default: 0.5, min: 0.01, real: true, max: 0.99 },
    { name: 'slowLimit', default: 0.05, min: 0.01, real: true, max: 0.99 },
  ],
  warmup: '32',
  convention: 'both averages and the transform begin at row 12, from zeros',
  source: 'Ehlers, MESA and Trading Market Cycles, 2001; TA-Lib MAMA',
  make: made(Mama),
}

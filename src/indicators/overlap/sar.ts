import { checkNumber } from '../option.ts'
import { RowIndicator } from '../row-indicator.ts'
import { made, type IndicatorEntry } from '../entry.ts'

/** The acceleration of one direction: where it begins, what a new extreme adds, and the most it may be; from 0 to 1 each. */
export interface Acceleration {
  readonly initial: number
  readonly step: number
  readonly maximum: number
}

/**
 * Wilder's parabolic stop and reverse. The stop follows the extreme of the move by a share of what is between them, the
 * acceleration, and never enters the range of the last two bars; price that touches it turns the move around, and it
 * begins anew at the extreme.
 *
 * Everything is worked as if price rose: in a falling move with prices negated, high and low changed over.
 */
export abstract class ParabolicStop extends RowIndicator<'high' | 'low'> {
  private readonly rising: Acceleration
  private readonly falling: Acceleration
  /** The stop that the first move begins with, negative for a falling one; 0 where the first bars tell. */
  private readonly start: number
  /** Share of the stop by which a turn sets it further off. */
  private readonly offset: number
  /** The stop of a falling move is shown negative. */
  private readonly signed: boolean
  /** 1 in a rising move, -1 in a falling one, 0 while there is none. */
  private side = 0
  /** As of a rising move. */
  private stop = 0
  private extreme = 0
  private acceleration = 0
  private lastHigh = NaN
  private lastLow = NaN

  constructor(terms: {
    readonly rising: Acceleration
    readonly falling: Acceleration
    readonly start: number
    readonly offset: number
    readonly signed: boolean
  }) {
    super({ inputs: ['high', 'low'], outputs: ['value'], warmup: 1 })
    this.rising = terms.rising
    this.falling = terms.falling
    this.start = terms.start
    this.offset = terms.offset
    this.signed = terms.signed
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows] = sources as [Float64Array, Float64Array]
    const target = targets[0]!
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(high) || Number.isNaN(low)) continue
      if (!Number.isNaN(this.lastHigh)) {
        if (this.side === 0) this.begin(highs, lows, sourceAt + i)
        target[targetAt + i] = this.step(highs, lows, sourceAt + i)
      }
      this.lastHigh = high
      this.lastLow = low
    }
  }

  /** The first move, at the second bar. Its own range stands for that of the bar before. */
  private begin(highs: Float64Array, lows: Float64Array, i: number): void {
    const high = highs[i]!
    const low = lows[i]!
    const drop = this.lastLow - low
    const falls = this.start === 0 ? drop > 0 && drop > high - this.lastHigh : this.start < 0
    this.side = falls ? -1 : 1
    const far = falls ? -this.lastHigh : this.lastLow
    this.stop = this.start === 0 ? far : this.start
    this.extreme = falls ? -low : high
    this.acceleration = (falls ? this.falling : this.rising).initial
    this.lastHigh = high
    this.lastLow = low
  }

  /** Takes one bar and gives the stop that held for it. */
  private step(highs: Float64Array, lows: Float64Array, i: number): number {
    const bottom = this.side > 0 ? lows[i]! : -highs[i]!
    if (bottom <= this.stop) this.turn(highs, lows, i)
    const { side } = this
    const shown = side > 0 || this.signed ? this.stop : -this.stop
    const top = side > 0 ? highs[i]! : -lows[i]!
    const terms = side > 0 ? this.rising : this.falling
    if (top > this.extreme) {
      this.extreme = top
      this.acceleration = Math.min(this.acceleration + terms.step, terms.maximum)
    }
    this.stop = this.held(this.stop + this.acceleration * (this.extreme - this.stop), highs, lows, i)
    return shown
  }

  private turn(highs: Float64Array, lows: Float64Array, i: number): void {
    this.side = -this.side
    const { side } = this
    const stop = this.held(-this.extreme, highs, lows, i)
    this.stop = stop - side * stop * this.offset
    this.extreme = side > 0 ? highs[i]! : -lows[i]!
    this.acceleration = (side > 0 ? this.rising : this.falling).initial
  }

  /** A stop kept out of the range of this bar and the last. */
  private held(stop: number, highs: Float64Array, lows: Float64Array, i: number): number {
    return this.side > 0 ? Math.min(stop, this.lastLow, lows[i]!) : Math.min(stop, -this.lastHigh, -highs[i]!)
  }
}

/** What a new extreme adds to the acceleration, and the most it may be; 0.02 and 0.2 unless given. */
export interface SarOptions {
  readonly acceleration?: number
  readonly maximum?: number
}

/** Parabolic stop and reverse with one acceleration for both directions. */
export class Sar extends ParabolicStop {
  /** @throws LockstepError E_PARAM_VALUE unless both are from 0 to 1 */
  constructor({ acceleration = 0.02, maximum = 0.2 }: SarOptions = {}) {
    checkNumber('acceleration', acceleration, { min: 0, max: 1 })
    checkNumber('maximum', maximum, { min: 0, max: 1 })
    const initial = Math.min(acceleration, maximum)
    const both = { initial, step: initial, maximum }
    super({ rising: both, falling: both, start: 0, offset: 0, signed: false })
  }
}

export const sarEntry: IndicatorEntry = {
  name: 'sar',
  title: 'Parabolic stop and reverse',
  group: 'overlap',
  talib: 'SAR',
  parameters: [
    { name: 'acceleration', default: 0.02, min: 0, real: true, max: 1 },
    { name: 'maximum', default: 0.2, min: 0, real: true, max: 1 },
  ],
  warmup: '1',
  convention: 'falls first when the second bar reaches further down than up',
  source: 'Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib SAR',
  make: made(Sar),
}

import { checkNumber } from '../option.ts'

/** Levels that a profile may span; memory and the cost of a row are bounded by it. */
export const LEVELS_MAX = 1024

/** What a volume profile is read for. */
export const profileOutputs = ['poc', 'high', 'low'] as const
export type ProfileOut = (typeof profileOutputs)[number]

/**
 * Volume by price level, a level being a whole multiple of the step. Levels lie in a ring, so that price may wander; what
 * is there is told apart as long as it spans fewer than LEVELS_MAX.
 */
export class VolumeLevels {
  private readonly step: number
  /** Levels to one of money, where they are whole: 0.2 is 4 / 20 and not 4 × 0.05. NaN where they are not. */
  private readonly perUnit: number
  private readonly share: number
  private readonly volumes = new Float64Array(LEVELS_MAX)
  private readonly counts = new Int32Array(LEVELS_MAX)
  /** What `measure` found: the price with most volume, and the edges of the value area around it. */
  poc: number = NaN
  high: number = NaN
  low: number = NaN

  /** `share` of the volume is the value area, 0.7 unless given. @throws LockstepError E_PARAM_VALUE unless 0 < step <= 1e15 and 0 < share <= 1 */
  constructor({ step, share = 0.7 }: { readonly step: number; readonly share?: number | undefined }) {
    this.step = checkNumber('step', step, { above: 0, max: 1e15 })
    this.share = checkNumber('share', share, { above: 0, max: 1 })
    const perUnit = Math.round(1 / step)
    this.perUnit = Math.abs(perUnit * step - 1) < 1e-12 ? perUnit : NaN
  }

  /** The nearest level. */
  levelOf(price: number): number {
    return Math.round(Number.isNaN(this.perUnit) ? price / this.step : price * this.perUnit)
  }

  add(level: number, volume: number): void {
    const at = ringAt(level)
    this.volumes[at]! += volume
    this.counts[at]!++
  }

  remove(level: number, volume: number): void {
    const at = ringAt(level)
    // An empty level is exactly empty, whatever rounding left.
    this.volumes[at] = --this.counts[at]! === 0 ? 0 : this.volumes[at]! - volume
  }

  clear(): void {
    this.volumes.fill(0)
    this.counts.fill(0)
  }

  /** Looks at the levels from `lowest` to `highest`, which must hold all that was added; NaN when they are too many. */
  measure(lowest: number, highest: number): void {
    const { volumes } = this
    this.poc = NaN
    this.high = NaN
    this.low = NaN
    const count = highest - lowest + 1
    if (!(count <= LEVELS_MAX)) return
    const base = ringAt(lowest)
    let total = 0
    let most = 0
    for (let k = 0; k < count; k++) {
      const volume = volumes[(base + k) % LEVELS_MAX]!
      total += volume
      if (volume > volumes[(base + most) % LEVELS_MAX]!) most = k
    }
    this.poc = this.priceOf(lowest + most)
    this.widen(base, count, most, this.share * total)
    this.high = this.priceOf(lowest + this.high)
    this.low = this.priceOf(lowest + this.low)
  }

  private priceOf(level: number): number {
    return Number.isNaN(this.perUnit) ? level * this.step : level / this.perUnit
  }

  /** Takes the next level that has volume on either side, the heavier first and the upper of two equal ones, until `wanted` is held. */
  private widen(base: number, count: number, most: number, wanted: number): void {
    const { volumes } = this
    let up = most
    let down = most
    let held = volumes[(base + most) % LEVELS_MAX]!
    while (held < wanted) {
      let above = up + 1
      while (above < count && volumes[(base + above) % LEVELS_MAX] === 0) above++
      let below = down - 1
      while (below >= 0 && volumes[(base + below) % LEVELS_MAX] === 0) below--
      const upper = above < count ? volumes[(base + above) % LEVELS_MAX]! : -1
      const lower = below >= 0 ? volumes[(base + below) % LEVELS_MAX]! : -1
      if (upper < 0 && lower < 0) break
      if (upper >= lower) up = above
      else down = below
      held += Math.max(upper, lower)
    }
    this.high = up
    this.low = down
  }
}

function ringAt(level: number): number {
  const at = level % LEVELS_MAX
  return at < 0 ? at + LEVELS_MAX : at
}

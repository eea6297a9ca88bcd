import { CompoundIndicator } from '../compound-indicator.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** `period` in rows, 14 unless given; volume is counted in `scale`, 100,000,000 unless given. */
export interface EaseOfMovementOptions {
  readonly period?: number
  readonly scale?: number
}

/** Ease of movement: the change of (high + low) / 2 × (high - low) × scale / volume, averaged over `period`; 0 for a bar without volume. */
export class EaseOfMovement extends CompoundIndicator<'high' | 'low' | 'volume'> {
  private readonly scale: number
  private readonly average: Sma
  private previousMiddle = NaN

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 and 0 < scale <= 1e15 */
  constructor(options: EaseOfMovementOptions = {}) {
    const period = checkPeriod('period', options.period ?? 14, 1)
    super({ inputs: ['high', 'low', 'volume'], outputs: ['value'], warmup: period })
    this.scale = checkNumber('scale', options.scale ?? 1e8, { above: 0, max: 1e15 })
    this.average = new Sma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, volumes] = rows as [Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    const { scale } = this
    let { previousMiddle } = this
    for (let i = 0; i < count; i++) {
      const middle = (highs[i]! + lows[i]!) / 2
      const volume = volumes[i]!
      target[targetAt + i] =
        volume === 0 ? 0 * (middle - previousMiddle) : (((middle - previousMiddle) * (highs[i]! - lows[i]!)) / volume) * scale
      if (!Number.isNaN(middle)) previousMiddle = middle
    }
    this.previousMiddle = previousMiddle
    this.average.fillLine(target, targetAt, target, targetAt, count)
  }
}

export const easeOfMovementEntry: IndicatorEntry = {
  name: 'easeOfMovement',
  title: 'Ease of movement',
  group: 'volume',
  parameters: [period({ default: 14, min: 1 }), { name: 'scale', default: 1e8, above: 0, max: 1e15 }],
  warmup: 'period',
  convention: 'simple average; a bar without volume counts as 0',
  source: 'Arms, Volume Cycles in the Stock Market (1994)',
  make: made(EaseOfMovement),
}

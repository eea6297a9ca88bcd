import { scratch } from '../compound-indicator.ts'
import { made, type IndicatorEntry } from '../entry.ts'
import { DominantPhase } from './dominant-phase.ts'
import { HilbertIndicator, type HilbertTransform } from './hilbert.ts'
import { InstantaneousTrend } from './instantaneous-trend.ts'

/** Price this far from its trendline is in a trend, whatever its phase does. */
const APART = 0.015

/**
 * 1 in a trend, 0 in a cycle. There is a cycle for half a cycle after sine and lead sine cross, and while the phase turns
 * at about the speed of the dominant cycle; but never while price is 1.5 % or more from its trendline.
 */
export class HilbertTrendMode extends HilbertIndicator<'value'> {
  private readonly phase: DominantPhase = new DominantPhase()
  private readonly trend: InstantaneousTrend = new InstantaneousTrend()
  private readonly sines: Float64Array = scratch()
  private readonly leads: Float64Array = scratch()
  /** Rows since sine and lead sine crossed. */
  private rows = 0
  private lastDegrees = 0
  private lastSine = 0
  private lastLead = 0

  constructor() {
    super({ outputs: ['value'], warmup: 63, start: 37 })
  }

  protected override fillRows(
    hilbert: HilbertTransform,
    source: Float64Array,
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const target = targets[0]!
    const { phase, trend, sines, leads } = this
    phase.fill(hilbert, count)
    phase.fillSine(0, sines, 0, count)
    phase.fillSine(45, leads, 0, count)
    trend.fill(hilbert, source, sourceAt, count)
    for (let i = 0; i < count; i++) {
      target[targetAt + i] = NaN
      if (Number.isNaN(hilbert.period[i]!)) continue
      const level = trend.level[i]!
      const apart = level !== 0 && Math.abs((hilbert.smoothed[i]! - level) / level) >= APART
      target[targetAt + i] = this.isCycle(hilbert.period, i) && !apart ? 0 : 1
    }
  }

  private isCycle(periods: Float64Array, i: number): boolean {
    const period = periods[i]!
    const sine = this.sines[i]!
    const lead = this.leads[i]!
    const degrees = this.phase.degrees[i]!
    const crossed = (sine > lead && this.lastSine <= this.lastLead) || (sine < lead && this.lastSine >= this.lastLead)
    const turned = degrees - this.lastDegrees
    this.rows = crossed ? 1 : this.rows + 1
    this.lastSine = sine
    this.lastLead = lead
    this.lastDegrees = degrees
    const steady = turned > (0.67 * 360) / period && turned < (1.5 * 360) / period
    return crossed || this.rows < 0.5 * period || steady
  }
}

export const hilbertTrendModeEntry: IndicatorEntry = {
  name: 'hilbertTrendMode',
  title: 'Hilbert transform, trend or cycle',
  group: 'cycle',
  talib: 'HT_TRENDMODE',
  parameters: [],
  warmup: '63',
  convention: '1 in a trend, 0 in a cycle; the transform begins at row 37, from zeros',
  source: 'Ehlers, Rocket Science for Traders, 2001; TA-Lib HT_TRENDMODE',
  make: made(HilbertTrendMode),
}

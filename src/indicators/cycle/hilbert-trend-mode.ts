import { sin } from '../../base/elementary.ts'
import { made, type IndicatorEntry } from '../entry.ts'
import { DominantPhase } from './dominant-phase.ts'
import { HilbertIndicator, type HilbertTransform } from './hilbert.ts'
import { InstantaneousTrend } from './instantaneous-trend.ts'

const RADIANS = Math.PI / 180
/** Price this far from its trendline is in a trend, whatever its phase does. */
const APART = 0.015

/**
 * 1 in a trend, 0 in a cycle. There is a cycle for half a cycle after sine and lead sine cross, and while the phase turns
 * at about the speed of the dominant cycle; but never while price is 1.5 % or more from its trendline.
 */
export class HilbertTrendMode extends HilbertIndicator<'value'> {
  private readonly phase: DominantPhase = new DominantPhase()
  private readonly trend: InstantaneousTrend = new InstantaneousTrend()
  /** Rows since sine and lead sine crossed. */
  private days = 0
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
    const { degrees } = this.phase
    const { level } = this.trend
    this.phase.fill(hilbert, count)
    this.trend.fill(hilbert, source, sourceAt, count)
    for (let i = 0; i < count; i++) {
      target[targetAt + i] = NaN
      const period = hilbert.period[i]!
      if (Number.isNaN(period)) continue
      const cycles = this.isCycle(degrees[i]!, period)
      const apart = level[i] !== 0 && Math.abs((hilbert.smoothed[i]! - level[i]!) / level[i]!) >= APART
      target[targetAt + i] = cycles && !apart ? 0 : 1
    }
  }

  private isCycle(degrees: number, period: number): boolean {
    const sine = sin(degrees * RADIANS)
    const lead = sin((degrees + 45) * RADIANS)
    const up = sine > lead && this.lastSine <= this.lastLead
    const down = sine < lead && this.lastSine >= this.lastLead
    const turned = degrees - this.lastDegrees
    this.days = up || down ? 1 : this.days + 1
    this.lastSine = sine
    this.lastLead = lead
    this.lastDegrees = degrees
    return up || down || this.days < 0.5 * period || (turned > (0.67 * 360) / period && turned < (1.5 * 360) / period)
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

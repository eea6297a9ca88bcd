import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { profileOutputs, VolumeLevels, type ProfileOut } from './volume-levels.ts'

/** `step` between levels, in money; `period` in rows, 100 unless given; the value area is the `share` of the volume, 0.7 unless given. */
export interface VolumeProfileOptions {
  readonly step: number
  readonly period?: number
  readonly share?: number
}

/**
 * Volume profile of the last `period` bars: the price with most volume, and the edges of the value area around it. A
 * bar's volume counts at the multiple of `step` nearest to its close, so fine bars make a fine profile.
 */
export class VolumeProfile extends CompoundIndicator<'close' | 'volume', ProfileOut> {
  private readonly period: number
  private readonly profile: VolumeLevels
  private readonly highest: Highest
  private readonly lowest: Lowest
  private readonly highs: Float64Array = scratch()
  private readonly lows: Float64Array = scratch()
  /** The window's levels and volumes; the oldest is at `at`. */
  private readonly levels: Float64Array
  private readonly volumes: Float64Array
  private at = 0
  private seen = 0

  /** @throws LockstepError E_PARAM_VALUE unless 0 < step <= 1e15, 1 <= period <= 100,000 and 0 < share <= 1 */
  constructor(options: VolumeProfileOptions) {
    const period = checkPeriod('period', options.period ?? 100, 1)
    super({ inputs: ['close', 'volume'], outputs: profileOutputs, warmup: period - 1 })
    this.profile = new VolumeLevels(options)
    this.period = period
    this.highest = new Highest({ period })
    this.lowest = new Lowest({ period })
    this.levels = new Float64Array(period)
    this.volumes = new Float64Array(period)
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [closes, added] = rows as [Float64Array, Float64Array]
    const [poc, high, low] = targets as [Float64Array, Float64Array, Float64Array]
    const { period, profile, levels, volumes, highs, lows } = this
    for (let i = 0; i < count; i++) closes[i] = profile.levelOf(closes[i]!)
    this.highest.fillLine(closes, 0, highs, 0, count)
    this.lowest.fillLine(closes, 0, lows, 0, count)
    for (let i = 0; i < count; i++) {
      const level = closes[i]!
      poc[targetAt + i] = NaN
      high[targetAt + i] = NaN
      low[targetAt + i] = NaN
      if (Number.isNaN(level)) continue
      if (this.seen === period) profile.remove(levels[this.at]!, volumes[this.at]!)
      else this.seen++
      levels[this.at] = level
      volumes[this.at] = added[i]!
      this.at = this.at + 1 === period ? 0 : this.at + 1
      profile.add(level, added[i]!)
      if (this.seen < period) continue
      profile.measure(lows[i]!, highs[i]!)
      poc[targetAt + i] = profile.poc
      high[targetAt + i] = profile.high
      low[targetAt + i] = profile.low
    }
  }
}

export const volumeProfileEntry: IndicatorEntry = {
  name: 'volumeProfile',
  title: 'Volume profile',
  group: 'levels',
  parameters: [{ name: 'step', above: 0, max: 1e15 }, period({ default: 100, min: 1 }), { name: 'share', default: 0.7, above: 0, max: 1 }],
  warmup: 'period - 1',
  convention:
    'volume at the multiple of step nearest to the close; of equal levels the lowest is the poc; a row costs the levels in the window',
  source: 'Steidlmayer, Markets and Market Logic (1986)',
  gaps: 'while the window spans more than 1,024 levels',
  make: made(VolumeProfile),
}

import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'
import { profileOutputs, VolumeLevels, type ProfileOut } from './volume-levels.ts'

/** `step` between levels, in money; the value area is the `share` of the volume, 0.7 unless given; a new key of `sessionOf` starts anew. */
export interface SessionProfileOptions {
  readonly step: number
  readonly share?: number
  readonly sessionOf: (timeMs: number) => number
}

/** Volume profile of the session so far: as volume-profile.ts, over the bars since the session began. */
export class SessionProfile extends RowIndicator<'time' | 'close' | 'volume', ProfileOut> {
  private readonly sessionOf: (timeMs: number) => number
  private readonly profile: VolumeLevels
  private session = NaN
  private highest = -Infinity
  private lowest = Infinity

  /** @throws LockstepError E_PARAM_VALUE unless 0 < step <= 1e15 and 0 < share <= 1 */
  constructor(options: SessionProfileOptions) {
    super({ inputs: ['time', 'close', 'volume'], outputs: profileOutputs, warmup: 0 })
    this.profile = new VolumeLevels(options)
    this.sessionOf = options.sessionOf
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [times, closes, volumes] = sources as [Float64Array, Float64Array, Float64Array]
    const [poc, high, low] = targets as [Float64Array, Float64Array, Float64Array]
    const { profile } = this
    for (let i = 0; i < count; i++) {
      const time = times[sourceAt + i]!
      const level = profile.levelOf(closes[sourceAt + i]!)
      const volume = volumes[sourceAt + i]!
      const isMissing = Number.isNaN(time + level + volume)
      if (!isMissing) {
        const key = this.sessionOf(time)
        if (key !== this.session) {
          this.session = key
          this.highest = -Infinity
          this.lowest = Infinity
          profile.clear()
        }
        profile.add(level, volume)
        this.highest = Math.max(this.highest, level)
        this.lowest = Math.min(this.lowest, level)
        profile.measure(this.lowest, this.highest)
      }
      poc[targetAt + i] = isMissing ? NaN : profile.poc
      high[targetAt + i] = isMissing ? NaN : profile.high
      low[targetAt + i] = isMissing ? NaN : profile.low
    }
  }
}

export const sessionProfileEntry: IndicatorEntry = {
  name: 'sessionProfile',
  title: 'Volume profile of the session',
  group: 'levels',
  parameters: [
    { name: 'step', above: 0, max: 1e15 },
    { name: 'share', default: 0.7, above: 0, max: 1 },
  ],
  warmup: '0',
  convention: 'since the session began; else as volumeProfile',
  source: 'Steidlmayer, Markets and Market Logic (1986)',
  gaps: 'while the session spans more than 1,024 levels',
  make: (given) =>
    new SessionProfile({ ...(given as { step: number; share?: number }), sessionOf: (timeMs) => Math.floor(timeMs / 86_400_000) }),
}

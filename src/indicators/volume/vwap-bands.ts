import { checkNumber } from '../option.ts'
import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

/** The bands stand `deviations` standard deviations off, 1 unless given. `sessionOf` as in vwap.ts; where it is NaN there is no session. */
export interface VwapBandsOptions {
  readonly deviations?: number
  readonly sessionOf: (timeMs: number) => number
}

/**
 * Volume-weighted average price since the session began, and that plus and minus `deviations` × the population standard
 * deviation of (high + low + close) / 3 from it, weighted by volume too. NaN while the session has had no volume.
 */
export class VwapBands extends RowIndicator<'time' | 'high' | 'low' | 'close' | 'volume', 'upper' | 'middle' | 'lower'> {
  private readonly deviations: number
  private readonly sessionOf: (timeMs: number) => number
  private session = NaN
  private volume = 0
  private mean = 0
  /** Squared distances from the mean, weighted by volume: West's form of Welford's rule. */
  private squares = 0

  /** @throws LockstepError E_PARAM_VALUE unless 0 < deviations <= 100 */
  constructor(options: VwapBandsOptions) {
    super({ inputs: ['time', 'high', 'low', 'close', 'volume'], outputs: ['upper', 'middle', 'lower'], warmup: 0, main: 'middle' })
    this.deviations = checkNumber('deviations', options.deviations ?? 1, { above: 0, max: 100 })
    this.sessionOf = options.sessionOf
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [times, highs, lows, closes, volumes] = sources as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
    const [upper, middle, lower] = targets as [Float64Array, Float64Array, Float64Array]
    const { deviations } = this
    let { session, volume, mean, squares } = this
    for (let i = 0; i < count; i++) {
      const time = times[sourceAt + i]!
      const typical = (highs[sourceAt + i]! + lows[sourceAt + i]! + closes[sourceAt + i]!) / 3
      const added = volumes[sourceAt + i]!
      upper[targetAt + i] = NaN
      middle[targetAt + i] = NaN
      lower[targetAt + i] = NaN
      if (Number.isNaN(time + typical + added)) continue
      const key = this.sessionOf(time)
      if (key !== session) {
        session = key
        volume = 0
        mean = 0
        squares = 0
      }
      if (Number.isNaN(key) || added + volume === 0) continue
      const before = volume
      volume += added
      const share = added / volume
      const apart = typical - mean
      mean += apart * share
      // Never below 0, as apart × (typical - mean) may be by a rounding.
      squares += apart * apart * share * before
      const offset = deviations * Math.sqrt(squares / volume)
      upper[targetAt + i] = mean + offset
      middle[targetAt + i] = mean
      lower[targetAt + i] = mean - offset
    }
    this.session = session
    this.volume = volume
    this.mean = mean
    this.squares = squares
  }
}

export const vwapBandsEntry: IndicatorEntry = {
  name: 'vwapBands',
  title: 'Volume-weighted average price with bands',
  group: 'volume',
  parameters: [{ name: 'deviations', default: 1, above: 0, max: 100 }],
  warmup: '0',
  convention: 'since the session began; population deviation of (high + low + close) / 3, weighted by volume',
  source: 'definition',
  gaps: 'while its session has had no volume',
  make: (given) => new VwapBands({ ...given, sessionOf: (timeMs) => Math.floor(timeMs / 86_400_000) }),
}

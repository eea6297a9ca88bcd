import { RowIndicator } from '../row-indicator.ts'
import { type IndicatorEntry } from '../entry.ts'

/**
 * Volume-weighted average price since the session began: the sum of (high + low + close) / 3 × volume over the sum of
 * volume. While a session has had no volume there is no such price and the output is NaN: no comparison with it holds.
 */
export class Vwap extends RowIndicator<'time' | 'high' | 'low' | 'close' | 'volume'> {
  private readonly sessionOf: (timeMs: number) => number
  private session = NaN
  private turnover = 0
  private volume = 0

  /** `sessionOf` gives the key of the session that holds a time, such as its opening time; a new key starts the sums anew. */
  constructor(options: { readonly sessionOf: (timeMs: number) => number }) {
    super({ inputs: ['time', 'high', 'low', 'close', 'volume'], outputs: ['value'], warmup: 0 })
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
    const target = targets[0]!
    let { session, turnover, volume } = this
    for (let i = 0; i < count; i++) {
      const time = times[sourceAt + i]!
      const typical = (highs[sourceAt + i]! + lows[sourceAt + i]! + closes[sourceAt + i]!) / 3
      const added = volumes[sourceAt + i]!
      if (Number.isNaN(time + typical + added)) {
        target[targetAt + i] = NaN
        continue
      }
      const key = this.sessionOf(time)
      if (key !== session) {
        session = key
        turnover = 0
        volume = 0
      }
      turnover += typical * added
      volume += added
      // 0 / 0 is the NaN of a session without volume.
      target[targetAt + i] = turnover / volume
    }
    this.session = session
    this.turnover = turnover
    this.volume = volume
  }
}

export const vwapEntry: IndicatorEntry = {
  name: 'vwap',
  title: 'Volume-weighted average price',
  group: 'volume',
  parameters: [],
  warmup: '0',
  convention: '(high + low + close) / 3 weighted by volume since the session began; NaN before its first volume',
  source: 'definition',
  gaps: 'while its session has had no volume',
  make: () => new Vwap({ sessionOf: (timeMs) => Math.floor(timeMs / 86_400_000) }),
}

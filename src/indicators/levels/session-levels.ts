import { RowIndicator } from '../row-indicator.ts'

/** What a session came to. */
export interface SessionPrices {
  readonly high: number
  readonly low: number
  readonly close: number
}

/**
 * Levels that are set when a session is over and hold during the next one. NaN in the first and in the second: the rows may
 * have begun in the middle of the first session, and levels of half a session, week or month would be wrong ones.
 */
export abstract class SessionLevels<Out extends string> extends RowIndicator<'time' | 'high' | 'low' | 'close', Out> {
  private readonly sessionOf: (timeMs: number) => number
  private readonly levels: Float64Array
  private session = NaN
  /** Whether this session was seen to begin. */
  private isWhole = false
  private high = NaN
  private low = NaN
  private close = NaN

  constructor(outputs: readonly Out[], sessionOf: (timeMs: number) => number) {
    super({ inputs: ['time', 'high', 'low', 'close'], outputs, warmup: 0 })
    this.sessionOf = sessionOf
    this.levels = new Float64Array(outputs.length).fill(NaN)
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [times, highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array, Float64Array]
    const { levels } = this
    let { session, isWhole, high, low, close } = this
    for (let i = 0; i < count; i++) {
      const time = times[sourceAt + i]!
      const rowHigh = highs[sourceAt + i]!
      const rowLow = lows[sourceAt + i]!
      const rowClose = closes[sourceAt + i]!
      const isMissing = Number.isNaN(time + rowHigh + rowLow + rowClose)
      for (let k = 0; k < levels.length; k++) targets[k]![targetAt + i] = NaN
      if (isMissing) continue
      const key = this.sessionOf(time)
      if (key !== session) {
        if (isWhole) this.setLevels(levels, { high, low, close })
        isWhole = !Number.isNaN(session)
        session = key
        high = rowHigh
        low = rowLow
      }
      high = Math.max(high, rowHigh)
      low = Math.min(low, rowLow)
      close = rowClose
      for (let k = 0; k < levels.length; k++) targets[k]![targetAt + i] = levels[k]!
    }
    this.session = session
    this.isWhole = isWhole
    this.high = high
    this.low = low
    this.close = close
  }

  /** Writes the levels that follow from a session, in the order of the outputs. */
  protected abstract setLevels(levels: Float64Array, session: SessionPrices): void
}

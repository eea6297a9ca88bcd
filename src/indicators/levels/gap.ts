import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

/** Opening gap: the session's first open less the close before the session, in money and in percent of that close. */
export class Gap extends RowIndicator<'time' | 'open' | 'close', 'gap' | 'percent'> {
  private readonly sessionOf: (timeMs: number) => number
  private session = NaN
  private close = NaN
  private gap = NaN
  private percent = NaN

  /** `sessionOf` gives the key of the session that holds a time; a new key is a new session. */
  constructor(options: { readonly sessionOf: (timeMs: number) => number }) {
    super({ inputs: ['time', 'open', 'close'], outputs: ['gap', 'percent'], warmup: 0 })
    this.sessionOf = options.sessionOf
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [times, opens, closes] = sources as [Float64Array, Float64Array, Float64Array]
    const [gaps, percents] = targets as [Float64Array, Float64Array]
    let { session, close, gap, percent } = this
    for (let i = 0; i < count; i++) {
      const time = times[sourceAt + i]!
      const open = opens[sourceAt + i]!
      gaps[targetAt + i] = NaN
      percents[targetAt + i] = NaN
      if (Number.isNaN(time + open + closes[sourceAt + i]!)) continue
      const key = this.sessionOf(time)
      if (key !== session) {
        session = key
        gap = open - close
        percent = close === 0 ? 0 : (100 * gap) / close
      }
      close = closes[sourceAt + i]!
      gaps[targetAt + i] = gap
      percents[targetAt + i] = percent
    }
    this.session = session
    this.close = close
    this.gap = gap
    this.percent = percent
  }
}

export const gapEntry: IndicatorEntry = {
  name: 'gap',
  title: 'Opening gap',
  group: 'levels',
  parameters: [],
  warmup: '0',
  convention: "the session's first open against the last close before it, on every bar of the session",
  source: 'definition',
  gaps: 'in the first session',
  make: () => new Gap({ sessionOf: (timeMs) => Math.floor(timeMs / 86_400_000) }),
}

import type { Indicator } from '../indicator.ts'
import { made, type IndicatorEntry } from '../entry.ts'
import { ZigzagPivots } from './zigzag-pivots.ts'

/**
 * The zigzag as charts draw it: the price of each turning point at its own row, NaN between. A turning point is not sure
 * before price has left it by `percent`, so rows are marked after the fact, and the last mark moves while its leg goes on.
 * One `fill` takes all rows there are; a strategy is refused it and uses zigzagPivots.
 */
export class Zigzag implements Indicator {
  readonly inputs: readonly string[] = ['high', 'low']
  readonly outputs: readonly string[] = ['value']
  readonly warmup = 0
  readonly repaints = { instead: 'zigzagPivots' } as const
  private readonly percent: number

  /** `percent` is 5 unless given. @throws LockstepError E_PARAM_VALUE unless 0 < percent <= 99 */
  constructor(options: { readonly percent?: number } = {}) {
    this.percent = options.percent ?? 5
    this.pivots()
  }

  fill(sources: readonly Float64Array[], sourceAt: number, targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows] = sources as [Float64Array, Float64Array]
    const target = targets[0]!
    const pivots = this.pivots()
    const row = { high: NaN, low: NaN }
    // Rows that lack a number are not counted by `ago`: they are kept out of the list of those that it counts.
    const whole = new Int32Array(count)
    let seen = 0
    target.fill(NaN, targetAt, targetAt + count)
    for (let i = 0; i < count; i++) {
      row.high = highs[sourceAt + i]!
      row.low = lows[sourceAt + i]!
      if (Number.isNaN(row.high + row.low)) continue
      whole[seen++] = i
      const price = pivots.update(row)
      if (!Number.isNaN(price)) target[targetAt + whole[seen - 1 - pivots.last('ago')]!] = price
    }
    const { price, ago } = pivots.leg
    if (!Number.isNaN(price)) target[targetAt + whole[seen - 1 - ago]!] = price
  }

  private pivots(): ZigzagPivots {
    return new ZigzagPivots({ percent: this.percent })
  }
}

export const zigzagEntry: IndicatorEntry = {
  name: 'zigzag',
  title: 'Zigzag line',
  group: 'levels',
  parameters: [{ name: 'percent', default: 5, above: 0, max: 99 }],
  warmup: '0',
  convention: 'a mark at each turning point, the last one unsure; for charts only, a strategy uses zigzagPivots',
  source: 'definition',
  gaps: 'between turning points',
  repaints: true,
  make: made(Zigzag),
}

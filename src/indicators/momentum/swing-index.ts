import { checkNumber } from '../option.ts'
import { RowIndicator } from '../row-indicator.ts'
import { made, type IndicatorEntry } from '../entry.ts'

/**
 * Wilder's swing index, and its sum since the first bar. `limit` is the most the price may move in a day, in money, where
 * the exchange has such a limit; elsewhere any number to scale by. A bar that does not leave the close before counts as 0.
 */
export class SwingIndex extends RowIndicator<'open' | 'high' | 'low' | 'close', 'swing' | 'accumulated'> {
  private readonly limit: number
  private previousOpen = NaN
  private previousClose = NaN
  private sum = 0

  /** @throws LockstepError E_PARAM_VALUE unless 0 < limit <= 1e15 */
  constructor(options: { readonly limit: number }) {
    super({ inputs: ['open', 'high', 'low', 'close'], outputs: ['swing', 'accumulated'], warmup: 1 })
    this.limit = checkNumber('limit', options.limit, { above: 0, max: 1e15 })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [opens, highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array, Float64Array]
    const [swing, accumulated] = targets as [Float64Array, Float64Array]
    const { limit } = this
    let { previousOpen, previousClose, sum } = this
    for (let i = 0; i < count; i++) {
      const open = opens[sourceAt + i]!
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      swing[targetAt + i] = NaN
      accumulated[targetAt + i] = NaN
      if (Number.isNaN(open + high + low + close)) continue
      const up = Math.abs(high - previousClose)
      const down = Math.abs(low - previousClose)
      const body = previousClose - previousOpen
      previousOpen = open
      const change = close - previousClose
      previousClose = close
      if (Number.isNaN(body)) continue
      const widest = Math.max(up, down)
      const way = high - low > widest ? high - low : widest - Math.min(up, down) / 2
      const range = way + Math.abs(body) / 4
      const moved = change + (close - open) / 2 + body / 4
      const index = range === 0 ? 0 : ((50 * moved) / range) * (widest / limit)
      sum += index
      swing[targetAt + i] = index
      accumulated[targetAt + i] = sum
    }
    this.previousOpen = previousOpen
    this.previousClose = previousClose
    this.sum = sum
  }
}

export const swingIndexEntry: IndicatorEntry = {
  name: 'swingIndex',
  title: 'Swing index',
  group: 'momentum',
  parameters: [{ name: 'limit', above: 0, max: 1e15 }],
  warmup: '1',
  convention: '0 for a bar that does not leave the close before; accumulated is its sum',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978)',
  make: made(SwingIndex),
}

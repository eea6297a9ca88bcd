import type { BarColumns } from '../model/bars.ts'
import { priceOf, tickSize, type Instrument } from '../model/instrument.ts'
import { snapTick } from '../model/price-grid.ts'
import type { Consolidation } from './consolidation.ts'
import { emptyBar, type WholeBar } from './whole-bar.ts'

/**
 * Bricks that show how far the price went against them. A brick in the direction of the last begins where that ended; one against it
 * begins where that began, so that turning takes two heights. A level counts once the price is beyond it.
 */
export class WickedBricks implements Consolidation {
  readonly done: WholeBar = emptyBar()
  private readonly ticks: number
  private readonly instrument: Instrument
  private readonly tick: number
  /** In ticks: where the last brick began and ended, the extremes since it ended on its side, the last close. */
  private began = NaN
  private ended = NaN
  private high = NaN
  private low = NaN
  private last = NaN
  /** Direction of the last brick: +1, −1, 0 before the first. */
  private way = 0
  private time = NaN
  private closeTime = NaN
  private volume = 0

  constructor(of: { ticks: number; instrument: Instrument }) {
    this.ticks = of.ticks
    this.instrument = of.instrument
    this.tick = tickSize(of.instrument)
  }

  take(bars: BarColumns, at: number, closeTime: number): void {
    this.last = snapTick(bars.close[at]! / this.tick)
    this.volume += bars.volume[at]!
    this.closeTime = closeTime
    if (Number.isNaN(this.ended)) {
      this.ended = this.high = this.low = nearestMultiple(this.last, this.ticks)
      this.time = bars.time[at]!
      return
    }
    this.high = Math.max(this.high, this.last)
    this.low = Math.min(this.low, this.last)
  }

  next(): boolean {
    const { last, ended, ticks } = this
    const way = last > ended ? 1 : last < ended ? -1 : 0
    if (way === 0) return false
    const from = this.way === -way ? this.began : ended
    const to = from + way * ticks
    if ((last - to) * way <= 0) return false
    this.finish(from, to, way)
    return true
  }

  private finish(from: number, to: number, way: number): void {
    const { done, instrument } = this
    done.time = this.time
    done.open = priceOf(instrument, from)
    done.high = priceOf(instrument, way > 0 ? to : this.high)
    done.low = priceOf(instrument, way > 0 ? this.low : to)
    done.close = priceOf(instrument, to)
    done.volume = this.volume
    this.volume = 0
    this.time = this.closeTime
    this.began = from
    this.ended = to
    this.way = way
    if (way > 0) this.low = to
    else this.high = to
  }
}

/** The nearest multiple; of two equally near ones the lower. */
function nearestMultiple(x: number, of: number): number {
  return Math.ceil(x / of - 0.5) * of
}

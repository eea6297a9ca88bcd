import type { BarColumns } from '../model/bars.ts'
import { priceOf, tickSize, type Instrument } from '../model/instrument.ts'
import { ceilTick, snapTick } from '../model/price-grid.ts'
import type { Consolidation } from './consolidation.ts'
import { emptyBar, type WholeBar } from './whole-bar.ts'

/**
 * Bars from low to high of one range. A close beyond it ends the bar at the range's edge and opens the next one a tick further. The first
 * one opens at the multiple of the range at or above the first close. Everything is in ticks.
 */
export class RangeBars implements Consolidation {
  readonly done: WholeBar = emptyBar()
  private readonly ticks: number
  private readonly instrument: Instrument
  private readonly tick: number
  private open = NaN
  private high = NaN
  private low = NaN
  private last = NaN
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
    if (Number.isNaN(this.open)) {
      this.begin(ceilTick(this.last / this.ticks) * this.ticks, bars.time[at]!)
      // The bar begins at its level, not at the close that set it.
      this.last = this.open
    }
  }

  next(): boolean {
    const { last, ticks } = this
    if (last - this.low > ticks) {
      this.finish(this.low + ticks, 1)
      return true
    }
    if (this.high - last > ticks) {
      this.finish(this.high - ticks, -1)
      return true
    }
    this.high = Math.max(this.high, last)
    this.low = Math.min(this.low, last)
    return false
  }

  private begin(price: number, time: number): void {
    this.open = this.high = this.low = price
    this.time = time
  }

  private finish(end: number, way: number): void {
    const { done, instrument } = this
    done.time = this.time
    done.open = priceOf(instrument, this.open)
    done.high = priceOf(instrument, way > 0 ? end : this.high)
    done.low = priceOf(instrument, way > 0 ? this.low : end)
    done.close = priceOf(instrument, end)
    done.volume = this.volume
    this.volume = 0
    this.begin(end + way, this.closeTime)
  }
}

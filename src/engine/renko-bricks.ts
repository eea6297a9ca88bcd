import type { BarColumns } from '../model/bars.ts'
import { priceOf, tickSize, type Instrument } from '../model/instrument.ts'
import { ceilTick, snapTick } from '../model/price-grid.ts'
import type { Consolidation } from './consolidation.ts'
import { emptyBar, type WholeBar } from './whole-bar.ts'

/**
 * Bricks of one height in either direction, each from where the last one ended. High and low reach as far as the closes that came while
 * it was open; the close that ended the last brick is not among them. Everything is in ticks, so that heights add up exactly.
 */
export class RenkoBricks implements Consolidation {
  readonly done: WholeBar = emptyBar()
  private readonly ticks: number
  private readonly instrument: Instrument
  private readonly atOnceMax: number
  private readonly tick: number
  /** Where the open brick begins, how far it was away from there, and the last close, in ticks. */
  private level = NaN
  private high = NaN
  private low = NaN
  private last = NaN
  private time = NaN
  private closeTime = NaN
  private volume = 0
  /** Bricks that the last base bar completed. */
  private count = 0

  constructor(of: { ticks: number; instrument: Instrument; atOnceMax: number }) {
    this.ticks = of.ticks
    this.instrument = of.instrument
    this.atOnceMax = of.atOnceMax
    this.tick = tickSize(of.instrument)
  }

  take(bars: BarColumns, at: number, closeTime: number): void {
    this.last = snapTick(bars.close[at]! / this.tick)
    this.volume += bars.volume[at]!
    this.closeTime = closeTime
    this.count = 0
    if (Number.isNaN(this.level)) {
      this.begin(ceilTick(this.last / this.ticks) * this.ticks, bars.time[at]!)
      // The brick begins at its level, not at the close that set it.
      this.last = this.level
    }
  }

  next(): boolean {
    const { last, level, ticks } = this
    const way = last >= level + ticks ? 1 : last <= level - ticks ? -1 : 0
    if (way !== 0 && this.count < this.atOnceMax) {
      this.finish(level + way * ticks)
      return true
    }
    if (this.count === 0) {
      this.high = Math.max(this.high, last)
      this.low = Math.min(this.low, last)
    }
    return false
  }

  private begin(level: number, time: number): void {
    this.level = this.high = this.low = level
    this.time = time
  }

  private finish(end: number): void {
    const { done, instrument } = this
    done.time = this.time
    done.open = priceOf(instrument, this.level)
    done.high = priceOf(instrument, Math.max(this.high, end))
    done.low = priceOf(instrument, Math.min(this.low, end))
    done.close = priceOf(instrument, end)
    done.volume = this.volume
    this.begin(end, this.closeTime)
    this.volume = 0
    this.count++
  }
}

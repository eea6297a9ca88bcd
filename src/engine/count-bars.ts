import type { BarColumns } from '../model/bars.ts'
import type { Consolidation } from './consolidation.ts'
import { emptyBar, type WholeBar } from './whole-bar.ts'

/** A bar for each so many base bars. */
export class CountBars implements Consolidation {
  readonly done: WholeBar = emptyBar()
  private readonly size: number
  private count = 0

  constructor(size: number) {
    this.size = size
  }

  take(bars: BarColumns, at: number): void {
    if (this.count++ === 0) begin(this.done, bars.time[at]!, bars.open[at]!)
    see(this.done, bars, at)
  }

  next(): boolean {
    if (this.count < this.size) return false
    this.count = 0
    return true
  }
}

/** Sums of decimals miss their total by float noise; this share of the size still counts as reached. */
export const NOISE = 1e-9

/** A bar for each so many units traded; what a base bar trades beyond begins the next one at its close. */
export class VolumeBars implements Consolidation {
  readonly done: WholeBar = emptyBar()
  private readonly size: number
  private readonly bar: WholeBar = emptyBar()
  private hasBegun = false
  private closeTime = NaN

  constructor(size: number) {
    this.size = size
  }

  take(bars: BarColumns, at: number, closeTime: number): void {
    if (!this.hasBegun) begin(this.bar, bars.time[at]!, bars.open[at]!)
    this.hasBegun = true
    this.closeTime = closeTime
    see(this.bar, bars, at)
  }

  next(): boolean {
    const { bar, done, size } = this
    if (!this.hasBegun || bar.volume < size * (1 - NOISE)) return false
    const rest = bar.volume - size
    Object.assign(done, bar)
    done.volume = size
    begin(bar, this.closeTime, bar.close)
    this.hasBegun = rest > size * NOISE
    if (this.hasBegun) bar.volume = rest
    return true
  }
}

/** An empty bar at one price. */
export function begin(bar: WholeBar, time: number, price: number): void {
  bar.time = time
  bar.open = bar.high = bar.low = bar.close = price
  bar.volume = 0
}

/** Adds a base bar. */
export function see(bar: WholeBar, bars: BarColumns, at: number): void {
  if (bars.high[at]! > bar.high) bar.high = bars.high[at]!
  if (bars.low[at]! < bar.low) bar.low = bars.low[at]!
  bar.close = bars.close[at]!
  bar.volume += bars.volume[at]!
}

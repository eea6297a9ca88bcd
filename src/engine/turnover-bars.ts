import type { BarColumns } from '../model/bars.ts'
import type { Consolidation } from './consolidation.ts'
import { begin, NOISE, see } from './count-bars.ts'
import { emptyBar, type WholeBar } from './whole-bar.ts'

/**
 * A bar for each so much money turned over, also called dollar bars. A base bar turns over its volume at its close, so ticks
 * give exact ones; what it turns over beyond begins the next one at that price.
 */
export class TurnoverBars implements Consolidation {
  readonly done: WholeBar = emptyBar()
  private readonly size: number
  private readonly bar: WholeBar = emptyBar()
  private turnover = 0
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
    this.turnover += bars.volume[at]! * Math.abs(bars.close[at]!)
  }

  next(): boolean {
    const { bar, done, size } = this
    if (!this.hasBegun || this.turnover < size * (1 - NOISE)) return false
    const rest = this.turnover - size
    this.hasBegun = rest > size * NOISE
    const restVolume = this.hasBegun ? rest / Math.abs(bar.close) : 0
    Object.assign(done, bar)
    done.volume = bar.volume - restVolume
    begin(bar, this.closeTime, bar.close)
    bar.volume = restVolume
    this.turnover = this.hasBegun ? rest : 0
    return true
  }
}

/** The price that LEAN compares an account with: the last close of a series of bars in the account's currency, or one price throughout. */
import { barClose } from '../../model/timeframe.ts'
import type { BarSeries } from '../../model/bars.ts'

export class BenchmarkPrice {
  /** When the next bar becomes known, epoch ms; Infinity when there is none. */
  next: number = Infinity
  private readonly series: BarSeries | null
  private readonly rateAt: (time: number) => number
  /** Close of the last bar known, 0 before the first. */
  private close: number
  private row = -1

  /** @param rateAt what a unit of the series' currency is worth at an instant */
  constructor(benchmark: BarSeries | number, rateAt: (time: number) => number = () => 1) {
    this.rateAt = rateAt
    this.series = typeof benchmark === 'number' ? null : benchmark
    this.close = typeof benchmark === 'number' ? benchmark : 0
    this.seek()
  }

  /** Takes every bar that is known at `time`. */
  moveTo(time: number): void {
    while (this.next <= time) {
      this.close = this.series!.bars.close[this.row]!
      this.seek()
    }
  }

  /** The last close known, at the rate of an instant. */
  priceAt(time: number): number {
    return this.close * this.rateAt(time)
  }

  /** When the last bar that is known before `time` became so; -Infinity when there is none. */
  lastBefore(time: number): number {
    const { series } = this
    if (series === null) return -Infinity
    let last = -Infinity
    for (let row = 0; row < series.bars.length; row++) {
      const at = closeOf(series, row)
      if (at >= time) break
      if (series.repeated?.[row] !== 1) last = at
    }
    return last
  }

  private seek(): void {
    const { series } = this
    if (series === null) return
    do this.row++
    while (series.repeated?.[this.row] === 1)
    this.next = this.row < series.bars.length ? closeOf(series, this.row) : Infinity
  }
}

function closeOf(series: BarSeries, row: number): number {
  return series.closes?.[row] ?? barClose(series.timeframe, series.bars.time[row]!)
}

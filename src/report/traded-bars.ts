/** The bars that an instrument was traded on, read by time: which one was the last that was known. */
import type { BarSeries } from '../model/bars.ts'
import { barClose } from '../model/timeframe.ts'

export class TradedBars {
  readonly series: BarSeries
  private row = -1

  constructor(series: BarSeries) {
    this.series = series
  }

  /** When a bar is known, epoch ms. */
  knownAt(row: number): number {
    const { bars, closes, timeframe } = this.series
    return closes === undefined ? barClose(timeframe, bars.time[row]!) : closes[row]!
  }

  /** The last row that is known at `time`, -1 when none is. Quick where times rise from call to call. */
  rowAt(time: number): number {
    const known = (row: number): boolean => row < this.series.bars.length && this.knownAt(row) <= time
    if (this.row >= 0 && !known(this.row)) this.row = -1
    if (this.row >= 0) {
      // Where no bar is missing it is as many rows on as bars fit in between.
      const guess = this.row + Math.floor((time - this.knownAt(this.row)) / this.series.timeframe.ms)
      if (known(guess) && !known(guess + 1)) return (this.row = guess)
    }
    // Steps that double, then halve.
    let step = 1
    while (known(this.row + step)) {
      this.row += step
      step *= 2
    }
    for (; step >= 1; step /= 2) if (known(this.row + step)) this.row += step
    return this.row
  }
}

/** The finest series of an instrument, which its orders are matched against; undefined when there is none. */
export function tradedBars(series: readonly BarSeries[], instrument: string): TradedBars | undefined {
  const own = series.filter((s) => s.instrument.id === instrument && s.bars.length > 0)
  const [finest] = own.toSorted((a, b) => a.timeframe.ms - b.timeframe.ms)
  return finest && new TradedBars(finest)
}

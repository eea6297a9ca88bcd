/**
 * Equity by calendar day, folded from marks: one row a day, the last equity of that day in UTC. A mark at exactly
 * midnight closes the day that just ended, because a daily bar closes at the next midnight.
 */
import { DAY_MS } from '../model/time.ts'
import type { MarkSpan } from './mark-span.ts'

/** 200 years; later marks are all taken into the last day, so that the end of the run stays right. */
export const DAYS_MAX = 73_050

export interface DailySeries {
  /** Days since 1970-01-01. */
  readonly day: Float64Array
  /** Last equity of that day, money. */
  readonly equity: Float64Array
}

export class DailyEquity {
  private day = new Float64Array(512)
  private equity = new Float64Array(512)
  private count = 0
  /** The midnight that ends the current day, which still belongs to it. */
  private dayEnd = -Infinity

  /** Folds a span of marks, times not decreasing. */
  take({ time, equity, from, to }: MarkSpan): void {
    for (let i = from; i < to;) {
      if (time[i]! > this.dayEnd) this.openDay(time[i]!)
      const end = this.dayEnd
      if (time[to - 1]! <= end) i = to
      else while (time[i]! <= end) i++
      this.equity[this.count - 1] = equity[i - 1]!
    }
  }

  /** Whether the run was longer than the days that are kept. */
  get full(): boolean {
    return this.dayEnd === Infinity
  }

  /** The days that have a mark. */
  marked(): DailySeries {
    return { day: this.day.slice(0, this.count), equity: this.equity.slice(0, this.count) }
  }

  private openDay(time: number): void {
    const day = dayOf(time)
    if (this.count > 0 && day - this.day[0]! >= DAYS_MAX) {
      this.dayEnd = Infinity
      return
    }
    if (this.count === this.day.length) {
      this.day = doubled(this.day)
      this.equity = doubled(this.equity)
    }
    this.day[this.count++] = day
    this.dayEnd = (day + 1) * DAY_MS
  }
}

/** The UTC day, counted from 1970-01-01, that a mark at `time` belongs to: midnight closes the day before. */
export function dayOf(time: number): number {
  return Math.ceil(time / DAY_MS) - 1
}

/** Simple returns of a series whose first base is `opening`. */
export function returnsOf(equity: Float64Array, opening: number): Float64Array {
  const returns = new Float64Array(equity.length)
  let base = opening
  for (let i = 0; i < equity.length; i++) {
    returns[i] = equity[i]! / base - 1
    base = equity[i]!
  }
  return returns
}

function doubled(from: Float64Array): Float64Array<ArrayBuffer> {
  const to = new Float64Array(from.length * 2)
  to.set(from)
  return to
}

/** Which calendar month a day is in, UTC. It looks at a date once a month, for whoever asks day after day. */
import { DAY_MS } from '../model/time.ts'

export class Months {
  /** Of the month asked about last: its first day, that of the next one, and its number. */
  private from = 0
  private to = 0
  private month = 0

  /** Months since 1970 of a day counted from 1970-01-01. */
  of(day: number): number {
    if (!(day >= this.from && day < this.to)) this.turnTo(day)
    return this.month
  }

  private turnTo(day: number): void {
    const date = new Date(day * DAY_MS)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    this.from = Date.UTC(year, month) / DAY_MS
    this.to = Date.UTC(year, month + 1) / DAY_MS
    this.month = (year - 1970) * 12 + month
  }
}

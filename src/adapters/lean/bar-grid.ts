/** When the bars of a series open and close: from the stamp in a file, and from the bar before. */
import { DAY_MS } from '../../model/time.ts'
import type { LeanPlan } from './lean-request.ts'
import type { OpenHours } from './open-hours.ts'

export class BarGrid {
  /** Of the bar that was placed last, epoch ms. */
  open: number = NaN
  close: number = NaN
  /**
   * Daily bars of markets with sessions are of the regular session: they open and close with it, early closes too, unless they are asked
   * for until midnight. Those of forex, of Oanda's CFDs and of markets that never close run from midnight to midnight in the zone of the data.
   */
  readonly ofSessions: boolean
  private readonly hours: OpenHours
  private readonly ms: number

  constructor(plan: LeanPlan, hours: OpenHours) {
    const { resolution, type, market, dailyEnd } = plan
    const wholeDays = dailyEnd === 'midnight' || type === 'forex' || (type === 'cfd' && market === 'oanda') || hours.regular.openEveryDay
    this.ofSessions = resolution === 'daily' && !wholeDays
    this.hours = hours
    this.ms = plan.timeframe.ms
  }

  /**
   * Places the bar that is stamped `localMs` on the wall clock of the data; false when the market is closed all through it. The
   * last bar of a session may go past its close: that of 15:00 in a market that closes at 15:15 is an hour long.
   */
  placeStamped(localMs: number): boolean {
    const { hours, ms } = this
    const start = hours.data.instantOf(localMs)
    if (this.ofSessions) return this.placeSession(hours.dayOf(start + DAY_MS - 1))
    this.open = start
    this.close = start + ms
    return hours.overlaps(start, this.close)
  }

  /** Places the first bar after one that opens at `open` in which the market is open. */
  placeAfter(open: number): void {
    const { hours, ms } = this
    if (this.ofSessions) {
      this.placeSession(hours.sessionDayAfter(hours.dayOf(open)))
      return
    }
    const local = open + hours.data.offsetAt(open)
    const next = ms < DAY_MS ? open + ms : hours.data.instantOf(local + ms)
    const trading = hours.openFrom(next)
    // Bars start on multiples of their length on the wall clock: an hour that opens at 09:30 is stamped 09:00.
    const tradingLocal = trading + hours.data.offsetAt(trading)
    const start = trading - (tradingLocal % ms)
    this.open = trading < next + ms ? next : Math.max(next, ms < DAY_MS ? start : hours.data.instantOf(tradingLocal - (tradingLocal % ms)))
    this.close = this.open + ms
  }

  /** When the bar closes that opens at `open`. */
  closeOf(open: number): number {
    if (!this.ofSessions) return open + this.ms
    return this.hours.regular.nextClose(open)
  }

  private placeSession(day: number): boolean {
    const session = this.hours.regular.sessionOf(day * DAY_MS)
    if (session === null) return false
    this.open = session.open
    this.close = session.close
    return true
  }
}

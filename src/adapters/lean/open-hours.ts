/** When the market of a series is open, and in which zones its files and its sessions are told. */
import type { Calendar } from '../../calendar/calendar.ts'
import { calendarFromTable } from '../../calendar/calendar-table.ts'
import { registerCalendar } from '../../calendar/calendars.ts'
import { ZoneOffsets } from '../../calendar/zone-offsets.ts'
import { DAY_MS } from '../../model/time.ts'
import type { HoursEntry } from './hours-database.ts'

export class OpenHours {
  /** The sessions that count, known to runs by its name from here on. */
  readonly calendar: Calendar
  /** The same without what comes before and after the regular session: daily bars are of that one. */
  readonly regular: Calendar
  /** Zone of the stamps in data files. */
  readonly data: ZoneOffsets
  private readonly exchange: ZoneOffsets

  /** @param extended counts what comes before and after the regular session too. */
  constructor({ dataZone, hours }: HoursEntry, extended: boolean) {
    this.regular = calendarFromTable(hours)
    this.calendar = extended ? calendarFromTable(hours, 'extended') : this.regular
    registerCalendar(this.calendar)
    this.data = new ZoneOffsets(dataZone)
    this.exchange = new ZoneOffsets(hours.zone)
  }

  /** Whether the market is open at some time in [fromMs, toMs), or at `fromMs` when both are one instant. */
  overlaps(fromMs: number, toMs: number): boolean {
    return this.calendar.isOpen(fromMs) || (toMs > fromMs && this.calendar.nextChange(fromMs) < toMs)
  }

  /** The first instant at or after `timeMs` at which the market is open. */
  openFrom(timeMs: number): number {
    return this.calendar.isOpen(timeMs) ? timeMs : this.calendar.nextChange(timeMs)
  }

  /** The exchange's local day of an instant, counted from 1970. */
  dayOf(timeMs: number): number {
    return Math.floor((timeMs + this.exchange.offsetAt(timeMs)) / DAY_MS)
  }

  /** The instant at which an exchange's local day begins. */
  midnight(day: number): number {
    return this.exchange.instantOf(day * DAY_MS)
  }

  /** The first day after `day` with a regular session. */
  sessionDayAfter(day: number): number {
    return this.regular.nextSession(day * DAY_MS) / DAY_MS
  }
}

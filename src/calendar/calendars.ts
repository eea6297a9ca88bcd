import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { DAY_MS, WEEK_MS } from '../model/time.ts'
import type { Timeframe } from '../model/timeframe.ts'
import type { Calendar } from './calendar.ts'
import { CLOSED, isWeekend, SessionCalendar, type SessionRule } from './session-calendar.ts'
import { xnys } from './xnys.ts'

const MIDNIGHT = 24 * 60

const always: SessionRule = {
  name: '24/7',
  version: '1',
  sessionsPerYear: 365,
  zone: 'UTC',
  openEveryDay: true,
  openMinute: 0,
  closeMinute: () => MIDNIGHT,
}

const weekdays: SessionRule = {
  name: 'weekdays',
  version: '1',
  sessionsPerYear: 252,
  zone: 'UTC',
  openEveryDay: false,
  openMinute: 0,
  closeMinute: (day) => (isWeekend(day) ? CLOSED : MIDNIGHT),
}

/** Currencies trade from Sunday 17:00 to Friday 17:00 in New York; a session begins at 17:00 of the day before its own. */
const fx: SessionRule = {
  name: 'FX',
  version: '1',
  sessionsPerYear: 260,
  zone: 'America/New_York',
  openEveryDay: false,
  openMinute: -7 * 60,
  closeMinute: (day) => (isWeekend(day) ? CLOSED : 17 * 60),
}

/** Every calendar there is. A new one is a rule and a row here. */
export const calendars: readonly Calendar[] = [always, weekdays, fx, xnys].map((rule) => new SessionCalendar(rule))

/** The calendar of a name, such as `24/7`, `weekdays`, `FX` or `XNYS`. @throws LockstepError E_CONFIG */
export function calendarOf(name: string): Calendar {
  const found = calendars.find((calendar) => calendar.name === name)
  if (found !== undefined) return found
  const names = calendars.map((calendar) => calendar.name)
  throw new LockstepError(
    'E_CONFIG',
    `expected the name of a calendar, was "${name}": ${didYouMean(name, names)}`,
    `Name one of ${names.join(', ')} as the instrument's calendar.`,
  )
}

/** On which days bars open, in UTC. */
export interface OpeningDays {
  readonly saturdayBars: number
  readonly sundayBars: number
}

/**
 * The name of the calendar that bars of unknown origin keep: `weekdays` when none of them opens on a Saturday or Sunday in
 * UTC, `FX` when bars within the day open on Sundays but never on Saturdays, as a market's do that opens on Sunday evening.
 * Weeks and months cannot show that, so they get `24/7`.
 */
export function calendarFor({ saturdayBars, sundayBars }: OpeningDays, timeframe: Timeframe): string {
  if (timeframe.ms >= WEEK_MS || saturdayBars > 0) return always.name
  if (sundayBars === 0) return weekdays.name
  return timeframe.ms < DAY_MS ? fx.name : always.name
}

/** The calendars there are, by name: those of this room, and those a run registers. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { DAY_MS, formatDate, WEEK_MS, type Timestamp } from '../model/time.ts'
import type { Timeframe } from '../model/timeframe.ts'
import type { Calendar } from './calendar.ts'
import { cmes } from './cmes.ts'
import { isWeekend, yearOf } from './days.ts'
import { CLOSED, SessionCalendar, type Hours, type SessionRule } from './session-calendar.ts'
import { xlon } from './xlon.ts'
import { xnse } from './xnse.ts'
import { xnas, xnys } from './xnys.ts'

const WHOLE_DAY: Hours = [0, 24 * 60]
const FX_DAY: Hours = [-7 * 60, 17 * 60]
const ALWAYS = { from: -Infinity, to: Infinity }

const always: SessionRule = {
  name: '24/7',
  version: '1',
  known: ALWAYS,
  sessionsPerYear: 365,
  zone: 'UTC',
  openEveryDay: true,
  leadMinutes: 0,
  ordinary: WHOLE_DAY,
  hoursOf: () => WHOLE_DAY,
}

const weekdays: SessionRule = {
  ...always,
  name: 'weekdays',
  sessionsPerYear: 252,
  openEveryDay: false,
  hoursOf: (day) => (isWeekend(day) ? CLOSED : WHOLE_DAY),
}

/** Currencies trade from Sunday 17:00 to Friday 17:00 in New York; a session begins at 17:00 of the day before its own. */
const fx: SessionRule = {
  ...weekdays,
  name: 'FX',
  sessionsPerYear: 260,
  zone: 'America/New_York',
  leadMinutes: 7 * 60,
  ordinary: FX_DAY,
  hoursOf: (day) => (isWeekend(day) ? CLOSED : FX_DAY),
}

/** Every calendar of this room. A new one is a rule and a row here. */
export const calendars: readonly Calendar[] = [always, weekdays, fx, xnys, xnas, xlon, xnse, cmes].map((rule) => new SessionCalendar(rule))

/** Calendars that a process may register. */
const REGISTERED_MAX = 4096
const registered = new Map<string, Calendar>()

/**
 * Makes a calendar known by its name, for the instruments that name it. Registering an equal one again is well.
 * @throws LockstepError E_CONFIG when the name stands for another calendar, E_LIMIT past 4,096
 */
export function registerCalendar(calendar: Calendar): void {
  const there = find(calendar.name)
  if (there !== undefined) {
    if (there.version === calendar.version) return
    throw new LockstepError(
      'E_CONFIG',
      `expected one calendar of the name ${calendar.name}, was version ${there.version} and now ${calendar.version}`,
      'Give the calendars different names, or use data with one table of market hours in one run.',
    )
  }
  if (registered.size >= REGISTERED_MAX) {
    throw new LockstepError('E_LIMIT', `expected at most ${REGISTERED_MAX} registered calendars`, 'Register only those that are used.')
  }
  registered.set(calendar.name, calendar)
}

/** The calendar of a name, such as `24/7`, `FX` or `XNYS`. @throws LockstepError E_CONFIG */
export function calendarOf(name: string): Calendar {
  const found = find(name)
  if (found !== undefined) return found
  const names = [...calendars.map((calendar) => calendar.name), ...registered.keys()]
  throw new LockstepError(
    'E_CONFIG',
    `expected the name of a calendar, was "${name}": ${didYouMean(name, names)}`,
    `Name one of ${names.slice(0, 12).join(', ')} as the instrument's calendar.`,
  )
}

/** A sentence for times at which a calendar does not know its holidays, undefined when it knows all between the two. */
export function outsideKnownYears(calendar: Calendar, { from, to }: { readonly from: number; readonly to: number }): string | undefined {
  const { known } = calendar
  if (yearOf(Math.floor(from / DAY_MS)) >= known.from && yearOf(Math.floor(to / DAY_MS)) <= known.to) return undefined
  const span = `${formatDate(from as Timestamp)} to ${formatDate(to as Timestamp)}`
  return `calendar ${calendar.name} knows its holidays from ${known.from} to ${known.to} and follows its rules alone in the rest of ${span}`
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

function find(name: string): Calendar | undefined {
  return calendars.find((calendar) => calendar.name === name) ?? registered.get(name)
}

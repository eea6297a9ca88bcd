/** On which days something is scheduled: always days with a session of a calendar. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { DAY_MS, formatDate, WEEK_MS, type Timestamp } from '../model/time.ts'
import type { Calendar } from './calendar.ts'
import { dayOfDate, MONDAY, weekday } from './days.ts'
import type { DayRule } from './schedule.ts'

/** Days of the week as schedules name them, from Sunday. */
export const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
export type DayName = (typeof dayNames)[number]

/** How far a weekday is looked for on which a calendar may never have a session. */
const SEARCH_MS = 53 * WEEK_MS

/** Every day with a session. */
export function daily(calendar: Calendar): DayRule {
  return { says: `each session of ${calendar.name}`, calendar, nextDay: (day) => calendar.nextSession(day - DAY_MS) }
}

/** Sessions on the days named; none ever on a day without. @throws LockstepError E_STRATEGY_SETUP for no name, or one that is no day's */
export function onWeekdays(calendar: Calendar, ...names: readonly DayName[]): DayRule {
  const wanted = names.map((name) => dayNames.indexOf(name))
  const unknown = names.find((_, i) => wanted[i] === -1)
  if (unknown !== undefined || names.length === 0) {
    throw badDay(`expected days of the week, was "${names.join(',')}": ${didYouMean(unknown ?? '', dayNames)}`)
  }
  return {
    says: `each session of ${calendar.name} on a ${names.join(' or ')}`,
    calendar,
    nextDay(day) {
      for (
        let session = calendar.nextSession(day - DAY_MS), last = session + SEARCH_MS;
        session <= last;
        session = calendar.nextSession(session)
      ) {
        if (wanted.includes(weekday(session / DAY_MS))) return session
      }
      return NaN
    },
  }
}

/** The first session of each week, which begins on Monday, or the one `offset` sessions later. */
export function weekStart(calendar: Calendar, offset = 0): DayRule {
  return edgeOf(calendar, { period: week, side: 'start', offset })
}

/** The last session of each week, or the one `offset` sessions earlier. */
export function weekEnd(calendar: Calendar, offset = 0): DayRule {
  return edgeOf(calendar, { period: week, side: 'end', offset })
}

/** The first session of each month, or the one `offset` sessions later: of a month with fewer, its last. */
export function monthStart(calendar: Calendar, offset = 0): DayRule {
  return edgeOf(calendar, { period: month, side: 'start', offset })
}

/** The last session of each month, or the one `offset` sessions earlier: of a month with fewer, its first. */
export function monthEnd(calendar: Calendar, offset = 0): DayRule {
  return edgeOf(calendar, { period: month, side: 'end', offset })
}

/** One date, such as `2024-01-31`. @throws LockstepError E_STRATEGY_SETUP when it is none or has no session */
export function onDate(calendar: Calendar, iso: string): DayRule {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? dayOfDate(iso) * DAY_MS : NaN
  if (Number.isNaN(date) || formatDate(date as Timestamp) !== iso) throw badDay(`expected a date such as 2024-01-31, was "${iso}"`)
  if (calendar.sessionOf(date) === null) {
    const next = formatDate(calendar.nextSession(date) as Timestamp)
    throw badDay(`expected a day with a session of ${calendar.name}, was ${iso}; the next is ${next}`)
  }
  return { says: `${iso} of ${calendar.name}`, calendar, nextDay: (day) => (day <= date ? date : NaN) }
}

/** Weeks or months: when the one that holds a day begins, and when the next does. */
interface Period {
  readonly name: string
  begin(day: number): number
  next(begin: number): number
}

const week: Period = {
  name: 'week',
  begin: (day) => day - ((weekday(day / DAY_MS) - MONDAY + 7) % 7) * DAY_MS,
  next: (begin) => begin + WEEK_MS,
}

const month: Period = {
  name: 'month',
  begin: (day) => monthAfter(day, 0),
  next: (begin) => monthAfter(begin, 1),
}

function monthAfter(day: number, count: number): number {
  const date = new Date(day)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1)
}

interface Edge {
  readonly period: Period
  readonly side: 'start' | 'end'
  /** Sessions into the period from that side. */
  readonly offset: number
}

function edgeOf(calendar: Calendar, { period, side, offset }: Edge): DayRule {
  if (!Number.isSafeInteger(offset) || offset < 0) throw badDay(`expected an offset of whole sessions, at least 0, was ${offset}`)
  const name = `the ${side === 'start' ? 'first' : 'last'} session of each ${period.name}`
  const moved = offset === 0 ? name : `${offset} sessions ${side === 'start' ? 'after' : 'before'} ${name}`
  return {
    says: `${moved} in ${calendar.name}`,
    calendar,
    nextDay(day) {
      for (let begin = period.begin(day); ; begin = period.next(begin)) {
        const found = sessionIn(calendar, { begin, end: period.next(begin), side, offset })
        if (found >= day) return found
      }
    },
  }
}

/** NaN when nothing trades from `begin` to before `end`. */
function sessionIn(
  calendar: Calendar,
  { begin, end, side, offset }: { readonly begin: number; readonly end: number; readonly side: 'start' | 'end'; readonly offset: number },
): number {
  let found = side === 'start' ? calendar.nextSession(begin - DAY_MS) : calendar.previousSession(end)
  if (found < begin || found >= end) return NaN
  for (let i = 0; i < offset; i++) {
    const further = side === 'start' ? calendar.nextSession(found) : calendar.previousSession(found)
    if (further < begin || further >= end) break
    found = further
  }
  return found
}

function badDay(message: string): LockstepError {
  return new LockstepError(
    'E_STRATEGY_SETUP',
    message,
    'Schedule on daily, a weekday, week-start, week-end, month-start, month-end or a date.',
  )
}

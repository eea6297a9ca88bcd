/** Calendars from tables of market hours, as data providers publish them: hours by weekday, and dates that differ. */
import { DAY_MS } from '../model/time.ts'
import type { Calendar, KnownYears } from './calendar.ts'
import { dayOfDate, weekday, yearOf } from './days.ts'
import { checkHours, wrongHours, type MarketHours, type OpenInterval } from './market-hours.ts'
import { CLOSED, SessionCalendar, type Hours, type SessionRule } from './session-calendar.ts'

export type { MarketHours, OpenInterval } from './market-hours.ts'

const DAY_MINUTES = 24 * 60
const WEEK_MINUTES = 7 * DAY_MINUTES
const NOON = DAY_MINUTES / 2

/**
 * A calendar from a table. `extended` takes the hours before and after the market's too, and is named `<name>+extended`.
 * Hours that run on over midnight make one session: it begins when the market opens after its longest rest of the week,
 * and belongs to the next date when that is at noon or later. The version carries a fingerprint of the table.
 * @throws LockstepError E_CONFIG
 */
export function calendarFromTable(table: MarketHours, hours: 'regular' | 'extended' = 'regular'): Calendar {
  checkHours(table)
  const week = table.week.map((day) =>
    day.filter(({ kind }) => hours === 'extended' || kind === 'market').flatMap(({ from, to }) => [from, to]),
  )
  const name = hours === 'extended' ? `${table.name}+extended` : table.name
  if (week.every((day) => day.length === 0)) throw wrongHours(name, 'hours on some day of the week', 'none')
  const leadMinutes = leadOf(week)
  const special = specialDates(table)
  const ordinaryDay = (date: number): Hours => week[weekday(date)]!
  const specialDay = (date: number): Hours => (special.has(date) ? differing(table, date, ordinaryDay(date)) : ordinaryDay(date))
  const ordinaryWeek = week.map((_, i) => sessionHours(firstSunday + i, leadMinutes, ordinaryDay))
  const exceptions = new Map<number, Hours>()
  for (const date of special) {
    // Hours of a date can be part of the sessions on both sides of it.
    for (const day of [date - 1, date, date + 1]) exceptions.set(day, sessionHours(day, leadMinutes, specialDay))
  }
  const openDays = ordinaryWeek.filter((day) => day.length > 0)
  const rule: SessionRule = {
    name,
    version: `${table.version}.${fingerprint(JSON.stringify(table))}`,
    known: knownYears(special),
    sessionsPerYear: table.sessionsPerYear ?? (openDays.length === 7 ? 365 : 252),
    zone: table.zone,
    openEveryDay: openDays.length === 7 && special.size === 0,
    leadMinutes,
    ordinary: openDays[Math.floor(openDays.length / 2)] ?? CLOSED,
    hoursOf: (day) => exceptions.get(day) ?? ordinaryWeek[weekday(day)]!,
  }
  return new SessionCalendar(rule, { table, hours })
}

const regularHours = new WeakMap<Calendar, Calendar>()

/** The calendar without the hours before and after the market's, which auctions and brokers go by; itself where it has none. */
export function regularOf(calendar: Calendar): Calendar {
  if (calendar.madeFrom?.hours !== 'extended') return calendar
  const known = regularHours.get(calendar)
  if (known !== undefined) return known
  const regular = calendarFromTable(calendar.madeFrom.table)
  regularHours.set(calendar, regular)
  return regular
}

/** A calendar that is open every day of a zone's wall clock, for schedules that follow no market. @throws LockstepError E_CONFIG */
export function everyDayIn(zone: string): Calendar {
  const wholeDay: OpenInterval = { from: 0, to: DAY_MINUTES, kind: 'market' }
  return calendarFromTable({ name: `24/7 ${zone}`, version: '1', zone, week: Array.from({ length: 7 }, () => [wholeDay]) })
}

/** 4 January 1970. */
const firstSunday = 3

/** How long before midnight a session's day begins, so that no session of the week is cut by it. */
function leadOf(week: readonly Hours[]): number {
  const runs = mergedWeek(week)
  const wholeWeek = runs[0]![1] - runs[0]![0] === WEEK_MINUTES
  const overSunday = runs[0]![0] === 0 && runs.at(-1)![1] === WEEK_MINUTES
  const crosses = overSunday || runs.some(([from, to]) => Math.floor(from / DAY_MINUTES) < Math.ceil(to / DAY_MINUTES) - 1)
  if (wholeWeek || !crosses) return 0
  let start = 0
  let longest = -1
  for (let i = 0; i < runs.length; i++) {
    const before = i === 0 ? runs.at(-1)![1] - WEEK_MINUTES : runs[i - 1]![1]
    const rest = runs[i]![0] - before
    if (rest > longest) {
      longest = rest
      start = runs[i]![0] % DAY_MINUTES
    }
  }
  return start >= NOON ? DAY_MINUTES - start : 0 - start
}

/** Hours of a week as minutes from Sunday's midnight, joined where one day runs on into the next. */
function mergedWeek(week: readonly Hours[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [i, hours] of week.entries()) {
    for (let k = 0; k < hours.length; k += 2) {
      const from = i * DAY_MINUTES + hours[k]!
      const to = i * DAY_MINUTES + hours[k + 1]!
      const last = runs.at(-1)
      if (last?.[1] === from) last[1] = to
      else runs.push([from, to])
    }
  }
  return runs
}

/** The hours of a session's day, from those of its date and of its neighbours. */
function sessionHours(day: number, leadMinutes: number, hoursOfDate: (date: number) => Hours): Hours {
  const hours: number[] = []
  for (const date of [day - 1, day, day + 1]) {
    const of = hoursOfDate(date)
    for (let i = 0; i < of.length; i += 2) {
      const from = Math.max((date - day) * DAY_MINUTES + of[i]!, -leadMinutes)
      const to = Math.min((date - day) * DAY_MINUTES + of[i + 1]!, DAY_MINUTES - leadMinutes)
      if (from >= to) continue
      if (hours.at(-1) === from) hours[hours.length - 1] = to
      else hours.push(from, to)
    }
  }
  return hours
}

function specialDates({ holidays = [], earlyCloses = {}, lateOpens = {} }: MarketHours): ReadonlySet<number> {
  return new Set([...holidays, ...Object.keys(earlyCloses), ...Object.keys(lateOpens)].map(dayOfDate))
}

/** The hours of a date that the table says is special. */
function differing({ holidays = [], earlyCloses = {}, lateOpens = {} }: MarketHours, date: number, ordinary: Hours): Hours {
  const iso = new Date(date * DAY_MS).toISOString().slice(0, 10)
  if (holidays.includes(iso)) return CLOSED
  const close = earlyCloses[iso] ?? Infinity
  const open = lateOpens[iso] ?? -Infinity
  if (close === Infinity || close > open) return within(ordinary, open, close)
  return [...within(ordinary, -Infinity, close), ...within(ordinary, open, Infinity)]
}

function within(hours: Hours, open: number, close: number): Hours {
  const kept: number[] = []
  for (let i = 0; i < hours.length; i += 2) {
    const from = Math.max(hours[i]!, open)
    const to = Math.min(hours[i + 1]!, close)
    if (from < to) kept.push(from, to)
  }
  return kept
}

function knownYears(special: ReadonlySet<number>): KnownYears {
  if (special.size === 0) return { from: -Infinity, to: Infinity }
  const years = [...special].map(yearOf)
  return { from: Math.min(...years), to: Math.max(...years) }
}

/** FNV-1a, 32 bits, as eight hexadecimal digits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

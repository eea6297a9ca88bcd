/** Makes functions of indicators that start anew with the sessions, weeks or months of a market's calendar. */
import { calendarOf } from '../../calendar/calendars.ts'
import type { IndicatorEntry } from '../../indicators/entry.ts'
import type { Indicator } from '../../indicators/indicator.ts'
import { checkChoice, checkOptions } from '../../indicators/option.ts'
import { DAY_MS, WEEK_MS } from '../../model/time.ts'
import type { Timeframe } from '../../model/timeframe.ts'
import type { BarLines } from '../bar-lines.ts'
import { linesOfBars } from '../line.ts'
import { lineName } from './line-name.ts'
import { named, optionsOf, type LinesOf, type Rest } from './line-functions.ts'

/** Sessions are those of the market's calendar unless another is named; `by` makes whole weeks or months of them. */
export interface SessionOptions {
  readonly calendar?: string
  readonly by?: 'session' | 'week' | 'month'
}

/** `O` is the indicator's options; `sessionOf` follows from the calendar. */
export type OfSessions<O, Out extends string> = (bars: BarLines, ...options: Rest<Omit<O, 'sessionOf'> & SessionOptions>) => LinesOf<Out>
/** Measured from the session's open, so that there are no weeks and months of it. */
export type OfOpens<O, Out extends string> = (
  bars: BarLines,
  ...options: Rest<Omit<O, 'openOf'> & Pick<SessionOptions, 'calendar'>>
) => LinesOf<Out>

type OfTime = (timeMs: number) => number

export function ofSessions<O, Out extends string>(make: new (options: O) => Indicator, entry: IndicatorEntry): OfSessions<O, Out> {
  return (bars, ...[options]) => {
    const all = (options ?? {}) as SessionOptions
    checkOptions(entry.name, all, [...optionsOf(entry), 'calendar', 'by'])
    const { calendar = bars.state.calendar, by = 'session', ...given } = all
    const indicator = new make({ ...given, sessionOf: sessionOf(dayOf(calendar, bars.timeframe), by) } as O)
    return linesOf(bars, indicator, nameIn(calendar, lineName(entry, given), by))
  }
}

export function ofOpens<O, Out extends string>(make: new (options: O) => Indicator, entry: IndicatorEntry): OfOpens<O, Out> {
  return (bars, ...[options]) => {
    const all = (options ?? {}) as SessionOptions
    checkOptions(entry.name, all, [...optionsOf(entry), 'calendar'])
    const { calendar = bars.state.calendar, ...given } = all
    const indicator = new make({ ...given, openOf: openOf(calendar, bars.timeframe) } as O)
    return linesOf(bars, indicator, nameIn(calendar, lineName(entry, given), 'open'))
  }
}

function linesOf<Out extends string>(bars: BarLines, indicator: Indicator, name: string | null): LinesOf<Out> {
  return named(indicator, linesOfBars(bars.state, indicator, name))
}

/** What sessions are follows from the calendar, whose version names its tables. */
function nameIn(calendar: string, name: string | null, by: string): string | null {
  return name === null ? null : `${name} by ${by} of ${JSON.stringify(calendar)} ${calendarOf(calendar).version}`
}

/** Gives the day of the session that a bar belongs to. Bars of days and longer that open at midnight UTC are stamped with their date. */
export function dayOf(calendarName: string, { ms }: Timeframe): OfTime {
  const calendar = calendarOf(calendarName)
  if (ms < DAY_MS) return (timeMs) => calendar.sessionKey(timeMs)
  return (timeMs) => (timeMs % DAY_MS === 0 ? timeMs : calendar.sessionKey(timeMs))
}

/** Gives the key of the session, week or month that a day is part of. Weeks begin on Monday. */
export function sessionOf(day: OfTime, by: 'session' | 'week' | 'month' = 'session'): OfTime {
  checkChoice('by', by, ['session', 'week', 'month'])
  if (by === 'session') return day
  // Day 0 was a Thursday.
  if (by === 'week') return (timeMs) => Math.floor((day(timeMs) + 3 * DAY_MS) / WEEK_MS)
  return remembered(day, (date) => new Date(date).getUTCFullYear() * 12 + new Date(date).getUTCMonth())
}

/** Gives when the session that holds a time opened; the beginning of its day where it has none. */
function openOf(calendarName: string, timeframe: Timeframe): OfTime {
  const calendar = calendarOf(calendarName)
  return remembered(dayOf(calendarName, timeframe), (day) => calendar.sessionOf(day)?.open ?? day)
}

/** What follows from a day, worked out once a day. */
function remembered(dayOf: OfTime, of: OfTime): OfTime {
  let day = NaN
  let result = NaN
  return (timeMs) => {
    const now = dayOf(timeMs)
    if (now !== day) result = of(now)
    day = now
    return result
  }
}

/** Makes functions of indicators that start anew with the sessions, weeks or months of a market's calendar. */
import { calendarOf } from '../../calendar/calendars.ts'
import type { IndicatorEntry } from '../../indicators/entry.ts'
import type { Indicator } from '../../indicators/indicator.ts'
import { checkChoice, checkOptions } from '../../indicators/option.ts'
import { DAY_MS, WEEK_MS } from '../../model/time.ts'
import type { BarLines } from '../bar-lines.ts'
import { linesOfBars } from '../line.ts'
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
    const { calendar = bars.state.calendar, by, ...given } = all
    return linesOf(bars, new make({ ...given, sessionOf: sessionOf(calendar, by) } as O))
  }
}

export function ofOpens<O, Out extends string>(make: new (options: O) => Indicator, entry: IndicatorEntry): OfOpens<O, Out> {
  return (bars, ...[options]) => {
    const all = (options ?? {}) as SessionOptions
    checkOptions(entry.name, all, [...optionsOf(entry), 'calendar'])
    const { calendar = bars.state.calendar, ...given } = all
    return linesOf(bars, new make({ ...given, openOf: openOf(calendar) } as O))
  }
}

function linesOf<Out extends string>(bars: BarLines, indicator: Indicator): LinesOf<Out> {
  return named(indicator, linesOfBars(bars.state, indicator))
}

/** Gives the key of the session, week or month that holds a time. Weeks begin on Monday. */
export function sessionOf(calendarName: string, by: 'session' | 'week' | 'month' = 'session'): OfTime {
  const calendar = calendarOf(calendarName)
  checkChoice('by', by, ['session', 'week', 'month'])
  if (by === 'session') return (timeMs) => calendar.sessionKey(timeMs)
  // Day 0 was a Thursday.
  if (by === 'week') return (timeMs) => Math.floor((calendar.sessionKey(timeMs) + 3 * DAY_MS) / WEEK_MS)
  return remembered(
    (timeMs) => calendar.sessionKey(timeMs),
    (day) => new Date(day).getUTCFullYear() * 12 + new Date(day).getUTCMonth(),
  )
}

/** Gives when the session that holds a time opened; the beginning of its day where it has none. */
function openOf(calendarName: string): OfTime {
  const calendar = calendarOf(calendarName)
  return remembered(
    (timeMs) => calendar.sessionKey(timeMs),
    (day) => calendar.sessionOf(day)?.open ?? day,
  )
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

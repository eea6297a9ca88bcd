/** Schedules as text: `15:59`, `open+30m`, `month-start open`, `week-end close-10m`, `monday,friday noon`, `every 15m`. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { Calendar } from './calendar.ts'
import { schedule, type DayRule, type Schedule, type TimeRule } from './schedule.ts'
import { daily, dayNames, monthEnd, monthStart, onDate, onWeekdays, weekEnd, weekStart, type DayName } from './schedule-days.ts'
import { afterOpen, atClock, beforeClose, everyInSession, everyOfDay, midnight, noon } from './schedule-times.ts'

const DAY_WORDS = ['daily', 'week-start', 'week-end', 'month-start', 'month-end', ...dayNames] as const
const TIME_WORDS = ['open', 'close', 'noon', 'midnight', 'every'] as const

/**
 * A schedule from text: days, then a time. Without days, every day with a session.
 * - days: `daily`, `monday`, `monday,friday`, `week-start`, `week-end`, `month-start`, `month-end`, `2024-01-31`; the four
 *   edges take sessions inwards: `month-start+2`, `month-end-1`
 * - times: `15:59`, `open`, `open+30m`, `close`, `close-5m`, `noon`, `midnight`, `every 15m` from open to close, `every 6h all day`
 * @throws LockstepError E_STRATEGY_SETUP
 */
export function parseSchedule(text: string, calendar: Calendar): Schedule {
  const words = text.trim().toLowerCase().split(/\s+/)
  const [first = ''] = words
  const days = dayRuleOf(first, calendar)
  const rest = days === undefined ? words : words.slice(1)
  const times = timeRuleOf(rest.join(' '))
  if (times !== undefined) return schedule(days ?? daily(calendar), times)
  const culprit = (rest[0] ?? '').split(',').find((word) => !isDayName(word)) ?? ''
  const known = days === undefined ? [...DAY_WORDS, ...TIME_WORDS] : TIME_WORDS
  const why = culprit === '' ? 'a time is missing' : `"${culprit}": ${didYouMean(culprit, known)}`
  throw new LockstepError(
    'E_STRATEGY_SETUP',
    `expected a schedule such as "15:59", "open+30m" or "month-start close-10m", was "${text}": ${why}`,
    'Write days, if not every session, and a time: month-end close-5m, monday,friday noon, every 15m.',
  )
}

function dayRuleOf(word: string, calendar: Calendar): DayRule | undefined {
  if (word === 'daily') return daily(calendar)
  if (/^\d+-\d+-\d+$/.test(word)) return onDate(calendar, word)
  const edge = /^(week|month)-(?:(start)(?:\+(\d{1,2}))?|end(?:-(\d{1,2}))?)$/.exec(word)
  if (edge !== null) {
    const [, period, start, later, earlier] = edge
    const [first, last] = period === 'week' ? [weekStart, weekEnd] : [monthStart, monthEnd]
    return start === undefined ? last(calendar, Number(earlier ?? 0)) : first(calendar, Number(later ?? 0))
  }
  const names = word.split(',').filter(isDayName)
  return names.length > 0 && names.length === word.split(',').length ? onWeekdays(calendar, ...names) : undefined
}

function timeRuleOf(text: string): TimeRule | undefined {
  if (text === 'noon') return noon
  if (text === 'midnight') return midnight
  if (/^\d+:\d+$/.test(text)) return atClock(text)
  const edge = /^(open|close)(?:([+-])(\d{1,4})(m|h))?$/.exec(text)
  if (edge !== null) {
    const [, side, sign, count = '0', unit] = edge
    const minutes = Number(count) * (unit === 'h' ? 60 : 1)
    const inwards = side === 'open' ? '+' : '-'
    const offset = sign === undefined || sign === inwards ? minutes : -minutes
    return side === 'open' ? afterOpen(offset) : beforeClose(offset)
  }
  const every = /^every (\d{1,4})(m|h)( all day)?$/.exec(text)
  if (every === null) return undefined
  const minutes = Number(every[1]) * (every[2] === 'h' ? 60 : 1)
  return every[3] === undefined ? everyInSession(minutes) : everyOfDay(minutes)
}

function isDayName(word: string): word is DayName {
  return (dayNames as readonly string[]).includes(word)
}

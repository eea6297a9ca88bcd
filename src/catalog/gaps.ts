/** The bars that are missing between the first and the last. */
import type { Calendar } from '../calendar/calendar.ts'
import { isWeekend } from '../calendar/days.ts'
import { DAY_MS, WEEK_MS, type Timestamp } from '../model/time.ts'
import type { Timeframe } from '../model/timeframe.ts'
import { missingInSessions } from './session-gaps.ts'

/** Missing stretches between first and last bar. */
export interface Gaps {
  readonly count: number
  readonly missingBars: number
  /** The longest, at most ten: the bars before and after, and how many are missing between. */
  readonly largest: readonly { readonly from: Timestamp; readonly to: Timestamp; readonly missingBars: number }[]
  /** What counted as a gap, in words. */
  readonly rule: string
}

/** What else is known of the bars. */
export interface GapFacts {
  readonly timeframe: Timeframe
  /** Bars that opened on a Saturday or Sunday, UTC. */
  readonly weekendBars: number
  /** When the market is open, if that is known. */
  readonly calendar: Calendar | null
}

/** How many bars are missing between two neighbours, and the rule by which that is told, in words. */
interface GapRule {
  readonly words: string
  missing(from: number, to: number): number
}

const LARGEST_MAX = 10

/**
 * Counts missing bars. With a calendar, bars of up to a day are missing where it has a session. Without, by whichever
 * rule the data show:
 * - bars on weekends and no recurring close: every missing bar counts;
 * - no bar on any weekend: weekends do not count;
 * - a recurring close, that is the longest step of most days (or weeks) begins at the same time of day (or week), one of
 *   at most four: what begins at such a time does not count, however long, since it may run into a holiday.
 */
export function findGaps(time: Float64Array, facts: GapFacts): Gaps {
  const { timeframe, calendar } = facts
  // Months have at most 31 days, so a step up to this is never a gap.
  const long = stepsOver(time, timeframe.months > 0 ? timeframe.months * 31 * DAY_MS : timeframe.ms)
  if (long.length === 0) return { count: 0, missingBars: 0, largest: [], rule: 'no bar is missing' }
  const upToDay = timeframe.months === 0 && timeframe.ms <= DAY_MS
  const rule = calendar !== null && upToDay ? sessionRule(calendar, timeframe) : shownRule(time, long, facts)
  const largest: { from: Timestamp; to: Timestamp; missingBars: number }[] = []
  let count = 0
  let missingBars = 0
  for (const i of long) {
    const from = time[i]! as Timestamp
    const to = time[i + 1]! as Timestamp
    const missing = rule.missing(from, to)
    if (missing <= 0) continue
    count++
    missingBars += missing
    if (largest.length < LARGEST_MAX || missing > largest.at(-1)!.missingBars) {
      largest.push({ from, to, missingBars: missing })
      largest.sort((a, b) => b.missingBars - a.missingBars)
      largest.length = Math.min(largest.length, LARGEST_MAX)
    }
  }
  return { count, missingBars, largest, rule: rule.words }
}

/** Rows after which the next bar is more than `step` away. */
function stepsOver(time: Float64Array, step: number): Uint32Array {
  let count = 0
  for (let i = 1; i < time.length; i++) if (time[i]! - time[i - 1]! > step) count++
  const rows = new Uint32Array(count)
  for (let i = 1, k = 0; k < count; i++) if (time[i]! - time[i - 1]! > step) rows[k++] = i - 1
  return rows
}

function sessionRule(calendar: Calendar, timeframe: Timeframe): GapRule {
  return {
    words: `every missing bar of a session of ${calendar.name} counts`,
    missing: (from, to) => missingInSessions({ from, to, stepMs: timeframe.ms }, calendar),
  }
}

function shownRule(time: Float64Array, long: Uint32Array, { timeframe, weekendBars }: GapFacts): GapRule {
  const upToDay = timeframe.months === 0 && timeframe.ms <= DAY_MS
  const weekdaysOnly = weekendBars === 0 && upToDay
  const none: ReadonlySet<number> = new Set()
  const daily = upToDay && timeframe.ms < DAY_MS ? recurringCloses(time, long, DAY_MS) : none
  const weekly = upToDay && !weekdaysOnly ? recurringCloses(time, long, WEEK_MS) : none
  const kinds = [
    daily.size > 0 ? 'the recurring daily close' : '',
    weekly.size > 0 ? 'the recurring weekly close' : '',
    weekdaysOnly ? 'weekends' : '',
  ]
  const excepted = kinds.filter((kind) => kind !== '').join(' and ')
  return {
    words: excepted === '' ? 'every missing bar counts' : `every missing bar counts, except ${excepted}`,
    missing: (from, to) => (daily.has(from % DAY_MS) || weekly.has(from % WEEK_MS) ? 0 : missingBetween(from, to, timeframe, weekdaysOnly)),
  }
}

function missingBetween(from: number, to: number, timeframe: Timeframe, weekdaysOnly: boolean): number {
  if (timeframe.months > 0) return Math.round((to - from) / (30.4375 * DAY_MS * timeframe.months)) - 1
  const weekend = weekdaysOnly ? weekendMsBetween(from, to) : 0
  return Math.round((to - from - weekend) / timeframe.ms) - 1
}

/** Milliseconds of Saturdays and Sundays in [from, to), both on weekdays. */
function weekendMsBetween(from: number, to: number): number {
  const weeks = Math.floor((to - from) / WEEK_MS)
  let days = 2 * weeks
  for (let day = Math.floor((from + weeks * WEEK_MS) / DAY_MS) + 1; day < Math.floor(to / DAY_MS); day++) {
    if (isWeekend(day)) days++
  }
  return days * DAY_MS
}

/**
 * Phases in the period from which most periods' longest step begins; empty when there is no such habit. Between two of
 * the `long` steps bars are never a period apart, so every period there has one.
 */
function recurringCloses(time: Float64Array, long: Uint32Array, periodMs: number): ReadonlySet<number> {
  const phases = new Map<number, number>()
  const count = (row: number): void => {
    const phase = time[row]! % periodMs
    phases.set(phase, (phases.get(phase) ?? 0) + 1)
  }
  const periodOf = (row: number): number => Math.floor(time[row]! / periodMs)
  let periods = 0
  let last = -Infinity
  let best = -1
  const sizeOf = (row: number): number => time[row + 1]! - time[row]!
  for (let k = 0, first = 0; k <= long.length; k++) {
    const end = long[k] ?? time.length - 1
    periods += periodOf(end) - Math.max(periodOf(first), last + 1) + 1
    last = periodOf(end)
    first = end + 1
    if (k === long.length) break
    if (best >= 0 && periodOf(best) !== last) {
      count(best)
      best = -1
    }
    if (best < 0 || sizeOf(end) > sizeOf(best)) best = end
  }
  if (best >= 0) count(best)
  const common = [...phases].filter(([, times]) => times >= periods * 0.12 && times > 1)
  common.sort((a, b) => b[1] - a[1])
  const top = common.slice(0, 4)
  return new Set(top.reduce((sum, [, times]) => sum + times, 0) > periods / 2 ? top.map(([at]) => at) : [])
}

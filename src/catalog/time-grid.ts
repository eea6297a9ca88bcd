/** The timeframe of bars from their steps, and the bars that are missing from its grid. */
import { LockstepError } from '../base/error.ts'
import { formatMoment, type Timestamp, DAY_MS, SECOND_MS, WEEK_MS } from '../model/time.ts'
import { timeframeOfMs, type Timeframe } from '../model/timeframe.ts'

/** Missing stretches between first and last bar. */
export interface Gaps {
  readonly count: number
  readonly missingBars: number
  /** The longest, at most ten: the bars before and after, and how many are missing between. */
  readonly largest: readonly { readonly from: Timestamp; readonly to: Timestamp; readonly missingBars: number }[]
  /** What counted as a gap, in words. */
  readonly rule: string
}

const LARGEST_MAX = 10
/** Steps looked at for the most common one: enough for any file, and quick. */
const STEPS_MAX = 1_000_000

/** The most common step as a timeframe. @throws LockstepError E_DATA_TIMEFRAME for one bar or steps under a second */
export function detectTimeframe(time: Float64Array, where: string): Timeframe {
  const ms = commonStep(time)
  if (ms === null) {
    throw new LockstepError(
      'E_DATA_TIMEFRAME',
      `expected at least two bars in ${where} to tell their timeframe, there is ${time.length}`,
      'Give it: --timeframe 1d.',
    )
  }
  const days = ms / DAY_MS
  if (days >= 28) {
    // Months differ in length, so the most common step only says about how many.
    const months = Math.max(1, Math.round(days / 30.4375))
    return { label: `${months}mo`, ms: 30 * DAY_MS * months, months }
  }
  if (ms % SECOND_MS !== 0) {
    throw new LockstepError(
      'E_DATA_TIMEFRAME',
      `expected bars of whole seconds in ${where}, the most common step is ${ms} ms`,
      'If these are ticks, turn them into bars first; else give --timeframe.',
    )
  }
  return timeframeOfMs(ms)
}

/** Bars that come faster than they last would overlap. @throws LockstepError E_DATA_TIMEFRAME */
export function checkTimeframe(timeframe: Timeframe, time: Float64Array, where: string): void {
  const ms = commonStep(time)
  const shortest = timeframe.months > 0 ? timeframe.months * 28 * DAY_MS : timeframe.ms
  if (ms === null || ms >= shortest) return
  throw new LockstepError(
    'E_DATA_TIMEFRAME',
    `expected bars of ${timeframe.label} in ${where}, they come every ${describeMs(ms)}`,
    `Leave --timeframe out, or import as ${describeMs(ms)} and let the strategy ask for ${timeframe.label}.`,
  )
}

/** Number of bars that opened on a Saturday or Sunday in UTC; tells a market that never closes from one of weekdays. */
export function countWeekendBars(time: Float64Array): number {
  let count = 0
  let dayEnd = -Infinity
  let weekend = false
  for (let i = 0; i < time.length; i++) {
    if (time[i]! >= dayEnd) {
      dayEnd = (Math.floor(time[i]! / DAY_MS) + 1) * DAY_MS
      weekend = isWeekend(time[i]!)
    }
    if (weekend) count++
  }
  return count
}

/**
 * Counts missing bars by one of three rules, whichever the data show:
 * - bars on weekends and no recurring close: every missing bar counts;
 * - no bar on any weekend: weekends do not count;
 * - a recurring close, that is the longest step of most days (or weeks) begins at the same time of day (or week), one of
 *   at most four: what begins at such a time does not count, however long, since it may run into a holiday.
 */
export function findGaps(time: Float64Array, timeframe: Timeframe, weekendBars: number): Gaps {
  // Months have at most 31 days, so a step up to this is never a gap.
  const step = timeframe.months > 0 ? timeframe.months * 31 * DAY_MS : timeframe.ms
  if (!hasStepOver(time, step)) return { count: 0, missingBars: 0, largest: [], rule: 'no bar is missing' }
  const weekdaysOnly = weekendBars === 0 && timeframe.months === 0 && timeframe.ms <= DAY_MS
  const intraday = timeframe.months === 0 && timeframe.ms < DAY_MS
  const daily = intraday ? recurringCloses(time, timeframe.ms, DAY_MS) : new Set<number>()
  const weekly =
    timeframe.months === 0 && timeframe.ms <= DAY_MS && !weekdaysOnly ? recurringCloses(time, timeframe.ms, WEEK_MS) : new Set<number>()
  const largest: { from: Timestamp; to: Timestamp; missingBars: number }[] = []
  let count = 0
  let missingBars = 0
  for (let i = 1; i < time.length; i++) {
    const from = time[i - 1]!
    const to = time[i]!
    if (to - from <= step) continue
    if (daily.has(from % DAY_MS) || weekly.has(from % WEEK_MS)) continue
    const missing = missingBetween(from, to, timeframe, weekdaysOnly)
    if (missing <= 0) continue
    count++
    missingBars += missing
    if (largest.length < LARGEST_MAX || missing > largest.at(-1)!.missingBars) {
      largest.push({ from: from as Timestamp, to: to as Timestamp, missingBars: missing })
      largest.sort((a, b) => b.missingBars - a.missingBars)
      largest.length = Math.min(largest.length, LARGEST_MAX)
    }
  }
  return { count, missingBars, largest, rule: describeRule(daily.size > 0, weekly.size > 0, weekdaysOnly) }
}

/** `2020-01-31 15:59 to 2020-02-01 (480 bars)` */
export function describeGap(gap: Gaps['largest'][number]): string {
  return `${formatMoment(gap.from)} to ${formatMoment(gap.to)} (${gap.missingBars} bars)`
}

function hasStepOver(time: Float64Array, step: number): boolean {
  for (let i = 1; i < time.length; i++) if (time[i]! - time[i - 1]! > step) return true
  return false
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
    if (isWeekend(day * DAY_MS)) days++
  }
  return days * DAY_MS
}

/** Phases in the period from which most periods' longest step begins; empty when there is no such habit. */
function recurringCloses(time: Float64Array, stepMs: number, periodMs: number): Set<number> {
  const phases = new Map<number, number>()
  let periods = 0
  let periodEnd = -Infinity
  let longest = stepMs
  let phase = NaN
  for (let i = 0; i < time.length; i++) {
    const at = time[i]!
    if (at >= periodEnd) {
      if (longest > stepMs) phases.set(phase, (phases.get(phase) ?? 0) + 1)
      periods++
      periodEnd = (Math.floor(at / periodMs) + 1) * periodMs
      longest = stepMs
    }
    if (i + 1 < time.length && time[i + 1]! - at > longest) {
      longest = time[i + 1]! - at
      phase = at % periodMs
    }
  }
  const common = [...phases].filter(([, count]) => count >= periods * 0.12 && count > 1)
  common.sort((a, b) => b[1] - a[1])
  const top = common.slice(0, 4)
  return new Set(top.reduce((sum, [, count]) => sum + count, 0) > periods / 2 ? top.map(([at]) => at) : [])
}

/** 1970-01-01 was a Thursday, so days 2 and 3 of a week of the epoch are the weekend. */
function isWeekend(time: number): boolean {
  const day = ((Math.floor(time / DAY_MS) % 7) + 7) % 7
  return day === 2 || day === 3
}

function commonStep(time: Float64Array): number | null {
  const counts = new Map<number, number>()
  const last = Math.min(time.length, STEPS_MAX + 1)
  let run = 0
  for (let i = 1; i < last; i++) {
    const step = time[i]! - time[i - 1]!
    run++
    if (i + 1 < last && step === time[i + 1]! - time[i]!) continue
    counts.set(step, (counts.get(step) ?? 0) + run)
    run = 0
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return first?.[0] ?? null
}

function describeMs(ms: number): string {
  return ms % SECOND_MS === 0 ? timeframeOfMs(ms).label : `${ms} ms`
}

function describeRule(daily: boolean, weekly: boolean, weekdaysOnly: boolean): string {
  const kinds = [daily ? 'the recurring daily close' : '', weekly ? 'the recurring weekly close' : '', weekdaysOnly ? 'weekends' : '']
  const excepted = kinds.filter((kind) => kind !== '')
  return excepted.length === 0 ? 'every missing bar counts' : `every missing bar counts, except ${excepted.join(' and ')}`
}

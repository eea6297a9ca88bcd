/** The timeframe of bars, told from their steps and held to them. */
import { LockstepError } from '../base/error.ts'
import { DAY_MS, SECOND_MS } from '../model/time.ts'
import type { OpeningDays } from '../calendar/calendars.ts'
import { SATURDAY, SUNDAY, weekday } from '../calendar/days.ts'
import { timeframeOfMs, type Timeframe } from '../model/timeframe.ts'

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

/** Bars that come faster than they last would overlap; ticks are no bars. @throws LockstepError E_DATA_TIMEFRAME */
export function checkTimeframe(timeframe: Timeframe, time: Float64Array, where: string): void {
  if (timeframe.ms === 0) {
    throw new LockstepError(
      'E_DATA_TIMEFRAME',
      `expected a timeframe of bars for ${where}, was ${timeframe.label}`,
      'Turn ticks into bars first, or read them through an adapter.',
    )
  }
  const ms = commonStep(time)
  const shortest = timeframe.months > 0 ? timeframe.months * 28 * DAY_MS : timeframe.ms
  if (ms === null || ms >= shortest) return
  throw new LockstepError(
    'E_DATA_TIMEFRAME',
    `expected bars of ${timeframe.label} in ${where}, they come every ${describeMs(ms)}`,
    `Leave --timeframe out, or import as ${describeMs(ms)} and let the strategy ask for ${timeframe.label}.`,
  )
}

/** How many bars open on a Saturday and how many on a Sunday, in UTC. Times that do not decrease cost next to nothing. */
export function countWeekendBars(time: Float64Array): OpeningDays {
  let saturdayBars = 0
  let sundayBars = 0
  for (let i = 0; i < time.length;) {
    const day = Math.floor(time[i]! / DAY_MS)
    const next = firstAtOrAfter(time, (day + 1) * DAY_MS, i)
    if (weekday(day) === SATURDAY) saturdayBars += next - i
    else if (weekday(day) === SUNDAY) sundayBars += next - i
    i = next
  }
  return { saturdayBars, sundayBars }
}

/** Row of the first bar that opens at `at` or later, which that of `row` does not; `time.length` if none does. */
function firstAtOrAfter(time: Float64Array, at: number, row: number): number {
  let before = row
  let step = 1
  while (before + step < time.length && time[before + step]! < at) {
    before += step
    step *= 2
  }
  let after = Math.min(before + step, time.length)
  while (after - before > 1) {
    const middle = (before + after) >>> 1
    if (time[middle]! < at) before = middle
    else after = middle
  }
  return after
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

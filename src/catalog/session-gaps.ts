/** Bars that are missing from the sessions of a calendar. */
import type { Calendar } from '../calendar/calendar.ts'
import { DAY_MS, HOUR_MS } from '../model/time.ts'

/** Two neighbours, by when they opened, and how long a bar is: at most a day. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly stepMs: number
}

/** A clock that every session shows in the middle of its day. */
const NOON = { hour: 12, minute: 0 }

/** How many bars between the two have a part of a session in them. */
export function missingInSessions(stretch: Stretch, calendar: Calendar): number {
  return stretch.stepMs === DAY_MS ? missingDays(stretch, calendar) : missingBars(stretch, calendar)
}

/** Days with a session between those of two daily bars. */
function missingDays({ from, to }: Stretch, calendar: Calendar): number {
  const first = dayOf(from, calendar)
  const last = dayOf(to, calendar)
  let missing = 0
  for (let noon = calendar.nextClock(NOON, first - DAY_MS); ; noon = calendar.nextClock(NOON, noon)) {
    const day = calendar.sessionKey(noon)
    if (day >= last) return missing
    if (day > first) missing++
  }
}

/** A daily bar of midnight UTC is stamped with its date; at any other time it names an instant of its session. */
function dayOf(time: number, calendar: Calendar): number {
  return time % DAY_MS === 0 ? time : calendar.sessionKey(time)
}

/** Bars on the grid from `from` to before `to`, each counted when the market is open at some instant of it. */
function missingBars({ from, to, stepMs }: Stretch, calendar: Calendar): number {
  const lastBar = Math.ceil((to - from) / stepMs) - 1
  let missing = 0
  let counted = 0
  for (let at = from + stepMs; at < to;) {
    const end = changeAfter(at, to, calendar)
    if (calendar.isOpen(at)) {
      const first = Math.max(counted + 1, Math.floor((at - from) / stepMs))
      counted = Math.max(counted, Math.min(lastBar, Math.ceil((end - from) / stepMs) - 1))
      missing += Math.max(0, counted - first + 1)
    }
    at = end
  }
  return missing
}

/** When the market next opens or closes after `at`, or `to` if not before. Sessions and rests last an hour at least. */
function changeAfter(at: number, to: number, calendar: Calendar): number {
  const open = calendar.isOpen(at)
  let before = at
  let after = Math.min(at + HOUR_MS, to)
  while (calendar.isOpen(after) === open) {
    if (after === to) return to
    before = after
    after = Math.min(after + HOUR_MS, to)
  }
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (calendar.isOpen(middle) === open) before = middle
    else after = middle
  }
  return after
}

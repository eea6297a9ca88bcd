/** Bars that are missing from the sessions of a calendar, and bars that are outside them. */
import type { Calendar } from '../calendar/calendar.ts'
import { DAY_MS } from '../model/time.ts'

/** Two neighbours, by when they opened, and how long a bar is: at most a day. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly stepMs: number
}

/** How many bars between the two have a part of a session in them. */
export function missingInSessions(stretch: Stretch, calendar: Calendar): number {
  return stretch.stepMs === DAY_MS ? missingDays(stretch, calendar) : missingBars(stretch, calendar)
}

/** How many bars have no part of a session in them. Steps as in a stretch: at most a day. */
export function barsOutsideSessions(time: Float64Array, stepMs: number, calendar: Calendar): number {
  let outside = 0
  for (let i = 0; i < time.length; i++) {
    const at = time[i]!
    if (stepMs === DAY_MS) {
      if (calendar.sessionOf(dayOf(at, calendar)) === null) outside++
    } else if (!calendar.isOpen(at) && calendar.nextChange(at) >= at + stepMs) outside++
  }
  return outside
}

/** Days with a session between those of two daily bars. */
function missingDays({ from, to }: Stretch, calendar: Calendar): number {
  const last = dayOf(to, calendar)
  let missing = 0
  for (let day = calendar.nextSession(dayOf(from, calendar)); day < last; day = calendar.nextSession(day)) missing++
  return missing
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
    const end = Math.min(to, calendar.nextChange(at))
    if (calendar.isOpen(at)) {
      const first = Math.max(counted + 1, Math.floor((at - from) / stepMs))
      counted = Math.max(counted, Math.min(lastBar, Math.ceil((end - from) / stepMs) - 1))
      missing += Math.max(0, counted - first + 1)
    }
    at = end
  }
  return missing
}

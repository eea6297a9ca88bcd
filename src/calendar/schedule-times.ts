/** When on a day something is scheduled. */
import { LockstepError } from '../base/error.ts'
import { DAY_MS, MINUTE_MS } from '../model/time.ts'
import type { WallClock } from './calendar.ts'
import type { TimeRule } from './schedule.ts'

const DAY_MINUTES = 24 * 60

/** When the wall clock of the calendar shows a time such as `15:59`. @throws LockstepError E_STRATEGY_SETUP */
export function atClock(text: string): TimeRule {
  const m = /^(\d{1,2}):(\d{2})$/.exec(text)
  const clock: WallClock = { hour: Number(m?.[1]), minute: Number(m?.[2]) }
  if (m === null || clock.hour > 23 || clock.minute > 59) throw badTime(`expected a time of day such as 15:59, was "${text}"`)
  return { says: text.padStart(5, '0'), nextOn: (calendar, day, afterMs) => later(calendar.clockOn(day, clock), afterMs) }
}

/** 12:00 on the wall clock. */
export const noon: TimeRule = { ...atClock('12:00'), says: 'noon' }
/** 00:00 on the wall clock, with which the day begins. */
export const midnight: TimeRule = { ...atClock('00:00'), says: 'midnight' }

/** Minutes after the session's open; 0 is the open. */
export function afterOpen(minutes = 0): TimeRule {
  const offsetMs = offsetOf(minutes)
  return {
    says: minutes === 0 ? 'the open' : `${minutes} min after the open`,
    nextOn: (calendar, day, afterMs) => later((calendar.sessionOf(day)?.open ?? NaN) + offsetMs, afterMs),
  }
}

/** Minutes before the session's close, also of a session that closes early; 0 is the close. */
export function beforeClose(minutes = 0): TimeRule {
  const offsetMs = offsetOf(minutes)
  return {
    says: minutes === 0 ? 'the close' : `${minutes} min before the close`,
    nextOn: (calendar, day, afterMs) => later((calendar.sessionOf(day)?.close ?? NaN) - offsetMs, afterMs),
  }
}

/** Every so many minutes from the session's open until its close, both counted, not within its breaks. */
export function everyInSession(minutes: number): TimeRule {
  const stepMs = stepOf(minutes)
  return {
    says: `every ${minutes} min of the session`,
    nextOn(calendar, day, afterMs) {
      const session = calendar.sessionOf(day)
      if (session === null) return NaN
      for (let instant = firstAfter(session.open, stepMs, afterMs); instant <= session.close; instant += stepMs) {
        if (calendar.isOpen(instant) || calendar.isOpen(instant - 1)) return instant
      }
      return NaN
    },
  }
}

/** Every so many minutes of the day from its midnight, whether the market is open or not. */
export function everyOfDay(minutes: number): TimeRule {
  const stepMs = stepOf(minutes)
  return {
    says: `every ${minutes} min of the day`,
    nextOn(calendar, day, afterMs) {
      const begin = calendar.clockOn(day, MIDNIGHT)
      const instant = firstAfter(begin, stepMs, afterMs)
      return instant < calendar.clockOn(day + DAY_MS, MIDNIGHT) ? instant : NaN
    },
  }
}

const MIDNIGHT: WallClock = { hour: 0, minute: 0 }

function firstAfter(begin: number, stepMs: number, afterMs: number): number {
  return begin + Math.max(0, Math.floor((afterMs - begin) / stepMs) + 1) * stepMs
}

function later(instant: number, afterMs: number): number {
  return instant > afterMs ? instant : NaN
}

function offsetOf(minutes: number): number {
  if (!Number.isFinite(minutes) || Math.abs(minutes) > DAY_MINUTES) throw badTime(`expected at most a day of minutes, was ${minutes}`)
  return Math.round(minutes * MINUTE_MS)
}

function stepOf(minutes: number): number {
  if (!Number.isSafeInteger(minutes) || minutes < 1 || minutes > DAY_MINUTES) {
    throw badTime(`expected whole minutes from 1 to ${DAY_MINUTES}, was ${minutes}`)
  }
  return minutes * MINUTE_MS
}

function badTime(message: string): LockstepError {
  return new LockstepError('E_STRATEGY_SETUP', message, 'Schedule at 15:59, open, open+30m, close-5m, noon, midnight, every 15m.')
}

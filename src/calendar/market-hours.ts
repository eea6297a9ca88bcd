/** A table of market hours, and what makes one wrong. */
import { LockstepError } from '../base/error.ts'
import { dayOfDate } from './days.ts'

/** A part of a day, in minutes from its midnight: 0 <= from < to <= 1440. */
export interface OpenInterval {
  readonly from: number
  readonly to: number
  readonly kind: 'premarket' | 'market' | 'postmarket'
}

/** A table of market hours, from which a calendar is made. */
export interface MarketHours {
  readonly name: string
  readonly version: string
  /** An IANA name, or a fixed offset such as `-05:00`. */
  readonly zone: string
  /** Seven lists, from Sunday to Saturday, each ascending and without overlap. */
  readonly week: readonly (readonly OpenInterval[])[]
  /** Dates such as `2024-12-25` without any hours. */
  readonly holidays?: readonly string[]
  /** By date, the minute from which the market is closed. */
  readonly earlyCloses?: Readonly<Record<string, number>>
  /** By date, the minute until which it is closed; after an early close of the same date, when it opens again. */
  readonly lateOpens?: Readonly<Record<string, number>>
  /** 365 when the market opens on seven days, else 252, if not given. */
  readonly sessionsPerYear?: number
}

const DAY_MINUTES = 24 * 60
/** Hours listed for one weekday. A session takes in those of two dates. */
const INTERVALS_MAX = 8

/** @throws LockstepError E_CONFIG */
export function checkHours(table: MarketHours): void {
  const { name, week, zone } = table
  if (week.length !== 7) throw wrongHours(name, 'hours of seven days, from Sunday', `${week.length} lists`)
  for (const day of week) {
    if (day.length > INTERVALS_MAX) throw wrongHours(name, `at most ${INTERVALS_MAX} hours a weekday`, `${day.length}`)
    let last = 0
    for (const { from, to } of day) {
      if (!(from >= last && to > from && to <= DAY_MINUTES))
        throw wrongHours(name, 'ascending hours from 0 to 1440 minutes', `${from} to ${to} after ${last}`)
      last = to
    }
  }
  const dates = [...(table.holidays ?? []), ...Object.keys(table.earlyCloses ?? {}), ...Object.keys(table.lateOpens ?? {})]
  for (const date of dates) {
    const exists = /^\d{4}-\d{2}-\d{2}$/.test(date) && Number.isFinite(dayOfDate(date))
    if (!exists) throw wrongHours(name, 'dates such as 2024-12-25', `"${date}"`)
  }
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
  } catch {
    throw wrongHours(name, 'a time zone such as America/New_York or -05:00', `"${zone}"`)
  }
}

export function wrongHours(name: string, expected: string, was: string): LockstepError {
  return new LockstepError('E_CONFIG', `market hours of ${name}: expected ${expected}, was ${was}`, 'Correct the table of market hours.')
}

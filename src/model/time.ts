import type { Brand } from '../base/brand.ts'
import { LockstepError } from '../base/error.ts'

/** Milliseconds since 1970-01-01T00:00:00Z, an integer. */
export type Timestamp = Brand<number, 'Timestamp'>

export const SECOND_MS = 1000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
export const WEEK_MS = 604_800_000

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z)?)?$/

/**
 * A timestamp from an ISO date or date-time in UTC: `timestamp('2020-01-31')`, `timestamp('2020-01-31T15:59Z')`.
 * @throws LockstepError E_USAGE when the text is not such a date.
 */
export function timestamp(iso: string): Timestamp {
  const m = ISO.exec(iso)
  const [year, month, day] = [Number(m?.[1]), Number(m?.[2]), Number(m?.[3])]
  const ms = Date.UTC(year, month - 1, day, Number(m?.[4] ?? 0), Number(m?.[5] ?? 0), Number(m?.[6] ?? 0))
  const exists = m !== null && Number.isFinite(ms) && formatDate(ms as Timestamp) === `${m[1]}-${m[2]}-${m[3]}`
  if (!exists) {
    throw new LockstepError(
      'E_USAGE',
      `expected an ISO date such as 2020-01-31 or 2020-01-31T15:59Z, was "${iso}"`,
      'Give dates as YYYY-MM-DD, in UTC.',
    )
  }
  return (ms + Number((m[7] ?? '0').padEnd(3, '0'))) as Timestamp
}

/** A timestamp from epoch milliseconds that are known to be such; rejects fractions, NaN and absurd years. */
export function epochMs(ms: number): Timestamp {
  if (!Number.isSafeInteger(ms) || Math.abs(ms) > 8.64e15) {
    throw new LockstepError('E_USAGE', `expected integer milliseconds since 1970, was ${ms}`, 'Use timestamp("2020-01-31") for dates.')
  }
  return ms as Timestamp
}

/** `2020-01-31T15:59:00.000Z` */
export function formatTime(t: Timestamp): string {
  return new Date(t).toISOString()
}

/** `2020-01-31` */
export function formatDate(t: Timestamp): string {
  return new Date(t).toISOString().slice(0, 10)
}

/** `2020-01-31` at midnight, else `2020-01-31 15:59` or with seconds when there are any. */
export function formatMoment(t: Timestamp): string {
  const iso = formatTime(t)
  if (t % DAY_MS === 0) return iso.slice(0, 10)
  return `${iso.slice(0, 10)} ${t % MINUTE_MS === 0 ? iso.slice(11, 16) : iso.slice(11, 19)}`
}

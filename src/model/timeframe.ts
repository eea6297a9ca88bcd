import { LockstepError } from '../base/error.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, WEEK_MS } from './time.ts'

/**
 * How long a bar is: `15m`, `1h`, `1d`, `1w`, `1mo`, or `tick` for single prints. Buckets start on multiples of the timeframe
 * since the epoch in UTC; weeks start on Monday, months on the first.
 */
export interface Timeframe {
  /** The canonical spelling, such as `1h` (60m is spelt 1h). */
  readonly label: string
  /** Length in milliseconds; for months, 30 days: an ordering and a guide, never a boundary. 0 for ticks. */
  readonly ms: number
  /** Number of calendar months, 0 for all that have a fixed length. */
  readonly months: number
}

/** Rows that are single prints: open = high = low = close, known when they open. Several may share a millisecond. */
export const TICK: Timeframe = { label: 'tick', ms: 0, months: 0 }

const UNITS: readonly (readonly [string, number])[] = [
  ['s', SECOND_MS],
  ['m', MINUTE_MS],
  ['h', HOUR_MS],
  ['d', DAY_MS],
  ['w', WEEK_MS],
]
/** The epoch was a Thursday; the Monday before it starts the weeks. */
const MONDAY_OFFSET_MS = 3 * DAY_MS

/** Parses `1m`, `4h`, `1d`, `1w`, `1mo` (also `60min`, `1D`, `1hour`) and `tick`. @throws LockstepError E_USAGE */
export function parseTimeframe(text: string): Timeframe {
  if (/^\s*ticks?\s*$/i.test(text)) return TICK
  const m = /^\s*(\d{1,5})\s*(s|sec|m|min|h|hour|d|day|w|week|mo|month)s?\s*$/i.exec(text)
  const count = Number(m?.[1])
  const unit = m?.[2] === 'M' ? 'mo' : (m?.[2] ?? '').toLowerCase()
  if (m === null || count < 1) {
    throw new LockstepError(
      'E_USAGE',
      `expected a timeframe such as 1m, 15m, 1h, 1d, 1w or 1mo, was "${text}"`,
      'Write a whole number and a unit: s, m, h, d, w or mo; or tick.',
    )
  }
  if (unit.startsWith('mo')) return { label: `${count}mo`, ms: 30 * DAY_MS * count, months: count }
  const ms = count * (UNITS.find(([letter]) => letter === unit[0])?.[1] ?? 0)
  return timeframeOfMs(ms)
}

/** The timeframe of a fixed length: 3,600,000 gives `1h`. Lengths that no whole unit divides are spelt in seconds. */
export function timeframeOfMs(ms: number): Timeframe {
  const [letter, unitMs] = UNITS.findLast(([, unit]) => ms % unit === 0) ?? ['s', SECOND_MS]
  return { label: `${ms / unitMs}${letter}`, ms, months: 0 }
}

/** When the bucket that holds `time` begins. */
export function bucketStart(tf: Timeframe, time: number): number {
  if (tf.months > 0) return monthStart(Math.floor(monthIndex(time) / tf.months) * tf.months)
  if (tf.ms % WEEK_MS === 0) return Math.floor((time + MONDAY_OFFSET_MS) / tf.ms) * tf.ms - MONDAY_OFFSET_MS
  return Math.floor(time / tf.ms) * tf.ms
}

/** When the bucket that holds `time` ends, which is when its successor begins. */
export function bucketEnd(tf: Timeframe, time: number): number {
  if (tf.months > 0) return monthStart((Math.floor(monthIndex(time) / tf.months) + 1) * tf.months)
  return bucketStart(tf, time) + tf.ms
}

/**
 * When a bar that opened at `openTime` is known whole. Fixed timeframes add their length. Months add calendar months and
 * keep the day where there is one (31 January + 1mo = 28 or 29 February), so month-end stamped bars do not overlap.
 */
export function barClose(tf: Timeframe, openTime: number): number {
  if (tf.months === 0) return openTime + tf.ms
  const next = monthStart(monthIndex(openTime) + tf.months)
  const days = (monthStart(monthIndex(openTime) + tf.months + 1) - next) / DAY_MS
  const sinceStart = openTime - monthStart(monthIndex(openTime))
  return next + Math.min(sinceStart, (days - 1) * DAY_MS + (sinceStart % DAY_MS))
}

function monthIndex(time: number): number {
  const d = new Date(time)
  return (d.getUTCFullYear() - 1970) * 12 + d.getUTCMonth()
}

function monthStart(index: number): number {
  return Date.UTC(1970 + Math.floor(index / 12), ((index % 12) + 12) % 12, 1)
}

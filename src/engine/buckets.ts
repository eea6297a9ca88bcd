/** Where the bars of a higher timeframe begin and end. One rule a class; all of them tile time, so that no two bars overlap. */
import type { Calendar } from '../calendar/calendar.ts'
import { ZoneOffsets } from '../calendar/zone-offsets.ts'
import { DAY_MS, MINUTE_MS } from '../model/time.ts'
import { barClose, bucketEnd, bucketStart, type Timeframe } from '../model/timeframe.ts'
import type { Anchor } from '../strategy/bar-rule.ts'

/** Fields of a span: a bucket's start and end, and until when base bars that open belong to it without asking again. Epoch ms. */
export const SPAN_START = 0
export const SPAN_END = 1
export const SPAN_UNTIL = 2

export interface Buckets {
  /** Writes the bucket of a base bar from its open to its close, epoch ms; false when it belongs to none. */
  find(open: number, close: number, span: Float64Array): boolean
}

/** The buckets of a timeframe as `anchor` has them in a calendar. */
export function bucketsOf(timeframe: Timeframe, anchor: Anchor, calendar: Calendar): Buckets {
  if (anchor === 'session') return new SessionBuckets(timeframe, calendar)
  if (anchor === 'bar') return new BarBuckets(timeframe, calendar)
  // Offsets are multiples of a quarter of an hour, so whatever divides that is the same on every wall clock.
  const sameEverywhere = timeframe.months === 0 && (15 * MINUTE_MS) % timeframe.ms === 0
  return anchor === 'utc' || sameEverywhere ? new UtcBuckets(timeframe) : new MidnightBuckets(timeframe, calendar)
}

class UtcBuckets implements Buckets {
  private readonly timeframe: Timeframe

  constructor(timeframe: Timeframe) {
    this.timeframe = timeframe
  }

  find(open: number, _close: number, span: Float64Array): boolean {
    span[SPAN_START] = bucketStart(this.timeframe, open)
    span[SPAN_END] = span[SPAN_UNTIL] = bucketEnd(this.timeframe, open)
    return true
  }
}

/** Begins anew at each local midnight. Days and longer are dates of the zone. */
class MidnightBuckets implements Buckets {
  private readonly timeframe: Timeframe
  private readonly offsets: ZoneOffsets

  constructor(timeframe: Timeframe, calendar: Calendar) {
    this.timeframe = timeframe
    this.offsets = new ZoneOffsets(calendar.zone)
  }

  find(open: number, _close: number, span: Float64Array): boolean {
    const { timeframe, offsets } = this
    const local = open + offsets.offsetAt(open)
    let from = local
    let to = local
    if (timeframe.months > 0 || timeframe.ms >= DAY_MS) {
      from = bucketStart(timeframe, local)
      to = bucketEnd(timeframe, local)
    } else {
      const midnight = Math.floor(local / DAY_MS) * DAY_MS
      from = midnight + Math.floor((local - midnight) / timeframe.ms) * timeframe.ms
      to = Math.min(from + timeframe.ms, midnight + DAY_MS)
      // An hour that the wall clock shows twice: only its first showing begins bars, the second belongs to the last of them.
      for (; offsets.instantOf(to) <= open; to += timeframe.ms) from = to
    }
    span[SPAN_START] = offsets.instantOf(from)
    span[SPAN_END] = span[SPAN_UNTIL] = offsets.instantOf(to)
    return true
  }
}

/** Within a session from its open; a day is a session, weeks and months are the sessions of their days. */
class SessionBuckets implements Buckets {
  private readonly timeframe: Timeframe
  private readonly calendar: Calendar

  constructor(timeframe: Timeframe, calendar: Calendar) {
    this.timeframe = timeframe
    this.calendar = calendar
  }

  find(open: number, close: number, span: Float64Array): boolean {
    const { timeframe, calendar } = this
    const ends = calendar.nextClose(open)
    const day = calendar.sessionKey(ends - 1)
    const opens = this.opensOn(day)
    // Bars that are stamped before the open may still hold its first trades, as an hour from 09:00 does where 09:30 opens.
    if (close <= opens && open < opens) return false
    span[SPAN_UNTIL] = ends
    if (timeframe.months > 0 || timeframe.ms >= DAY_MS) {
      span[SPAN_START] = this.opensOn(calendar.nextSession(bucketStart(timeframe, day) - DAY_MS))
      span[SPAN_END] = this.closesOn(calendar.previousSession(bucketEnd(timeframe, day)))
      return true
    }
    const passed = Math.floor(Math.max(0, open - opens) / timeframe.ms) * timeframe.ms
    span[SPAN_START] = opens + passed
    span[SPAN_END] = span[SPAN_UNTIL] = Math.min(opens + passed + timeframe.ms, ends)
    return true
  }

  private opensOn(day: number): number {
    return this.calendar.sessionOf(day)!.open
  }

  private closesOn(day: number): number {
    return this.calendar.sessionOf(day)!.close
  }
}

/** Each begins with the base bar that comes first once the last is over. */
class BarBuckets implements Buckets {
  private readonly timeframe: Timeframe
  private readonly offsets: ZoneOffsets

  constructor(timeframe: Timeframe, calendar: Calendar) {
    this.timeframe = timeframe
    this.offsets = new ZoneOffsets(calendar.zone)
  }

  find(open: number, _close: number, span: Float64Array): boolean {
    const { timeframe, offsets } = this
    span[SPAN_START] = open
    const local = open + offsets.offsetAt(open)
    span[SPAN_END] = span[SPAN_UNTIL] = Math.max(offsets.instantOf(barClose(timeframe, local)), open + 1)
    return true
  }
}

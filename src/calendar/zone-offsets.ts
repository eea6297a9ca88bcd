import { DAY_MS } from '../model/time.ts'

/**
 * How far a zone's wall clock is from UTC. The zone's transitions are compiled once, on first use, so that a lookup in
 * the loop is two comparisons for as long as time stays within one half-year, and a binary search when it leaves it.
 */
const COMPILED_FROM = '1900-01-01T00:00:00Z'
/** Later times keep the offset that the zone has then. */
const COMPILED_TO_MS = Date.UTC(2101, 0, 1)
const NS_PER_MS = 1e6

interface Transitions {
  /** Instants at which an offset begins, ascending; the first is -Infinity. */
  readonly starts: Float64Array
  readonly offsets: Float64Array
}

export class ZoneOffsets {
  readonly zone: string
  private transitions: Transitions | undefined
  /** The period of the last lookup: `from` <= t < `to`. Empty until the first. */
  private from = Infinity
  private to = -Infinity
  private offset = 0

  /** @param zone an IANA name, such as America/New_York. */
  constructor(zone: string) {
    this.zone = zone
  }

  /** Wall clock less UTC at an instant, in milliseconds: -18,000,000 for New York in winter. */
  offsetAt(timeMs: number): number {
    if (timeMs < this.from || timeMs >= this.to) this.seek(timeMs)
    return this.offset
  }

  /**
   * The instant at which the wall clock shows `localMs` (that date and time as if it were UTC). Shown twice: the first.
   * Never shown: the instant of the jump over it.
   */
  instantOf(localMs: number): number {
    const before = this.offsetAt(localMs - DAY_MS)
    const early = localMs - before
    if (this.offsetAt(early) === before) return early
    const after = this.offset
    const begins = this.from
    const late = localMs - after
    return late >= begins ? late : begins
  }

  private seek(timeMs: number): void {
    this.transitions ??= compile(this.zone)
    const { starts, offsets } = this.transitions
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (starts[middle]! <= timeMs) low = middle
      else high = middle
    }
    this.from = starts[low]!
    this.to = high < starts.length ? starts[high]! : Infinity
    this.offset = offsets[low]!
  }
}

function compile(zone: string): Transitions {
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.from(COMPILED_FROM).toZonedDateTimeISO(zone)
  const starts = [-Infinity]
  const offsets = [at.offsetNanoseconds / NS_PER_MS]
  while ((at = at.getTimeZoneTransition('next')) !== null && at.epochMilliseconds < COMPILED_TO_MS) {
    starts.push(at.epochMilliseconds)
    offsets.push(at.offsetNanoseconds / NS_PER_MS)
  }
  return { starts: Float64Array.from(starts), offsets: Float64Array.from(offsets) }
}

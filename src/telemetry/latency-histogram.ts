/**
 * Counts durations in buckets that are a thirty-second of their power of two wide, so that any quantile is known to about 3 %, from
 * nanoseconds to seconds, in 7 kB, for a few nanoseconds a count.
 */

/** Buckets in each power of two, as bits. */
const FINE_BITS = 5
const FINE = 1 << FINE_BITS
/** Durations from here on, 4.3 s, are counted as this long; `max` knows better. */
const NS_MAX = 2 ** 32 - 1
const BUCKETS = (32 - FINE_BITS + 1) * FINE

export interface Latencies {
  readonly count: number
  /** Nanoseconds; 0 where nothing was counted. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

export class LatencyHistogram {
  count = 0
  /** Nanoseconds, exact. */
  max = 0
  private readonly counts = new Float64Array(BUCKETS)

  /** @param ns a duration in nanoseconds, at least 0 */
  add(ns: number): void {
    const whole = ns < NS_MAX ? ns >>> 0 : NS_MAX
    const shift = Math.max(0, 31 - FINE_BITS - Math.clz32(whole))
    this.counts[shift * FINE + (whole >>> shift)]!++
    this.count++
    if (ns > this.max) this.max = ns
  }

  /** The duration, ns, that a share of all are not longer than: the upper end of its bucket, at most `max`. */
  quantile(share: number): number {
    let left = Math.ceil(share * this.count)
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      left -= this.counts[bucket]!
      if (left <= 0) return Math.min(upperEnd(bucket), this.max)
    }
    return this.max
  }

  latencies(): Latencies {
    const { count, max } = this
    return { count, p50: this.quantile(0.5), p95: this.quantile(0.95), p99: this.quantile(0.99), max }
  }
}

function upperEnd(bucket: number): number {
  const shift = Math.max(0, (bucket >>> FINE_BITS) - 1)
  return (bucket - shift * FINE + 1) * 2 ** shift - 1
}

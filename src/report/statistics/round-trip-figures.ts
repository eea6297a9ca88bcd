/** Statistics of round trips. Profits are net of fees, in money; a profit of exactly 0 is neither win nor loss. */
import type { RoundTrips } from '../round-trips.ts'
import { also, finite, type Figure } from './figure.ts'
import { deviation, mean, median } from './moments.ts'

const NONE = 'there is no closed round trip'

/** Wins / all closed round trips. */
export function winRate(t: RoundTrips): Figure {
  return t.count === 0 ? NONE : t.wins / t.count
}

/** Sum of winning profits / |sum of losing profits|. */
export function profitFactor(t: RoundTrips): Figure {
  if (t.count === 0) return NONE
  return t.losses === 0 ? 'no round trip lost' : finite(t.won / -t.lost)
}

/** Mean winning profit / |mean losing profit|. */
export function payoff(t: RoundTrips): Figure {
  if (t.count === 0) return NONE
  if (t.wins === 0) return 'no round trip won'
  if (t.losses === 0) return 'no round trip lost'
  return finite(t.won / t.wins / (-t.lost / t.losses))
}

/** Mean net profit of a round trip, money. */
export function expectancy(t: RoundTrips): Figure {
  return t.count === 0 ? NONE : mean(t.net)
}

/** Mean net profit in multiples of what was at risk to the first stop, of the round trips that had one. Tharp. */
export function expectancyMultiple(t: RoundTrips): Figure {
  let sum = 0
  let known = 0
  for (let i = 0; i < t.count; i++) {
    const multiple = t.multiples[i]!
    if (Number.isNaN(multiple)) continue
    sum += multiple
    known++
  }
  if (known > 0) return finite(sum / known)
  return t.count === 0 ? NONE : 'no round trip began with a stop'
}

/** System quality number: sqrt(n) × mean / sample deviation of net profits, n capped at `countMax`. Tharp. */
export function systemQuality(t: RoundTrips, countMax: number): Figure {
  if (t.count < 2) return 'there are fewer than two closed round trips'
  const spread = deviation(t.net)
  return spread === 0 ? 'the round trips all have the same profit' : finite((Math.sqrt(Math.min(t.count, countMax)) * mean(t.net)) / spread)
}

/** Kelly fraction: W - (1 - W) / payoff. Kelly 1956. */
export function kelly(t: RoundTrips): Figure {
  return also(payoff(t), (ratio) => t.wins / t.count - (1 - t.wins / t.count) / ratio)
}

/** Arithmetic mean of net profit / entry notional. */
export function averageReturn(t: RoundTrips): Figure {
  return t.count === 0 ? NONE : finite(mean(t.returns))
}

/** Geometric mean of the same. */
export function geometricReturn(t: RoundTrips): Figure {
  if (t.count === 0) return NONE
  let logs = 0
  for (let i = 0; i < t.count; i++) logs += Math.log1p(t.returns[i]!)
  return Number.isFinite(logs) ? finite(Math.exp(logs / t.count) - 1) : 'a round trip lost all of its notional or more'
}

export function best(values: Float64Array): Figure {
  let most = -Infinity
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!
  return values.length === 0 ? NONE : most
}

export function worst(values: Float64Array): Figure {
  let least = Infinity
  for (let i = 0; i < values.length; i++) if (values[i]! < least) least = values[i]!
  return values.length === 0 ? NONE : least
}

export function average(values: Float64Array): Figure {
  return values.length === 0 ? NONE : mean(values)
}

export function middle(values: Float64Array): Figure {
  return values.length === 0 ? NONE : median(values)
}

/** Mean of `values` over the winners (sign 1) or the losers (sign -1). */
export function averageOf(t: RoundTrips, sign: 1 | -1, values: Float64Array): Figure {
  let sum = 0
  for (let i = 0; i < t.count; i++) if (t.net[i]! * sign > 0) sum += values[i]!
  const count = sign > 0 ? t.wins : t.losses
  if (count > 0) return sum / count
  return t.count === 0 ? NONE : `no round trip ${sign > 0 ? 'won' : 'lost'}`
}

/** A figure of the `values` of the winners (sign 1) or the losers (sign -1). */
export function ofThose(t: RoundTrips, sign: 1 | -1, values: Float64Array, figure: (values: Float64Array) => Figure): Figure {
  const those = new Float64Array(sign > 0 ? t.wins : t.losses)
  if (those.length === 0) return t.count === 0 ? NONE : `no round trip ${sign > 0 ? 'won' : 'lost'}`
  for (let i = 0, k = 0; i < t.count; i++) if (t.net[i]! * sign > 0) those[k++] = values[i]!
  return figure(those)
}

/** Longest row of consecutive wins (sign 1) or losses (sign -1); a draw ends either. */
export function streak(t: RoundTrips, sign: 1 | -1): number {
  let longest = 0
  let now = 0
  for (let i = 0; i < t.count; i++) {
    now = t.net[i]! * sign > 0 ? now + 1 : 0
    if (now > longest) longest = now
  }
  return longest
}

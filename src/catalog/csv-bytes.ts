/**
 * Numbers and times straight from bytes. Each function reads one plain field at `p`, writes its value to `out[at]` and
 * returns where the field ended, or -1 when the field is not plain (then the row goes through text, which knows more).
 * Positions are returned rather than values because a double returned from a call is boxed.
 *
 * A decimal is mantissa / 10^k with both exact in a double (mantissa <= 2^53, k <= 22), so one division rounds correctly.
 */
const ZERO = 48
const DOT = 46
const MINUS = 45
const EXACT = Number.MAX_SAFE_INTEGER
/** Digits that an int32 holds for certain. */
const INT_DIGITS = 9
const POWERS: Float64Array = Float64Array.from({ length: 2 * INT_DIGITS + 1 }, (_, k) => 10 ** k)

/** `93.25`, `-0.5`, `12`: at most nine digits on either side of the point. */
export function plainNumber(bytes: Uint8Array, p: number, out: Float64Array, at: number): number {
  let c = bytes[p]!
  const negative = c === MINUS
  if (negative) c = bytes[++p]!
  const from = p
  let whole = 0
  let d = c - ZERO
  while (d >>> 0 <= 9) {
    whole = (whole * 10 + d) | 0
    d = bytes[++p]! - ZERO
  }
  if (p === from || p - from > INT_DIGITS) return -1
  let value = whole
  if (d === DOT - ZERO) {
    const point = p + 1
    let part = 0
    d = bytes[++p]! - ZERO
    while (d >>> 0 <= 9) {
      part = (part * 10 + d) | 0
      d = bytes[++p]! - ZERO
    }
    const decimals = p - point
    if (decimals > INT_DIGITS || decimals === 0) return -1
    const mantissa = whole * POWERS[decimals]! + part
    if (mantissa > EXACT) return -1
    value = mantissa / POWERS[decimals]!
  }
  out[at] = negative ? -value : value
  return p
}

/** `1364774820000`: an unsigned whole number of at most 16 digits. */
export function plainInteger(bytes: Uint8Array, p: number, out: Float64Array, at: number): number {
  const from = p
  let high = 0
  let low = 0
  let d = bytes[p]! - ZERO
  while (d >>> 0 <= 9 && p - from < INT_DIGITS) {
    high = (high * 10 + d) | 0
    d = bytes[++p]! - ZERO
  }
  const split = p
  while (d >>> 0 <= 9 && p - from < 16) {
    low = (low * 10 + d) | 0
    d = bytes[++p]! - ZERO
  }
  if (p === from || d >>> 0 <= 9) return -1
  const value = high * POWERS[p - split]! + low
  if (value > EXACT) return -1
  out[at] = value
  return p
}

/** `2020-01-31`, `2020-01-31 15:59`, `2020-01-31T15:59:30.250Z` or `+00:00`, to epoch milliseconds. */
export function plainIsoTime(bytes: Uint8Array, p: number, out: Float64Array, at: number): number {
  if (bytes[p + 4] !== 45 || bytes[p + 7] !== 45) return -1
  const year = twoDigits(bytes, p) * 100 + twoDigits(bytes, p + 2)
  const month = twoDigits(bytes, p + 5)
  const day = twoDigits(bytes, p + 8)
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return -1
  const midnight = daysSinceEpoch(year, month, day) * 86_400_000
  p += 10
  const mark = bytes[p]
  if (mark !== 32 && mark !== 84) {
    out[at] = midnight
    return p
  }
  const hour = twoDigits(bytes, p + 1)
  const minute = twoDigits(bytes, p + 4)
  if (hour < 0 || hour > 23 || bytes[p + 3] !== 58 || minute < 0 || minute > 59) return -1
  let ms = (hour * 60 + minute) * 60_000
  p += 6
  if (bytes[p] === 58) {
    const second = twoDigits(bytes, p + 1)
    if (second < 0 || second > 59) return -1
    ms += second * 1000
    p += 3
    if (bytes[p] === DOT) {
      const from = ++p
      let scale = 100
      for (let d = bytes[p]! - ZERO; d >= 0 && d <= 9; d = bytes[++p]! - ZERO) {
        ms += d * scale
        scale = (scale / 10) | 0
      }
      if (p === from) return -1
    }
  }
  if (bytes[p] === 90) p++
  else if (bytes[p] === 43) {
    if (twoDigits(bytes, p + 1) !== 0 || bytes[p + 3] !== 58 || twoDigits(bytes, p + 4) !== 0) return -1
    p += 6
  }
  out[at] = midnight + ms
  return p
}

/** Days since 1970-01-01 of a day of the Gregorian calendar, by counting from March so that leap days come last. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1
  const monthFromMarch = month > 2 ? month - 3 : month + 9
  const leaps = ((y / 4) | 0) - ((y / 100) | 0) + ((y / 400) | 0)
  return 365 * y + leaps + (((153 * monthFromMarch + 2) / 5) | 0) + day - 719_469
}

export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

function twoDigits(bytes: Uint8Array, p: number): number {
  const a = bytes[p]! - ZERO
  const b = bytes[p + 1]! - ZERO
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -10_000
}

/**
 * Times straight from bytes. Each function reads one plain field at `p`, writes its value to `out[at]` and returns where
 * the field ended, or -1 when the field is not plain (then the line goes through text, which knows more). Positions are
 * returned rather than values because a double returned from a call is boxed.
 */
const ZERO = 48
const DOT = 46
const POWERS: Float64Array = Float64Array.from({ length: 9 }, (_, k) => 10 ** k)

/** `1364774820000`: an unsigned whole number of 8 to 16 digits. `view` is of the same bytes. */
export function plainInteger(bytes: Uint8Array, view: DataView, p: number, out: Float64Array, at: number): number {
  const high = eightDigits(view, p)
  if (high < 0) return -1
  p += 8
  const split = p
  let low = 0
  let d = bytes[p]! - ZERO
  while (d >>> 0 <= 9) {
    low = (low * 10 + d) | 0
    d = bytes[++p]! - ZERO
  }
  if (p - split > 8) return -1
  const value = high * POWERS[p - split]! + low
  if (value > Number.MAX_SAFE_INTEGER) return -1
  out[at] = value
  return p
}

/**
 * The number that the next eight bytes write, or -1 when one is no digit. Four bytes are a word: less the digit zero, all
 * of its upper halves are empty, also with 6 added, only if all are digits. Then pairs, then pairs of pairs are joined.
 */
function eightDigits(view: DataView, p: number): number {
  const a = view.getInt32(p, true) ^ 0x30303030
  const b = view.getInt32(p + 4, true) ^ 0x30303030
  if (((a | (a + 0x06060606) | b | (b + 0x06060606)) & 0xf0f0f0f0) !== 0) return -1
  return fourDigits(a) * 10_000 + fourDigits(b)
}

/** 1, 2, 3, 4 from the lowest byte up gives 1234. */
function fourDigits(word: number): number {
  const pairs = (Math.imul(word, 10 * 256 + 1) >>> 8) & 0x00ff00ff
  return Math.imul(pairs, 100 * 65_536 + 1) >>> 16
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

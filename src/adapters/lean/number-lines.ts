/**
 * Lines of comma-separated numbers straight from bytes, into one reused row of doubles. A blank field is NaN; a field that is no number is
 * NaN too and marked in `wrong`, since some columns hold letters that nobody asked for. Decimals are read as the nearest double.
 */
import { daysInMonth, daysSinceEpoch } from '../../catalog/csv-bytes.ts'

export const FIELDS_MAX = 16

const COMMA = 44
const LINE_FEED = 10
const RETURN = 13
const DOT = 46
const MINUS = 45
const ZERO = 48
const SPACE = 32
const COLON = 58
/** Fifteen decimal digits are exact in a double, and so is 10^15: one division rounds correctly. */
const DIGITS_MAX = 15
const POWERS: Float64Array = Float64Array.from({ length: DIGITS_MAX + 1 }, (_, k) => 10 ** k)

export class NumberLines {
  /** The fields of the line; what lies past `count` is of an earlier one. */
  readonly fields: Float64Array = new Float64Array(FIELDS_MAX)
  /** Fields of the line; one more than FIELDS_MAX when it has more. */
  count = 0
  /** Bit k is set when field k is there and no number. */
  wrong = 0
  /** Number of the line in its file, from 1. */
  line = 0
  private readonly bytes: Uint8Array
  private readonly dated: boolean
  private at = 0
  private start = 0

  /** @param dated the first field is `20131001 09:00`, and is given as milliseconds since 1970 of that wall clock. */
  constructor(bytes: Uint8Array, dated: boolean) {
    this.bytes = bytes
    this.dated = dated
  }

  /** Reads the next line that is not empty; false when there is none. */
  next(): boolean {
    const { bytes } = this
    for (;;) {
      while (bytes[this.at] === LINE_FEED || bytes[this.at] === RETURN) if (bytes[this.at++] === LINE_FEED) this.line++
      if (this.at >= bytes.length) return false
      this.line++
      this.start = this.at
      this.readLine()
      return true
    }
  }

  /** What the line says. */
  text(): string {
    return new TextDecoder().decode(this.bytes.subarray(this.start, Math.max(this.start, this.lineEnd())))
  }

  private lineEnd(): number {
    const end = this.bytes.indexOf(LINE_FEED, this.start)
    return end < 0 ? this.bytes.length : end
  }

  private readLine(): void {
    const { bytes, fields } = this
    this.count = 0
    this.wrong = 0
    let p = this.at
    for (;;) {
      const k = this.count
      if (k < FIELDS_MAX) {
        p = k === 0 && this.dated ? this.readTime(p) : this.readNumber(p, k)
        this.count++
      } else {
        this.count = FIELDS_MAX + 1
        while (p < bytes.length && bytes[p] !== COMMA && bytes[p] !== LINE_FEED) p++
      }
      const c = bytes[p]
      if (c === COMMA) {
        p++
        continue
      }
      this.at = p < bytes.length ? p + 1 : p
      break
    }
    // What stands past the last field of a short line must not be read as this line's.
    if (this.count < FIELDS_MAX) fields.fill(NaN, this.count)
  }

  /** Reads field `k` at `p` and returns where it ends: at a comma, a line feed or the end of the bytes. */
  private readNumber(p: number, k: number): number {
    const { bytes, fields } = this
    const from = p
    let c = bytes[p]
    const negative = c === MINUS
    if (negative) c = bytes[++p]
    let mantissa = 0
    let digits = 0
    let decimals = 0
    while (c !== undefined && (c - ZERO) >>> 0 <= 9) {
      mantissa = mantissa * 10 + (c - ZERO)
      digits++
      c = bytes[++p]
    }
    if (c === DOT) {
      c = bytes[++p]
      while (c !== undefined && (c - ZERO) >>> 0 <= 9) {
        mantissa = mantissa * 10 + (c - ZERO)
        digits++
        decimals++
        c = bytes[++p]
      }
    }
    if (c === RETURN) c = bytes[++p]
    if (digits > 0 && digits <= DIGITS_MAX && (c === COMMA || c === LINE_FEED || c === undefined)) {
      const value = decimals === 0 ? mantissa : mantissa / POWERS[decimals]!
      fields[k] = negative ? -value : value
      return p
    }
    return this.readOther(from, k)
  }

  /** Blanks, exponents, more digits than a double holds, and what is no number at all. */
  private readOther(from: number, k: number): number {
    const { bytes } = this
    let p = from
    while (p < bytes.length && bytes[p] !== COMMA && bytes[p] !== LINE_FEED) p++
    const text = new TextDecoder().decode(bytes.subarray(from, p)).trim()
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : NaN
    this.fields[k] = value
    if (text !== '' && !Number.isFinite(value)) this.wrong |= 1 << k
    return p
  }

  /** `20131001 09:00` or `20131001`. */
  private readTime(p: number): number {
    const { bytes, fields } = this
    const year = this.digits(p, 4)
    const month = this.digits(p + 4, 2)
    const day = this.digits(p + 6, 2)
    let end = p + 8
    let minutes = 0
    if (bytes[end] === SPACE) {
      const hour = this.digits(end + 1, 2)
      const minute = this.digits(end + 4, 2)
      minutes = bytes[end + 3] === COLON && hour <= 23 && minute <= 59 ? hour * 60 + minute : NaN
      end += 6
    }
    const c = bytes[end]
    const whole = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) && minutes >= 0
    if (!whole || (c !== COMMA && c !== LINE_FEED && c !== RETURN && c !== undefined)) {
      end = this.readOther(p, 0)
      fields[0] = NaN
      this.wrong |= 1
      return end
    }
    fields[0] = daysSinceEpoch(year, month, day) * 86_400_000 + minutes * 60_000
    return c === RETURN ? end + 1 : end
  }

  /** The number that `count` bytes write, or NaN. */
  private digits(p: number, count: number): number {
    let value = 0
    for (let k = 0; k < count; k++) {
      const digit = (this.bytes[p + k] ?? 0) - ZERO
      if (digit >>> 0 > 9) return NaN
      value = value * 10 + digit
    }
    return value
  }
}

import { daysInMonth, daysSinceEpoch } from './csv-bytes.ts'

/** How a file writes its times. `local` orders are year first, day first, month first. */
export type TimeFormat =
  | { readonly kind: 'epoch'; readonly unit: EpochUnit }
  | { readonly kind: 'date'; readonly order: DateOrder; readonly compact: boolean }

export type EpochUnit = 's' | 'ms' | 'us' | 'ns'
export type DateOrder = 'ymd' | 'dmy' | 'mdy'

/** A time as written: milliseconds since 1970, and whether it named its own offset (else it is local to the file's zone). */
export interface WrittenTime {
  readonly ms: number
  readonly absolute: boolean
}

const CLOCK = String.raw`(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?|(\d{2})(\d{2})(\d{2})?)\s*([AaPp][Mm])?`
const OFFSET = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?`
const REST = String.raw`(?:[T ,]+${CLOCK}${OFFSET})?$`
const PATTERNS = {
  ymd: new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${REST}`),
  dmy: new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${REST}`),
  compact: new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:[T ,]*${CLOCK}${OFFSET})?$`),
} as const

/** Reads a written date and time of a known order; null when it is none. */
export function readDate(text: string, order: DateOrder, compact: boolean): WrittenTime | null {
  const m = PATTERNS[compact ? 'compact' : order === 'ymd' ? 'ymd' : 'dmy'].exec(text)
  if (m === null) return null
  const [a, b, c] = [Number(m[1]), Number(m[2]), Number(m[3])]
  const [year, month, day] = compact || order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b]
  // Twelve digits of epoch milliseconds may look like a date of the year 9510.
  if (compact && (year < 1500 || year > 2500)) return null
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  const clockMs = readClock(m)
  const offsetMs = readOffset(m[12])
  if (clockMs === null) return null
  return { ms: daysSinceEpoch(year, month, day) * 86_400_000 + clockMs - (offsetMs ?? 0), absolute: offsetMs !== null }
}

/** Groups 4–7 are a clock with colons, 8–10 one without, 11 is AM or PM. Fractions below a millisecond are cut off. */
function readClock(m: RegExpExecArray): number | null {
  let hour = Number(m[4] ?? m[8] ?? 0)
  const minute = Number(m[5] ?? m[9] ?? 0)
  const second = Number(m[6] ?? m[10] ?? 0)
  if (m[11] !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (m[11].toLowerCase() === 'pm' ? 12 : 0)
  }
  if (hour > 23 || minute > 59 || second > 59) return null
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number((m[7] ?? '').padEnd(3, '0').slice(0, 3))
}

function readOffset(text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^[+-]/.test(text)) return 0
  const digits = text.slice(1).replace(':', '').padEnd(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (text.startsWith('-') ? -minutes : minutes) * 60_000
}

/** Up to here a number reads as seconds (year 2103), a thousand times further as milliseconds, and so on. */
const SECONDS_MAX = 4.2e9

/** The unit that makes an epoch number a plausible date. Numbers below 4.2e9 are seconds. */
export function epochUnitOf(value: number): EpochUnit {
  const size = Math.abs(value)
  return size <= SECONDS_MAX ? 's' : size <= SECONDS_MAX * 1e3 ? 'ms' : size <= SECONDS_MAX * 1e6 ? 'us' : 'ns'
}

/** Largest number that reads as `unit`, smallest one that does is the unit below's largest. */
export function epochRange(unit: EpochUnit): { readonly above: number; readonly upTo: number } {
  const factor = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 }[unit]
  return { above: unit === 's' ? -SECONDS_MAX : (SECONDS_MAX * factor) / 1e3, upTo: SECONDS_MAX * factor }
}

/** Epoch milliseconds of a number in `unit`; what is finer than a millisecond is cut off. */
export function epochToMs(value: number, unit: EpochUnit): number {
  if (unit === 'ms') return Math.floor(value)
  if (unit === 's') return Math.round(value * 1000)
  if (unit === 'us') return Math.floor(value / 1000)
  // A double holds nanoseconds of today to 256 ns, so the last three digits are noise: round them away first.
  return Math.floor(Math.round(value / 1000) / 1000)
}

/** The order of dates that every sample can be read by; null when none can, 'unproved' when two can. */
export function dateOrderOf(samples: readonly string[]): { order: DateOrder; compact: boolean } | 'unproved' | null {
  const reads = (order: DateOrder, compact: boolean): boolean => samples.every((text) => readDate(text, order, compact) !== null)
  if (reads('ymd', true)) return { order: 'ymd', compact: true }
  if (reads('ymd', false)) return { order: 'ymd', compact: false }
  const [dmy, mdy] = [reads('dmy', false), reads('mdy', false)]
  if (dmy && mdy) return samples.every((text) => /^(\d+)\D\1\D/.test(text)) ? { order: 'dmy', compact: false } : 'unproved'
  return dmy ? { order: 'dmy', compact: false } : mdy ? { order: 'mdy', compact: false } : null
}

/** What a row must be to get past the door, in the order in which it is asked. Every reader of bars uses this one file. */
/** Why a row is in quarantine. The first six are said by the readers, the rest by `rowFault` and the sorter. */
export const rowReasons = {
  ragged: 'too few or too many fields',
  'long line': 'the line is longer than 262,144 bytes',
  time: 'the time cannot be read',
  'local time': 'the local time is ambiguous or does not exist in its zone',
  number: 'a number cannot be read',
  'not finite': 'a price or the volume is missing, NaN or infinite',
  'not positive': 'a price is zero or negative',
  'negative volume': 'the volume is negative',
  'high below low': 'the high is below the low',
  outside: 'open or close lies outside low to high',
  'absurd price': 'a price is beyond 1,000,000,000,000',
  'absurd time': 'the time is before 1900 or after 2100',
  order: 'the time is before that of the row above it',
  conflict: 'several rows have this time but different values',
} as const
export type RowReason = keyof typeof rowReasons

const PRICE_MAX = 1e12
const TIME_MIN = Date.UTC(1900, 0, 1)
const TIME_MAX = Date.UTC(2100, 0, 1)

/** Whether a row of six numbers, in the order of BAR_COLUMNS, is a bar. `priceAbove` is 0, or -Infinity for what may trade below zero. */
export function isSound(row: Float64Array, priceAbove: number): boolean {
  const time = row[0]!
  const open = row[1]!
  const high = row[2]!
  const low = row[3]!
  const close = row[4]!
  const volume = row[5]!
  return (
    low > priceAbove &&
    low <= open &&
    low <= close &&
    open <= high &&
    close <= high &&
    high <= PRICE_MAX &&
    low >= -PRICE_MAX &&
    volume >= 0 &&
    volume < Infinity &&
    time >= TIME_MIN &&
    time < TIME_MAX
  )
}

/** The first thing wrong with a row, or null when it is sound. */
export function rowFault(row: Float64Array, priceAbove: number): RowReason | null {
  return isSound(row, priceAbove) ? null : nameFault(row, priceAbove)
}

function nameFault(row: Float64Array, priceAbove: number): RowReason {
  const [time, open, high, low, close, volume] = row as unknown as readonly [number, number, number, number, number, number]
  const prices = [open, high, low, close]
  if (!Number.isFinite(time)) return 'time'
  if (!prices.every(Number.isFinite) || !Number.isFinite(volume)) return 'not finite'
  if (prices.some((p) => p <= priceAbove)) return 'not positive'
  if (volume < 0) return 'negative volume'
  if (high < low) return 'high below low'
  if (Math.min(open, close) < low || Math.max(open, close) > high) return 'outside'
  return prices.some((p) => Math.abs(p) > PRICE_MAX) ? 'absurd price' : 'absurd time'
}

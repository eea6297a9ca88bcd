/** One thing that happened, as a line of text: names, ISO times and decimals in place of indices, ticks and ledger units. */
import { LockstepError } from '../base/error.ts'
import { DAY_MS, formatTime, MINUTE_MS, SECOND_MS, timestamp, type Timestamp } from '../model/time.ts'

/** What is hashed apart, in the order in which rows of one moment and instrument come. */
export const goldenStreams = ['orders', 'fills', 'cancels', 'refusals', 'profit'] as const
export type GoldenStream = (typeof goldenStreams)[number]

export type GoldenKind = 'order' | 'amend' | 'fill' | 'cancel' | 'refusal' | 'round-trip' | 'adjust' | 'rate' | 'end'

/** Kinds of row by the stream that they belong to. */
const streamOfKind: Readonly<Record<GoldenKind, GoldenStream>> = {
  order: 'orders',
  amend: 'orders',
  fill: 'fills',
  cancel: 'cancels',
  refusal: 'refusals',
  'round-trip': 'profit',
  adjust: 'profit',
  rate: 'profit',
  end: 'profit',
}

/** What a row has not: an instrument, an order. */
export const NONE = '-'

export interface GoldenRow {
  readonly time: Timestamp
  readonly kind: GoldenKind
  readonly instrument: string
  /** When the order was placed and the how-manieth of its market it then was: `2020-01-31/1`. No number of the engine. */
  readonly order: string
  /** By name; what is 0 or empty is left out. Prices and quantities are decimals, money is in units of the account's currency. */
  readonly fields: ReadonlyMap<string, string>
}

export function streamOf({ kind }: GoldenRow): GoldenStream {
  return streamOfKind[kind]
}

/** `2020-01-31 fill SP500 2020-01-30/1 side=buy qty=1.5 price=3225.52` */
export function rowText({ time, kind, instrument, order, fields }: GoldenRow): string {
  return [momentText(time), kind, instrument, order, ...[...fields].map(([name, value]) => `${name}=${value}`)].join(' ')
}

/** @throws LockstepError E_GOLDEN_FILE */
export function parseRow(text: string): GoldenRow {
  const [time = '', kind = '', instrument = '', order = '', ...fields] = text.split(' ')
  if (!(kind in streamOfKind) || order === '') {
    throw new LockstepError('E_GOLDEN_FILE', `expected a row of a golden file, was "${text}"`, 'Record the golden file again.')
  }
  const pairs = fields.map((field): [string, string] => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)])
  return { time: timestamp(time), kind: kind as GoldenKind, instrument, order, fields: new Map(pairs) }
}

/** By time, then instrument, then stream; within those as they happened, since a sort keeps what is equal in order. */
export function byMoment(a: GoldenRow, b: GoldenRow): number {
  if (a.time !== b.time) return a.time - b.time
  if (a.instrument !== b.instrument) return a.instrument < b.instrument ? -1 : 1
  return goldenStreams.indexOf(streamOf(a)) - goldenStreams.indexOf(streamOf(b))
}

/** ISO 8601 in UTC, as short as it is exact: `2020-01-31`, `2020-01-31T15:59Z`. */
export function momentText(time: Timestamp): string {
  const iso = formatTime(time)
  if (time % DAY_MS === 0) return iso.slice(0, 10)
  if (time % MINUTE_MS === 0) return `${iso.slice(0, 16)}Z`
  return time % SECOND_MS === 0 ? `${iso.slice(0, 19)}Z` : iso
}

/** A number rounded to so many decimals, without zeros at the end. */
export function decimalText(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return short === '-0' ? '0' : short
}

/** The first thing that two runs did differently, in words. */
import { compareRecords } from '../journal/compare-records.ts'
import { moneyOf, priceOf, qtyOf, type Currency, type Instrument } from '../model/instrument.ts'
import { cancelNames, MARKET, orderRoles, orderTypes, refusalNames } from '../model/order.ts'
import * as R from '../model/record.ts'
import { formatMoment, type Timestamp } from '../model/time.ts'
import type { Divergence } from '../report/checked.ts'
import type { Played, Threw } from './variant.ts'

/** What numbers in records stand for. */
export interface Words {
  readonly instruments: readonly Instrument[]
  readonly currency: Currency
  readonly tags: readonly string[]
}

/** Records of one moment that a sentence tells of. */
const TOLD_MAX = 3

/**
 * Null where `found` did as `plain` did, to the last bit of every record.
 * @param found the run that was done to
 * @param when what was done to it
 * @param until epoch ms: what either did later does not count; everything counts unless given
 * @param fromElsewhere the runs began at different rows, so that equal steps have different numbers
 */
export function firstDivergence(
  plain: Played,
  found: Played,
  words: Words,
  { when, until = Infinity, fromElsewhere = false }: { readonly when: string; readonly until?: number; readonly fromElsewhere?: boolean },
): Divergence | null {
  const [a, b] = [rowsUntil(plain, until), rowsUntil(found, until)]
  const rows = Math.min(a, b)
  let row = 0
  while (row < rows && sameRow(plain.records, found.records, row, fromElsewhere)) row++
  if (row === a && row === b) return stopDiffers(plain.threw, found.threw, { when, until })
  const time = Math.min(row < a ? timeOf(plain, row) : Infinity, row < b ? timeOf(found, row) : Infinity)
  const [was, became] = [said(plain, { row, count: a, time }, words), said(found, { row, count: b, time }, words)]
  if (row === b && found.threw !== null) return { when, time: momentOf(time), was, became: `it stopped: ${found.threw.message}` }
  return { when, time: momentOf(time), was, became: was === became ? inField(plain, found, row) : became }
}

/** Both told the same; one of them may have stopped. */
function stopDiffers(a: Threw | null, b: Threw | null, { when, until }: { when: string; until: number }): Divergence | null {
  const told = (threw: Threw | null): string =>
    threw === null || (threw.time ?? 0) > until ? 'it went on' : `it stopped: ${threw.message}`
  if (told(a) === told(b)) return null
  const time = (b ?? a)?.time ?? null
  return { when, time: time === null ? null : momentOf(time), was: told(a), became: told(b) }
}

function rowsUntil(played: Played, until: number): number {
  let rows = played.recordCount
  while (rows > 0 && timeOf(played, rows - 1) > until) rows--
  return rows
}

function timeOf({ records }: Played, row: number): number {
  return records[row * R.RECORD_WIDTH + R.TIME]!
}

function sameRow(a: Float64Array, b: Float64Array, row: number, butForStep: boolean): boolean {
  const at = row * R.RECORD_WIDTH
  for (let k = 0; k < R.RECORD_WIDTH; k++) if (!Object.is(a[at + k], b[at + k]) && !(butForStep && k === R.STEP)) return false
  return true
}

function momentOf(time: number): string {
  return formatMoment(time as Timestamp)
}

/** What was done at `time`, from `row` on. */
function said(played: Played, { row, count, time }: { row: number; count: number; time: number }, words: Words): string {
  const sentences: string[] = []
  for (let k = row; k < count && timeOf(played, k) === time && sentences.length < TOLD_MAX; k++)
    sentences.push(sayRecord(played.records, k * R.RECORD_WIDTH, words))
  return sentences.length === 0 ? 'nothing' : sentences.join('; ')
}

/** A record in words: `buy 12 SP500 at market`. */
export function sayRecord(records: Float64Array, at: number, { instruments, currency, tags }: Words): string {
  const field = (k: number): number => records[at + k]!
  const instrument = instruments[field(R.INSTRUMENT)]!
  const price = (k: number): string => String(priceOf(instrument, field(k)))
  const what = `${field(R.SIDE) > 0 ? 'buy' : 'sell'} ${qtyOf(instrument, field(R.LOTS))} ${instrument.id}`
  const tag = (k: number): string => (tags[field(k)] ? ` (${tags[field(k)]})` : '')
  switch (field(R.KIND)) {
    case R.ORDER:
    case R.AMEND: {
      const type = orderTypes[field(R.ORDER_TYPE)]
      const terms = field(R.ORDER_TYPE) === MARKET ? 'at market' : `${type} ${price(R.ORDER_LEVEL)}`
      const amended = field(R.KIND) === R.AMEND ? `order ${field(R.ID)} amended to ` : ''
      return `${amended}${what} ${terms}, ${orderRoles[field(R.ORDER_ROLE)]}${tag(R.ORDER_TAG)}`
    }
    case R.REFUSAL:
      return `a request refused with ${refusalNames[field(R.REFUSAL_REASON)]}`
    case R.FILL:
      return `fill: ${what} at ${price(R.FILL_TICKS)}`
    case R.CANCEL:
      return `order ${field(R.ID)} cancelled with ${cancelNames[field(R.CANCEL_REASON)]}`
    case R.ROUND_TRIP:
      return `round trip closed with ${moneyOf(currency, field(R.TRIP_GROSS) - field(R.TRIP_FEES))} ${currency.code}`
    default:
      return `${R.adjustKinds[field(R.ADJUST_KIND)] ?? 'record'} of ${instrument.id}`
  }
}

/** Two records that read the same, by the field in which they differ. */
function inField(plain: Played, found: Played, row: number): string {
  const block = ({ records }: Played): R.RecordBlock => ({
    records: records.subarray(row * R.RECORD_WIDTH, (row + 1) * R.RECORD_WIDTH),
    recordCount: 1,
    markTime: new Float64Array(0),
    markEquity: new Float64Array(0),
    markExposure: new Float64Array(0),
    markCount: 0,
  })
  return `the same, but for this: ${compareRecords(block(plain), block(found)) ?? 'nothing'}`
}

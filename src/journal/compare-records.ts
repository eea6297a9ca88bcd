import { cancelNames, orderRoles, orderTypes, refusalNames } from '../model/order.ts'
import {
  CANCEL,
  CANCEL_REASON,
  CANCEL_ROLE,
  FILL,
  FILL_CROSSED,
  FILL_DECISION,
  FILL_FEE,
  FILL_LEFT,
  FILL_POSITION,
  FILL_REALISED,
  FILL_ROLE,
  FILL_SLIPPAGE,
  FILL_TAG,
  FILL_TICKS,
  ID,
  INSTRUMENT,
  KIND,
  LOTS,
  ORDER,
  ORDER_DECISION,
  ORDER_EXPIRES,
  ORDER_LEVEL,
  ORDER_PARENT,
  ORDER_ROLE,
  ORDER_TAG,
  ORDER_TYPE,
  RATE,
  RATE_VALUE,
  RECORD_WIDTH,
  REFUSAL,
  REFUSAL_REASON,
  REFUSAL_TAG,
  REFUSAL_TYPE,
  ROUND_TRIP,
  SIDE,
  STEP,
  TIME,
  TRIP_BARS,
  TRIP_ENTRY_TICKS,
  TRIP_ENTRY_TIME,
  TRIP_EXIT_ROLE_TAG,
  TRIP_EXIT_TICKS,
  TRIP_FEES,
  TRIP_GROSS,
  TRIP_MAE,
  TRIP_MFE,
  type RecordBlock,
} from '../model/record.ts'
import { formatMoment, type Timestamp } from '../model/time.ts'

/**
 * The first way in which two blocks differ, be it in the last bit of a number, as one sentence; null when they do not.
 * `step 1,204 at 2020-01-31 15:00, record 2: fill of order 17: price 10,125 ticks expected, 10,150 ticks found`
 * @param expected as the journal holds it
 * @param found as the replay gave it
 */
export function compareRecords(expected: RecordBlock, found: RecordBlock): string | null {
  const rows = Math.min(expected.recordCount, found.recordCount)
  const at = firstDifference(expected.records, found.records, rows * RECORD_WIDTH)
  if (at >= 0) return recordSentence(expected, found, Math.floor(at / RECORD_WIDTH), at % RECORD_WIDTH)
  if (expected.recordCount > rows) return `${place(expected, rows)}: ${title(expected, rows)} expected, nothing found`
  if (found.recordCount > rows) return `${place(found, rows)}: nothing expected, ${title(found, rows)} found`
  return compareMarks(expected, found)
}

/** How a field is called and how its number is read. */
type Field = readonly [name: string, show: (value: number) => string]

/** The last moment that a date can name; times beyond it are shown as numbers. */
const TIME_MAX_MS = 8.64e15

const plain = (value: number): string => (Number.isInteger(value) ? value.toLocaleString('en-US') : String(value))
const ticks = (value: number): string => `${plain(value)} ticks`
const time = (value: number): string => (value !== 0 && Math.abs(value) <= TIME_MAX_MS ? formatMoment(value as Timestamp) : plain(value))
const nameIn =
  (names: readonly string[]) =>
  (value: number): string =>
    names[value] ?? `number ${value}`

const COMMON: Readonly<Record<number, Field>> = {
  [STEP]: ['step', plain],
  [TIME]: ['time', time],
  [INSTRUMENT]: ['instrument', plain],
  [SIDE]: ['side', (value) => (value === 1 ? 'buy' : value === -1 ? 'sell' : plain(value))],
  [LOTS]: ['size', (value) => `${plain(value)} lots`],
}

/** Per kind of record, what it is called and its own fields. */
const KINDS: Readonly<Record<number, { readonly title: string; readonly fields: Readonly<Record<number, Field>> }>> = {
  [ORDER]: {
    title: 'order',
    fields: {
      [ORDER_TYPE]: ['type', nameIn(orderTypes)],
      [ORDER_ROLE]: ['role', nameIn(orderRoles)],
      [ORDER_LEVEL]: ['level', ticks],
      [ORDER_PARENT]: ['parent', plain],
      [ORDER_DECISION]: ['decision price', ticks],
      [ORDER_TAG]: ['tag', plain],
      [ORDER_EXPIRES]: ['expiry', time],
    },
  },
  [REFUSAL]: {
    title: 'refusal of request',
    fields: {
      [REFUSAL_REASON]: ['reason', nameIn(refusalNames)],
      [REFUSAL_TYPE]: ['type', nameIn(orderTypes)],
      [REFUSAL_TAG]: ['tag', plain],
    },
  },
  [FILL]: {
    title: 'fill of order',
    fields: {
      [FILL_TICKS]: ['price', ticks],
      [FILL_FEE]: ['fee', plain],
      [FILL_SLIPPAGE]: ['slippage', ticks],
      [FILL_POSITION]: ['position after', plain],
      [FILL_ROLE]: ['role', (value) => nameIn(orderRoles)(value % FILL_CROSSED)],
      [FILL_TAG]: ['tag', plain],
      [FILL_LEFT]: ['size left', plain],
      [FILL_REALISED]: ['realised profit', plain],
      [FILL_DECISION]: ['decision price', ticks],
    },
  },
  [CANCEL]: {
    title: 'cancel of order',
    fields: { [CANCEL_REASON]: ['reason', nameIn(cancelNames)], [CANCEL_ROLE]: ['role', nameIn(orderRoles)] },
  },
  [ROUND_TRIP]: {
    title: 'round trip of order',
    fields: {
      [TRIP_ENTRY_TIME]: ['entry time', time],
      [TRIP_ENTRY_TICKS]: ['entry price', ticks],
      [TRIP_EXIT_TICKS]: ['exit price', ticks],
      [TRIP_GROSS]: ['gross profit', plain],
      [TRIP_FEES]: ['fees', plain],
      [TRIP_MAE]: ['worst unrealised profit', plain],
      [TRIP_MFE]: ['best unrealised profit', plain],
      [TRIP_BARS]: ['bars', plain],
      [TRIP_EXIT_ROLE_TAG]: ['exit role and tag', plain],
    },
  },
  [RATE]: { title: 'rate of', fields: { [RATE_VALUE]: ['rate', plain] } },
}

/** When kind, step or id differ, two different things are side by side, and naming both says more than a field. */
function recordSentence(expected: RecordBlock, found: RecordBlock, row: number, field: number): string {
  const where = place(expected, row)
  const [want, got] = [title(expected, row), title(found, row)]
  if (want !== got) return `${where}: ${want} expected, ${got} found`
  if (field === STEP) return `${where}: ${want} expected, found in ${place(found, row)}`
  const [name, show] = fieldOf(value(expected, row, KIND), field)
  return `${where}: ${want}: ${name} ${show(value(expected, row, field))} expected, ${show(value(found, row, field))} found`
}

function fieldOf(kind: number, field: number): Field {
  return COMMON[field] ?? KINDS[kind]?.fields[field] ?? [`field ${field}`, plain]
}

function compareMarks(expected: RecordBlock, found: RecordBlock): string | null {
  const marks = Math.min(expected.markCount, found.markCount)
  const columns = [
    ['time', expected.markTime, found.markTime, time],
    ['equity', expected.markEquity, found.markEquity, plain],
    ['exposure', expected.markExposure, found.markExposure, plain],
  ] as const
  for (const [name, want, got, show] of columns) {
    const at = firstDifference(want, got, marks)
    if (at >= 0) return `mark at ${time(expected.markTime[at]!)}: ${name} ${show(want[at]!)} expected, ${show(got[at]!)} found`
  }
  if (expected.markCount > marks) return `mark at ${time(expected.markTime[marks]!)} expected, none found`
  if (found.markCount > marks) return `no mark expected, one at ${time(found.markTime[marks]!)} found`
  return null
}

/** `step 1,204 at 2020-01-31 15:00, record 2`, records counted from 1 within their step. */
function place(block: RecordBlock, row: number): string {
  const step = value(block, row, STEP)
  let first = row
  while (first > 0 && value(block, first - 1, STEP) === step) first--
  return `step ${plain(step)} at ${time(value(block, row, TIME))}, record ${row - first + 1}`
}

function title(block: RecordBlock, row: number): string {
  const kind = value(block, row, KIND)
  return `${KINDS[kind]?.title ?? `record of unknown kind ${kind}`} ${plain(value(block, row, ID))}`
}

function value(block: RecordBlock, row: number, field: number): number {
  return block.records[row * RECORD_WIDTH + field]!
}

/** Index of the first of `count` doubles that differ, -1 for none. 0 and -0 do differ: they are not one result. */
function firstDifference(a: Float64Array, b: Float64Array, count: number): number {
  for (let i = 0; i < count; i++) if (!Object.is(a[i], b[i])) return i
  return -1
}

/** A run against its golden file: what went in otherwise, where it first differs, and what kinds of difference follow. */
import { assert } from '../base/assert.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { byCause } from './by-cause.ts'
import { changedInputs } from './golden-key.ts'
import {
  decimalText,
  goldenStreams,
  momentText,
  NONE,
  parseRow,
  rowText,
  streamOf,
  type GoldenRow,
  type GoldenStream,
} from './golden-row.ts'
import { profitOf, type Golden, type GoldenPeriod } from './golden.ts'
import { firstMark, type MarkedDivergence } from './marks.ts'
import { earlierOf, pairRows, type PairedRows, type RowPair } from './pair-rows.ts'
import { fieldParts, isNear, type Tolerance } from './tolerance.ts'

export interface GoldenDiff {
  /** What of engine, strategy, parameters, settings and data is not as it was, in sentences. */
  readonly inputs: readonly string[]
  /** Null where the run did what is recorded. */
  readonly first: GoldenDivergence | null
  /** Kinds of difference that there are, the most frequent first. */
  readonly classes: readonly GoldenClass[]
  /** Rows that are off by no more than the tolerance. */
  readonly near: number
  /** Whether rows were compared, or hashes of periods since the file keeps no rows. */
  readonly by: 'rows' | 'periods'
  readonly tolerance: Tolerance
}

export interface GoldenDivergence {
  /** ISO 8601, or a period where rows are not kept and their marks do not tell it. */
  readonly when: string
  /** Epoch ms of the moment; null where it is one of several. */
  readonly time: number | null
  readonly instrument: string | null
  readonly order: string | null
  readonly kind: string
  readonly class: GoldenClassName
  /** Fields that differ. */
  readonly fields: readonly string[]
  /** Rows as text; null for what is not there. Where the file keeps no rows, what is known of them. */
  readonly expected: string | null
  readonly found: string | null
}

/** `price`, `quantity`, `fee` and `profit`: nothing else differs, but for what follows from it. */
export type GoldenClassName = 'price' | 'quantity' | 'price and quantity' | 'fee' | 'profit' | 'shifted' | 'missing' | 'extra' | 'other'

export interface GoldenClass {
  readonly class: GoldenClassName
  readonly rows: Readonly<Partial<Record<GoldenStream, number>>>
  /** Rows. Where they are not kept, those by which streams are longer or shorter, and of `other` the streams of periods. */
  readonly count: number
  /** What it adds to the cash of the run, in the account's currency; null where rows are not kept. */
  readonly profit: number | null
}

/** Rows of the same sort are the same thing, early or late, when no more bars lie between them. */
const SHIFT_BARS_MAX = 5
/** Bars that are single prints are no guide. */
const SHIFT_MS_MIN = 60_000
/** Rows of a period that are shown. */
const SHOWN_MAX = 3

/** @param found a run that was just made, `beside` what is expected @throws LockstepError E_GOLDEN_FILE for a row that is none */
export function compareGolden(expected: Golden, found: Golden, tolerance: Tolerance = expected.tolerance): GoldenDiff {
  const inputs = changedInputs(expected.key, found.key)
  const isSame = goldenStreams.every((stream) => expected.streams[stream].sha256 === found.streams[stream].sha256)
  const by = expected.rows === null || found.rows === null ? 'periods' : 'rows'
  assert(by === 'rows' || expected.period === found.period, 'a run that is compared with a golden file was made beside it')
  if (isSame) return { inputs, first: null, classes: [], near: 0, by, tolerance }
  return { inputs, ...(by === 'rows' ? compareRows(expected, found, tolerance) : comparePeriods(expected, found)), by, tolerance }
}

interface Difference {
  readonly pair: RowPair
  readonly class: GoldenClassName
  readonly fields: readonly string[]
}

function compareRows(expected: Golden, found: Golden, tolerance: Tolerance): Pick<GoldenDiff, 'first' | 'classes' | 'near'> {
  const rows = { expected: expected.rows!.map(parseRow), found: found.rows!.map(parseRow) }
  const { pairs, nameOf } = pairRows(rows.expected, rows.found, shiftMsMax(expected))
  const differences: Difference[] = []
  let near = 0
  for (const pair of pairs) {
    const fields = differingFields(pair, nameOf)
    const price = Math.max(Number(fieldOf(pair.expected, 'price')), Number(fieldOf(pair.found, 'price')))
    const far = fields.filter(
      (name) => !isNear(name, { expected: fieldOf(pair.expected, name), found: fieldOf(pair.found, name), price }, tolerance),
    )
    if (far.length > 0 || pair.isShifted || pair.expected === null || pair.found === null)
      differences.push({ pair, class: classOf(pair, far), fields: far })
    else if (fields.length > 0) near++
  }
  if (differences.length === 0) differences.push(...firstOutOfTurn(pairs, rows))
  differences.sort((a, b) => byCause(earlierOf(a.pair), earlierOf(b.pair)))
  const [first] = differences
  return { first: first === undefined ? null : divergenceOf(first), classes: classesOf(differences), near }
}

/** Every row has its twin, but one of them may come before another that it came after. */
function firstOutOfTurn(
  pairs: readonly RowPair[],
  { expected, found }: { readonly expected: readonly GoldenRow[]; readonly found: readonly GoldenRow[] },
): Difference[] {
  const twins = new Map(pairs.map((pair) => [pair.expected, pair]))
  const at = expected.findIndex((row, k) => twins.get(row)?.found !== found[k])
  return at < 0 ? [] : [{ pair: { ...twins.get(expected[at]!)!, found: found[at]! }, class: 'other', fields: ['sequence'] }]
}

function shiftMsMax({ key }: Golden): number {
  return SHIFT_BARS_MAX * Math.max(SHIFT_MS_MIN, ...key.data.map(({ timeframe }) => parseTimeframe(timeframe).ms))
}

function differingFields({ expected, found, isShifted }: RowPair, nameOf: PairedRows['nameOf']): string[] {
  if (expected === null || found === null) return []
  const names = new Set([...expected.fields.keys(), ...found.fields.keys()])
  const other = (name: string): string => (name === 'parent' ? nameOf(found.instrument, fieldOf(found, name)) : fieldOf(found, name))
  const fields = [...names].filter((name) => fieldOf(expected, name) !== other(name))
  // Which order a row is of is a question of when it was placed.
  return isShifted && fields.length === 0 && expected.order !== found.order ? ['order'] : fields
}

function fieldOf(row: GoldenRow | null, name: string): string {
  return row?.fields.get(name) ?? '0'
}

function classOf({ expected, found, isShifted }: RowPair, fields: readonly string[]): GoldenClassName {
  if (found === null) return 'missing'
  if (expected === null) return 'extra'
  const parts = new Set(fields.map((name) => fieldParts[name] ?? 'other'))
  if (isShifted || (parts.has('time') && !parts.has('other'))) return 'shifted'
  if (parts.has('other')) return 'other'
  if (parts.has('price')) return parts.has('quantity') ? 'price and quantity' : 'price'
  if (parts.has('quantity')) return 'quantity'
  return parts.has('fee') ? 'fee' : 'profit'
}

function divergenceOf({ pair, class: name, fields }: Difference): GoldenDivergence {
  const { time, kind, instrument, order } = earlierOf(pair)
  return {
    when: momentText(time),
    time,
    instrument: instrument === NONE ? null : instrument,
    order: order === NONE ? null : order,
    kind,
    class: name,
    fields,
    expected: pair.expected && rowText(pair.expected),
    found: pair.found && rowText(pair.found),
  }
}

function classesOf(differences: readonly Difference[]): GoldenClass[] {
  const classes = [...Map.groupBy(differences, (difference) => difference.class)].map(([name, members]): GoldenClass => {
    const rows: Partial<Record<GoldenStream, number>> = {}
    let profit = 0
    for (const { pair } of members) {
      const stream = streamOf(earlierOf(pair))
      rows[stream] = (rows[stream] ?? 0) + 1
      profit += (pair.found === null ? 0 : profitOf(pair.found)) - (pair.expected === null ? 0 : profitOf(pair.expected))
    }
    // Whole units of the ledger, summed as doubles.
    return { class: name, rows, count: members.length, profit: Number(decimalText(profit, 8)) }
  })
  return classes.sort((a, b) => b.count - a.count)
}

/** Without rows: the first period that is another, and by how many rows each stream is longer or shorter. */
function comparePeriods(expected: Golden, found: Golden): Pick<GoldenDiff, 'first' | 'classes' | 'near'> {
  const [was, is] = [byName(expected.periods), byName(found.periods)]
  const names = [...new Set([...was.keys(), ...is.keys()])].sort()
  const counts = { missing: {}, extra: {}, other: {} } satisfies Partial<Record<GoldenClassName, Rows>>
  // A run that was not made beside the file may have other marks.
  const rowsPerMark = expected.rowsPerMark === found.rowsPerMark ? (found.rowsPerMark ?? 0) : 0
  let first: GoldenDivergence | null = null
  for (const name of names) {
    for (const stream of goldenStreams) {
      const [a, b] = [was.get(name)?.streams[stream], is.get(name)?.streams[stream]]
      if (a === b) continue
      const more = countOf(b) - countOf(a)
      add(counts[more > 0 ? 'extra' : more < 0 ? 'missing' : 'other'], stream, Math.abs(more) || 1)
      first ??= periodDivergence({ name, stream, expected: was.get(name), found: is.get(name) }, { rows: found.rows, rowsPerMark })
    }
  }
  const classes = Object.entries(counts)
    .map(([name, rows]) => ({
      class: name as GoldenClassName,
      rows,
      count: Object.values<number>(rows).reduce((sum, n) => sum + n, 0),
      profit: null,
    }))
    .filter(({ count }) => count > 0)
  return { first, classes, near: 0 }
}

type Rows = Partial<Record<GoldenStream, number>>

function add(rows: Rows, stream: GoldenStream, count: number): void {
  rows[stream] = (rows[stream] ?? 0) + count
}

function byName(periods: readonly GoldenPeriod[]): Map<string, GoldenPeriod> {
  return new Map(periods.map((period) => [period.name, period]))
}

/** `12:9f86…` has twelve rows. */
function countOf(text: string | undefined): number {
  return text === undefined ? 0 : Number.parseInt(text, 10)
}

interface PeriodPair {
  readonly name: string
  readonly stream: GoldenStream
  readonly expected: GoldenPeriod | undefined
  readonly found: GoldenPeriod | undefined
}

/** What the first period that is another says; its marks say at which of its rows. */
function periodDivergence(pair: PeriodPair, { rows, rowsPerMark }: Required<Pick<Golden, 'rows' | 'rowsPerMark'>>): GoldenDivergence {
  const { name, stream, expected, found } = pair
  const inside = (rows ?? []).filter((text) => text.startsWith(name)).map(parseRow)
  const first = rowsPerMark === 0 ? null : firstMark(expected?.marks ?? '', found?.marks ?? '')
  const marked = first === null ? [] : inside.toSorted(byCause).slice(first.mark * rowsPerMark, (first.mark + 1) * rowsPerMark)
  if (first !== null && marked.length > 0) return markedDivergence(first.class, marked)
  const of = (period: GoldenPeriod | undefined): string =>
    `${countOf(period?.streams[stream])} rows of ${stream}, profit ${period?.profit ?? '0'}`
  const shown = shownOf(inside.filter((row) => streamOf(row) === stream))
  return {
    when: name,
    time: null,
    instrument: null,
    order: null,
    kind: stream,
    class: expected === undefined ? 'extra' : found === undefined || first?.class === 'missing' ? 'missing' : 'other',
    fields: [],
    expected: of(expected),
    found: shown === '' ? of(found) : `${of(found)}, first ${shown}`,
  }
}

/** The row at which marks differ, or the few of which one does. */
function markedDivergence(name: MarkedDivergence['class'], rows: readonly GoldenRow[]): GoldenDivergence {
  const [first, last] = [rows[0]!, rows.at(-1)!]
  const isOne = rows.length === 1
  const { time, instrument, order, kind } = first
  const expected = { missing: 'a row before it that is not there', extra: null, other: 'another row' }[name]
  return {
    when: time === last.time ? momentText(time) : `${momentText(time)} to ${momentText(last.time)}`,
    time: isOne ? time : null,
    instrument: isOne && instrument !== NONE ? instrument : null,
    order: isOne && order !== NONE ? order : null,
    kind: isOne ? kind : `one of ${rows.length} rows`,
    class: name,
    fields: [],
    expected,
    found: shownOf(rows),
  }
}

function shownOf(rows: readonly GoldenRow[]): string {
  return rows.slice(0, SHOWN_MAX).map(rowText).join('; ')
}

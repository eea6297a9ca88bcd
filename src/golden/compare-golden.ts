/** A run against its golden file: what went in otherwise, where it first differs, and what kinds of difference follow. */
import { assert } from '../base/assert.ts'
import { parseTimeframe } from '../model/timeframe.ts'
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
import { earlierOf, pairRows, type RowPair } from './pair-rows.ts'
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
  /** ISO 8601, or a period where rows are not kept. */
  readonly when: string
  /** Epoch ms of the moment; null where only the period is known. */
  readonly time: number | null
  readonly instrument: string | null
  readonly order: string | null
  readonly kind: string
  readonly class: GoldenClassName
  /** Fields that differ. */
  readonly fields: readonly string[]
  /** Rows as text; null for what is not there or not known. */
  readonly expected: string | null
  readonly found: string | null
}

/** `price`, `quantity`, `fee` and `profit`: nothing else differs, but for what follows from it. */
export type GoldenClassName = 'price' | 'quantity' | 'price and quantity' | 'fee' | 'profit' | 'shifted' | 'missing' | 'extra' | 'other'

export interface GoldenClass {
  readonly class: GoldenClassName
  readonly rows: Readonly<Partial<Record<GoldenStream, number>>>
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
  const pairs = pairRows(expected.rows!.map(parseRow), found.rows!.map(parseRow), shiftMsMax(expected))
  const differences: Difference[] = []
  let near = 0
  for (const pair of pairs) {
    const fields = differingFields(pair)
    const far = fields.filter((name) => !isNear(name, fieldOf(pair.expected, name), fieldOf(pair.found, name), tolerance))
    if (far.length > 0 || pair.isShifted || pair.expected === null || pair.found === null)
      differences.push({ pair, class: classOf(pair, far), fields: far })
    else if (fields.length > 0) near++
  }
  const [first] = differences
  return { first: first === undefined ? null : divergenceOf(first), classes: classesOf(differences), near }
}

function shiftMsMax({ key }: Golden): number {
  return SHIFT_BARS_MAX * Math.max(SHIFT_MS_MIN, ...key.data.map(({ timeframe }) => parseTimeframe(timeframe).ms))
}

function differingFields({ expected, found }: RowPair): string[] {
  if (expected === null || found === null) return []
  const names = new Set([...expected.fields.keys(), ...found.fields.keys()])
  const fields = [...names].filter((name) => fieldOf(expected, name) !== fieldOf(found, name))
  // Which order a row is of is a question of when it was placed; of a shifted row that is said already.
  return expected.order === found.order || fields.length > 0 ? fields : ['order']
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
  let first: GoldenDivergence | null = null
  for (const name of names) {
    for (const stream of goldenStreams) {
      const [a, b] = [was.get(name)?.streams[stream], is.get(name)?.streams[stream]]
      if (a === b) continue
      const more = countOf(b) - countOf(a)
      add(counts[more > 0 ? 'extra' : more < 0 ? 'missing' : 'other'], stream, Math.abs(more) || 1)
      first ??= periodDivergence({ name, stream, expected: was.get(name), found: is.get(name) }, found)
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

function periodDivergence({ name, stream, expected, found }: PeriodPair, { rows }: Golden): GoldenDivergence {
  const of = (period: GoldenPeriod | undefined): string =>
    `${countOf(period?.streams[stream])} rows of ${stream}, profit ${period?.profit ?? '0'}`
  const inside = (rows ?? []).filter((text) => text.startsWith(name) && streamOf(parseRow(text)) === stream)
  const shown = inside.slice(0, SHOWN_MAX).join('; ')
  return {
    when: name,
    time: null,
    instrument: null,
    order: null,
    kind: stream,
    class: expected === undefined ? 'extra' : found === undefined ? 'missing' : 'other',
    fields: [],
    expected: of(expected),
    found: shown === '' ? of(found) : `${of(found)}, first ${shown}`,
  }
}

/** What a run did, short enough to keep beside its strategy: hashes by stream and period, and the rows where there are few. */
import type { BarSeries } from '../model/bars.ts'
import { canonicalRows, type SeenRun } from './canonical-rows.ts'
import { counted, type Digest } from './counted.ts'
import { keyOfRun, type GoldenKey } from './golden-key.ts'
import { decimalText, goldenStreams, rowText, streamOf, type GoldenRow, type GoldenStream } from './golden-row.ts'
import { marksOf, rowsPerMarkOf } from './marks.ts'
import { exact, type Tolerance } from './tolerance.ts'

export interface Golden {
  readonly key: GoldenKey
  readonly tolerance: Tolerance
  /** How the run was asked for, if it was by a command line: flags by name. */
  readonly command: GoldenCommand
  readonly totals: { readonly equity: string; readonly profit: string; readonly fees: string }
  readonly streams: Readonly<Record<GoldenStream, { readonly rows: number; readonly sha256: string }>>
  readonly period: GoldenSpan
  /** How many rows each mark of a period is of; absent where rows are kept. */
  readonly rowsPerMark?: number
  readonly periods: readonly GoldenPeriod[]
  /** Every row as text; null where there are too many to keep. */
  readonly rows: readonly string[] | null
}

export type GoldenCommand = Readonly<Record<string, string | boolean | readonly string[]>>

/** How long the periods are that are hashed apart, and how many characters of a moment name one. */
const spanChars = { day: 10, month: 7, year: 4 } as const
export type GoldenSpan = keyof typeof spanChars

/** A day, a month or a year. */
export interface GoldenPeriod {
  /** `2020-01-31`, `2020-01` or `2020`. */
  readonly name: string
  /** Cash that fills and adjustments brought, fees taken off. */
  readonly profit: string
  /** Count and the beginning of the SHA-256 of each stream that has rows: `12:9f86d081884c7d65`. */
  readonly streams: Readonly<Partial<Record<GoldenStream, string>>>
  /** Short hashes of its rows, see `marks.ts`. */
  readonly marks?: string
}

export interface GoldenOptions {
  readonly tolerance?: Tolerance
  readonly command?: GoldenCommand
  /** Keeps every row, however many there are. */
  readonly full?: boolean
  /** What it is to be compared with: takes its periods, and keeps every row. */
  readonly beside?: Golden
  /** The run's finer bars, which only its caller knows. */
  readonly detail?: readonly BarSeries[]
}

/** Rows are kept when their text is no longer than this. */
const ROWS_CHARS_MAX = 48_000
const PERIODS_MAX = 250
/** More than any currency's ledger has. */
const MONEY_DECIMALS = 8

export function goldenOf(run: SeenRun, digest: Digest, options: GoldenOptions = {}): Golden {
  const { tolerance = exact, command = {}, beside, full = beside !== undefined, detail } = options
  const rows = canonicalRows(run)
  const texts = rows.map(rowText)
  const hashed = (stream: GoldenStream): { rows: number; sha256: string } => {
    const lines = texts.filter((_, k) => streamOf(rows[k]!) === stream)
    return { rows: lines.length, sha256: digest(lines.join('\n')) }
  }
  const chars = texts.reduce((sum, text) => sum + text.length, 0)
  // Nearness is not to be told from hashes.
  const keeps = full || tolerance.price > 0 || tolerance.profit > 0 || chars <= ROWS_CHARS_MAX
  const period = beside?.period ?? spanOf(texts)
  const rowsPerMark = beside === undefined ? (keeps ? undefined : rowsPerMarkOf(rows.length)) : beside.rowsPerMark
  return {
    key: keyOfRun(run.info, run.end, { digest, ...(detail && { detail }) }),
    tolerance,
    command,
    totals: {
      equity: rows.at(-1)!.fields.get('equity')!,
      profit: decimalText(sumOf(rows, profitOf), MONEY_DECIMALS),
      fees: decimalText(sumOf(rows, feeOf), MONEY_DECIMALS),
    },
    streams: Object.fromEntries(goldenStreams.map((stream) => [stream, hashed(stream)])) as Golden['streams'],
    period,
    ...(rowsPerMark !== undefined && { rowsPerMark }),
    periods: periodsOf(rows, texts, { period, digest, rowsPerMark }),
    rows: keeps ? texts : null,
  }
}

/** Cash that a row brought, in the account's currency. */
export function profitOf(row: GoldenRow): number {
  const amount = (name: string): number => Number(row.fields.get(name) ?? 0)
  return row.kind === 'fill' ? amount('realised') - amount('fee') : row.kind === 'adjust' ? amount('cash') : 0
}

function feeOf(row: GoldenRow): number {
  return row.kind === 'fill' ? Number(row.fields.get('fee') ?? 0) : 0
}

function sumOf(rows: readonly GoldenRow[], amount: (row: GoldenRow) => number): number {
  return rows.reduce((sum, row) => sum + amount(row), 0)
}

/** The shortest of which there are few. */
function spanOf(texts: readonly string[]): GoldenSpan {
  const spans = Object.keys(spanChars) as GoldenSpan[]
  return spans.find((span) => new Set(texts.map((text) => periodOf(text, span))).size <= PERIODS_MAX) ?? 'year'
}

/** A row's text begins with its moment. */
function periodOf(text: string, span: GoldenSpan): string {
  return text.slice(0, spanChars[span])
}

function periodsOf(
  rows: readonly GoldenRow[],
  texts: readonly string[],
  { period, digest, rowsPerMark }: { readonly period: GoldenSpan; readonly digest: Digest; readonly rowsPerMark: number | undefined },
): GoldenPeriod[] {
  const members = Map.groupBy(rows.keys(), (k) => periodOf(texts[k]!, period))
  return [...members].map(([name, indices]) => {
    const streams = [...Map.groupBy(indices, (k) => streamOf(rows[k]!))].map(([stream, list]) => {
      const lines = list.map((k) => texts[k]!)
      return [stream, counted(lines, digest)]
    })
    const profit = indices.reduce((sum, k) => sum + profitOf(rows[k]!), 0)
    return {
      name,
      profit: decimalText(profit, MONEY_DECIMALS),
      streams: Object.fromEntries(streams) as GoldenPeriod['streams'],
      ...(rowsPerMark !== undefined && {
        marks: marksOf(
          indices.map((k) => rows[k]!),
          rowsPerMark,
          digest,
        ),
      }),
    }
  })
}

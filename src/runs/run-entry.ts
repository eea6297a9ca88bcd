import type { ReportDocument } from '../report/document.ts'
import type { RunKey } from './run-key.ts'

/** What the store knows of a run without reading its report: the file run.json beside it. */
export interface RunEntry {
  readonly schemaVersion: 1
  readonly id: string
  /** SHA-256 of the key, of which `id` is the beginning. */
  readonly keyHash: string
  readonly key: RunKey
  /** SHA-256 of what came out: equity, counts and open positions. */
  readonly resultHash: string
  /** SHA-256 of the report's text as it is stored. */
  readonly contentHash: string
  /** When it was saved, ISO, UTC. */
  readonly savedAt: string
  readonly status: ReportDocument['status']
  /** Whether every order, fill, refusal and round trip is in it as a row. */
  readonly full: boolean
  readonly instruments: readonly string[]
  readonly timeframes: readonly string[]
  /** Span of the data, ISO. */
  readonly from: string | null
  readonly to: string | null
  readonly warnings: readonly string[]
  /** Values of statistics by id; null where undefined. */
  readonly figures: Readonly<Record<string, number | null>>
}

/** Makes the entry of a run that is about to be saved. */
export function entryOf(given: {
  readonly key: RunKey
  readonly keyHash: string
  readonly id: string
  readonly document: ReportDocument
  readonly resultHash: string
  readonly contentHash: string
  readonly savedAt: string
}): RunEntry {
  const { document, ...rest } = given
  const { run, status, statistics, warnings, fills } = document
  return {
    schemaVersion: 1,
    ...rest,
    status,
    full: fills.rows !== undefined,
    instruments: run.instruments.map(({ id }) => id),
    timeframes: [...new Set(run.series.map(({ timeframe }) => timeframe))],
    from: run.from,
    to: run.to,
    warnings: warnings.map(({ code }) => code),
    figures: Object.fromEntries(statistics.all.map(({ id, value }) => [id, value])),
  }
}

/** What the checks against self-deception found, as plain data that a run store keeps and a report quotes. */
import type { ParamValue } from '../model/ports.ts'
import type { ReportDocument, Warning } from './document.ts'

/** In the order in which they are carried out. */
export const checkNames = ['look-ahead', 'warm-up', 'determinism', 'costs', 'fills', 'sensitivity', 'data'] as const
export type CheckName = (typeof checkNames)[number]

/** `warn`: believable with care; `not proven`: something was out of the check's sight. That and `fail` make a check fail. */
export type CheckOutcome = 'pass' | 'warn' | 'fail' | 'not proven'

/** The first thing that came out differently. */
export interface Divergence {
  /** What was done to the run: `the bars after each decision were hidden`. */
  readonly when: string
  /** The moment, in UTC; null where it is the run as a whole. */
  readonly time: string | null
  readonly was: string
  readonly became: string
}

/** Figures behind a verdict. A cell without a value is null. */
export interface CheckTable {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

export interface CheckVerdict {
  readonly check: CheckName
  readonly outcome: CheckOutcome
  /** One sentence. */
  readonly why: string
  readonly divergence: Divergence | null
  /** Further sentences: what was found beside it, and what was not tried. */
  readonly remarks: readonly string[]
  readonly tables: readonly CheckTable[]
}

/** Verdicts on one strategy with its parameters on its data. */
export interface CheckReport {
  readonly schemaVersion: 1
  readonly engineVersion: string
  readonly strategy: {
    readonly name: string
    readonly params: Readonly<Record<string, ParamValue>>
    /** SHA-256 of its file and of those of the project that it imports; null for a strategy that was a value. */
    readonly sha256: string | null
  }
  /** Content hashes of the series, in order. */
  readonly data: readonly string[]
  /** The worst of the verdicts. */
  readonly outcome: CheckOutcome
  readonly verdicts: readonly CheckVerdict[]
}

const worstFirst: readonly CheckOutcome[] = ['fail', 'not proven', 'warn', 'pass']

export function worstOf(outcomes: readonly CheckOutcome[]): CheckOutcome {
  return worstFirst.find((outcome) => outcomes.includes(outcome)) ?? 'pass'
}

/** A verdict as a report quotes it. */
export type CheckedRow = Pick<CheckVerdict, 'check' | 'outcome' | 'why'>

/** The warning that a report has until its strategy was checked for look-ahead. */
export const NOT_CHECKED = 'LOOK_AHEAD_NOT_CHECKED'

/** The report of a run with what checks said of the same strategy, parameters and bars: instead of a warning that nobody looked. */
export function withChecks(document: ReportDocument, { verdicts }: Pick<CheckReport, 'verdicts'>): ReportDocument {
  const looked = verdicts.find(({ check }) => check === 'look-ahead')
  const found: Warning[] = verdicts
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'not proven')
    .map(({ check, why }) => ({ code: 'CHECK_FAILED', message: `The check of ${check} did not pass: ${why}.` }))
  return {
    ...document,
    checked: verdicts.map(({ check, outcome, why }): CheckedRow => ({ check, outcome, why })),
    warnings: [...document.warnings.filter(({ code }) => looked === undefined || code !== NOT_CHECKED), ...found],
  }
}

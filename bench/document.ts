/** The one document of a benchmark, as JSON and as a table for people. */
import { cpus } from 'node:os'
import type { Budget, Measured } from './budgets.ts'

export interface BenchDocument {
  readonly schemaVersion: 1
  readonly node: string
  readonly v8: string
  readonly cpu: string
  readonly cores: number
  readonly results: readonly Result[]
}

export interface Result {
  readonly id: string
  /** Median of the rounds. */
  readonly value: number
  readonly unit: string
  readonly comparedTo: string
  /** What it is compared with, median, in the same unit. */
  readonly against: number
  readonly ratio: number
  /** The largest ratio that passes; null where there is none. */
  readonly budget: number | null
  readonly pass: boolean
  /** Most collections in a round. */
  readonly gc: { readonly minor: number; readonly major: number }
  /** Peak resident memory of the process, bytes; where two designs take turns it is that of both. */
  readonly rssPeak: number
  readonly rounds: number
  readonly perSecond?: number
  /** The first run, before the rounds, and the fastest round. */
  readonly cold?: number
  readonly min?: number
  /** How much a fixed calculation varied meanwhile, where it ran: median / minimum - 1. */
  readonly noise?: number
}

export function documentOf(results: readonly Result[]): BenchDocument {
  const all = cpus()
  return {
    schemaVersion: 1,
    node: process.version,
    v8: process.versions.v8,
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    results: results.map(rounded),
  }
}

export function resultOf(budget: Budget, m: Measured, rounds: number): Result {
  const { sound = true, ratio, rssPeak = 0, ...figures } = m
  return {
    ...figures,
    unit: budget.unit,
    comparedTo: budget.comparedTo,
    ratio,
    budget: budget.ratioMax,
    pass: sound && ratio <= budget.ratioMax,
    rssPeak,
    rounds,
  }
}

/** The results as aligned lines. */
export function tableOf({ node, cpu, cores, results }: BenchDocument): string {
  const rows = results.map((r) => [
    r.id,
    `${r.value.toFixed(1)} ${r.unit}`,
    `${r.against.toFixed(1)} ${r.unit}`,
    r.ratio.toFixed(2),
    r.budget === null ? '' : String(r.budget),
    r.budget === null ? '' : r.pass ? 'ok' : 'FAILS',
    `${r.gc.minor} + ${r.gc.major}`,
    `${Math.round(r.rssPeak / 1e6)} MB`,
    r.noise === undefined ? '' : `${Math.round(r.noise * 100)} %`,
  ])
  const all = [['', 'median', 'against', 'ratio', 'budget', '', 'gc', 'peak', 'noise'], ...rows]
  const widths = all[0]!.map((_, k) => Math.max(...all.map((row) => row[k]!.length)))
  const lines = all.map((row) =>
    row
      .map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  ')
      .trimEnd(),
  )
  return [...lines, '', `node ${node}, ${cpu}, ${cores} cores`].join('\n')
}

/** Six significant digits: more is noise. */
function rounded(result: Result): Result {
  const round = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toPrecision(6)) : value)
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, round(value)])) as unknown as Result
}

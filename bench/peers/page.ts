/** The tables of README.md, printed between its markers. No dates and no names of machines: what was measured, and on what. */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { VERSION } from 'lockstep'
import type { ContestResult, PairResult } from './play.ts'

const PAGE = join(import.meta.dirname, 'README.md')
const TABLES = /(<!-- tables -->)[^]*(<!-- \/tables -->)/
const GB = 2 ** 30
const MB = 1e6
const BUSY = ' The machine did other work as well: times are too long, and ratios vary.'

/** A peer that could not be measured, and why. */
export interface Skipped {
  readonly peer: string
  readonly why: string
}

export interface Measurement {
  readonly results: readonly ContestResult[]
  readonly skipped: readonly Skipped[]
  /** Whether others used the machine meanwhile. */
  readonly isBusy: boolean
}

export function tablesOf({ results, skipped, isBusy }: Measurement): string {
  const times = results.flatMap((result) => result.pairs.map((pair) => timeRow(result, pair)))
  const alike = results.map(alikeRow)
  return [
    `Lockstep ${VERSION} on Node ${process.versions.node}, ${cpus().length} cores, ${Math.round(totalmem() / GB)} GB.${isBusy ? BUSY : ''}`,
    table(
      ['peer', 'what', 'bars', 'theirs ns/bar', 'ours', 'ours ns/bar', 'first run', 'times faster', 'by processor', 'target', 'reached'],
      times,
    ),
    table(
      ['peer', 'version', 'bars', 'round trips', 'equity at the end', 'largest difference', 'peak MB', 'ours', 'collections', 'ours'],
      alike,
    ),
    ...skipped.map(({ peer, why }) => `${peer} was not measured: ${why}`),
  ].join('\n\n')
}

/** Puts them into the page. */
export function printTables(tables: string): void {
  writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), tables))
}

export function withTables(page: string, tables: string): string {
  return page.replace(TABLES, (_, open: string, close: string) => `${open}\n\n${tables}\n\n${close}`)
}

function timeRow({ contest }: ContestResult, { what, ours, seconds, ratio, ratioCpu, target }: PairResult): string[] {
  const perBar = (s: number): string => number((1e9 * s) / contest.rows, 1)
  return [
    contest.peer,
    what,
    number(contest.rows),
    perBar(seconds.theirs),
    ours,
    perBar(seconds.ours),
    perBar(seconds.oursCold),
    times(ratio),
    times(ratioCpu),
    number(target),
    ratio >= target ? 'yes' : 'no',
  ]
}

function times(ratio: number): string {
  return number(ratio, ratio < 10 ? 1 : 0)
}

function alikeRow({ contest, version, trips, equity, difference, peaks, collections }: ContestResult): string[] {
  const memory = [number(peaks.theirs / MB), number(peaks.ours / MB)]
  const swept = [number(collections.theirs), number(collections.ours)]
  return [contest.peer, version, number(contest.rows), number(trips), number(equity, 2), number(difference, 6), ...memory, ...swept]
}

function number(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** A table of markdown with columns as wide as their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, k) => Math.max(name.length, ...rows.map((row) => row[k]!.length)))
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, k) => cell.padEnd(widths[k]!)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n')
}

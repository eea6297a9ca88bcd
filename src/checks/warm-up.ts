/**
 * Warm-up. With more history before the first traded bar nothing that is decided after it may change, and every declared line should be
 * where it would be if the data had begun earlier. Averages that never forget show here, and so do sums and counts since the first bar.
 */
import { calendarOf } from '../calendar/calendars.ts'
import type { BarSeries } from '../model/bars.ts'
import { DAY_MS, formatMoment, type Timestamp } from '../model/time.ts'
import { bucketStart, parseTimeframe } from '../model/timeframe.ts'
import type { CheckTable, CheckVerdict } from '../report/checked.ts'
import { counted, type Check, type Checking } from './checking.ts'
import { firstDivergence } from './divergence.ts'
import { closeOf } from './stage.ts'
import type { LineValue, Played, Variant } from './variant.ts'

/** A line has settled when more history moves it by less than this share. */
const SETTLED = 1e-6
/** Histories that the table shows, each twice the one before. */
const PROBES_MAX = 10

export const warmUp: Check = async (checking) => {
  const { local, data, words } = checking
  const [main] = data
  const needed = main === undefined ? null : await neededRows(checking, main)
  if (main === undefined || needed === null) return verdict('not proven', 'it never came to trade')
  const { from } = checking.options
  const first = from === undefined ? Math.floor(main.bars.length / 2) : main.bars.time.findIndex((time) => time >= from)
  const least = Math.max(needed, coprime(Math.floor(first / 4)))
  if (2 * least > first) {
    const had = `${counted(Math.max(first, 0), 'bar')} before the first traded one`
    return verdict(
      'not proven',
      `it needs ${counted(needed, 'bar')} to warm up and there are ${had}: too few to compare with twice as many`,
    )
  }
  const at = (rows: number, probe: boolean): Variant => historyOf(checking, main, { first, rows, probe })
  const rows = [...new Set([least, Math.min(2 * least, first), Math.min(4 * least, first)])]
  const runs: Played[] = []
  for (const count of rows) runs.push(await local.play(at(count, false)))
  const ladder = probes(Math.max(needed, 1), first)
  const values: (readonly LineValue[])[] = []
  for (const count of ladder) values.push((await local.play(at(count, true))).lines)
  const table = lineTables(ladder, values)
  const longest = runs.at(-1)!
  for (const [k, run] of runs.slice(0, -1).entries()) {
    const when = `it has ${counted(rows[k]!, 'bar')} of history and not ${rows.at(-1)!.toLocaleString('en-US')}`
    const divergence = firstDivergence(longest, run, words, { when, fromElsewhere: true })
    if (divergence !== null) return { ...verdict('fail', 'its decisions depend on where the data begin'), divergence, tables: table.tables }
  }
  return judge({ table, runs, rows, needed, first: main.bars.time[first]!, limit: checking.limits.lineShare })
}

interface Judged {
  readonly table: LineTables
  readonly runs: readonly Played[]
  readonly rows: readonly number[]
  readonly needed: number
  readonly first: number
  readonly limit: number
}

function judge({ table, runs, rows, needed, first, limit }: Judged): CheckVerdict {
  const longest = runs.at(-1)!.lines
  const off = runs[0]!.lines.map(({ name, value }, k) => ({ name, share: shareOff(value, longest[k]?.value ?? NaN) }))
  const worst = off.reduce<{ name: string; share: number }>((a, b) => (b.share > a.share ? b : a), { name: '', share: 0 })
  const settled = table.settled
  const remarks =
    table.tables.length === 0
      ? ['it declares no lines']
      : settled === null
        ? ['no history that the data have settles all its lines to a millionth']
        : settled > needed
          ? [
              `its lines are settled to a millionth after at most ${counted(settled, 'bar')}; it begins after ${needed}: trade from there with --from`,
            ]
          : []
  const begun = formatMoment(first as Timestamp)
  const lead = `${rows.map((count) => count.toLocaleString('en-US')).join(', ')} bars of history before ${begun}`
  if (worst.share > limit) {
    const why = `with ${lead} it decides the same, but ${worst.name} still differs by ${percent(worst.share)}`
    return { ...verdict('warn', why), remarks, tables: table.tables }
  }
  return { ...verdict('pass', `with ${lead} it decides the same`), remarks, tables: table.tables }
}

function verdict(outcome: CheckVerdict['outcome'], why: string): CheckVerdict {
  return { check: 'warm-up', outcome, why, divergence: null, remarks: [], tables: [] }
}

/** Rows that close before everything declared is warm, from the first row on; null when it never is. */
async function neededRows({ local, options, plain, data }: Checking, main: BarSeries): Promise<number | null> {
  const since = Math.min(...data.flatMap(({ bars }) => (bars.length === 0 ? [] : [bars.time[0]!])))
  const probe: Variant = { says: '', history: { since, from: null, probe: true } }
  const { tradingFrom } = options.from === undefined ? plain : await local.play(probe)
  if (tradingFrom === null) return null
  let rows = 0
  while (rows < main.bars.length && closeOf(main, rows) < tradingFrom) rows++
  return rows
}

/** A run that begins so many rows before the first traded one; where it builds higher timeframes, where one of their bars begins. */
function historyOf({ plain }: Checking, main: BarSeries, { first, rows, probe }: { first: number; rows: number; probe: boolean }): Variant {
  const { time } = main.bars
  let row = Math.max(0, first - rows)
  if (plain.coarsest !== null) {
    const key = bucketKey(main, plain.coarsest)
    while (row > 0 && key(time[row - 1]!) === key(time[row]!)) row--
  }
  const history = { since: time[row]!, from: time[first]!, probe }
  return { says: `it has ${counted(first - row, 'bar')} of history`, history }
}

/** Which bar of the coarser timeframe a row belongs to; days where that is shorter. */
function bucketKey({ instrument, timeframe }: BarSeries, label: string): (time: number) => number {
  const coarser = parseTimeframe(label)
  if (timeframe.ms >= DAY_MS) return (time) => bucketStart(coarser, time)
  const calendar = calendarOf(instrument.calendar)
  return (time) => (coarser.ms < DAY_MS ? calendar.sessionKey(time) : bucketStart(coarser, calendar.sessionKey(time)))
}

/** From `rows` up: without a common factor with the small numbers that people count in, so that parities and phases change with it. */
function coprime(rows: number): number {
  let count = Math.max(1, rows)
  while (count > 1 && [2, 3, 5, 7, 11, 13].some((factor) => count % factor === 0)) count--
  return count
}

/** What is needed, twice that and so on, and at last all there is. */
function probes(needed: number, most: number): number[] {
  const rows: number[] = []
  for (let count = needed; count < most && rows.length < PROBES_MAX - 1; count *= 2) rows.push(count)
  return [...rows, most]
}

interface LineTables {
  readonly tables: readonly CheckTable[]
  /** The least history with which all lines are settled; null when none is. */
  readonly settled: number | null
}

function lineTables(rows: readonly number[], values: readonly (readonly LineValue[])[]): LineTables {
  const last = values.at(-1) ?? []
  if (last.length === 0) return { tables: [], settled: rows[0] ?? null }
  const shares = values.map((lines) => last.map(({ value }, k) => shareOff(lines[k]?.value ?? NaN, value)))
  const settled = rows.find((_, k) => shares.slice(k).every((line) => line.every((share) => share < SETTLED))) ?? null
  const columns = ['line', ...rows.map((count) => `${count.toLocaleString('en-US')} bars`)]
  const finite = (x: number): number | null => (Number.isFinite(x) ? x : null)
  const of = (title: string, cell: (run: number, line: number) => number): CheckTable => ({
    title,
    columns,
    rows: last.map(({ name }, line) => [name, ...rows.map((_, run) => finite(cell(run, line)))]),
  })
  const tables = [
    of('lines at the first decision, by history before it', (run, line) => values[run]![line]?.value ?? NaN),
    of('their distance from the last column, %', (run, line) => 100 * shares[run]![line]!),
  ]
  // With all there is, nothing is left to compare with.
  return { tables, settled: settled === rows.at(-1) && rows.length > 1 ? null : settled }
}

/** How far a value is off, as a share of what it should be. */
function shareOff(value: number, should: number): number {
  if (Object.is(value, should) || value === should) return 0
  if (Number.isNaN(value) || Number.isNaN(should)) return Infinity
  return Math.abs(value - should) / Math.max(Math.abs(should), Number.MIN_VALUE)
}

function percent(share: number): string {
  return share === Infinity ? 'all of it' : `${(100 * share).toPrecision(3)} %`
}

/** `lockstep runs …`: the store of runs from the command line. */
import {
  didYouMean,
  epochMs,
  exitCodes,
  formatMoment,
  labelOfStatistic,
  LockstepError,
  renderComparison,
  renderTerminal,
  RunStore,
  statisticText,
  timestamp,
  type ReportDocument,
  type RunEntry,
} from 'lockstep'
import type { ListFlags, RemoveFlags, StoreFlags } from '../commands/runs.ts'
import { UsageFault } from '../failure.ts'
import { grouped } from '../progress.ts'
import { readCount } from '../read-flag.ts'
import type { Screen } from '../screen.ts'
import { checkedReport } from '../stored-checks.ts'
import { labelled, table } from '../table.ts'

/** Where the report's warnings wrap at the latest. */
const PLAIN_WIDTH = 100
/** Statistics that a list of runs shows. */
const LISTED = ['totalReturn', 'sharpe', 'maxDrawdown', 'roundTrips'] as const

export function listRuns(screen: Screen, flags: ListFlags): number {
  const store = RunStore.open(flags.runs)
  const { runs, damaged } = store.list()
  for (const id of damaged) screen.warn(`run ${id} cannot be read; lockstep runs rm ${id} --yes removes what is left of it`)
  const chosen = runs.filter(filterOf(flags))
  const best = flags.best === undefined ? chosen : bestFirst(chosen, flags.best)
  if (screen.json) screen.printJson({ schemaVersion: 1, store: store.root, runs: best })
  else if (runs.length === 0) screen.note('runs', `${store.root} is empty; lockstep backtest saves its runs there`)
  else if (best.length === 0) screen.note('runs', `none of ${grouped(runs.length)} in ${store.root} is like that`)
  else {
    const columns = [...new Set([...LISTED, ...(flags.best === undefined ? [] : [flags.best])])]
    const head = ['run', 'saved', 'strategy', 'on', 'tf', ...columns.map((id) => labelOfStatistic(id)), '']
    screen.print(
      table(
        head,
        best.map((entry) => rowOf(entry, columns)),
        columns.map((_, k) => 5 + k),
      ),
    )
  }
  return exitCodes.ok
}

function rowOf(entry: RunEntry, columns: readonly string[]): string[] {
  const { id, savedAt, key, instruments, timeframes, status, figures } = entry
  const on = instruments.length > 2 ? `${instruments.length} instruments` : instruments.join(' ')
  const shown = columns.map((column) => statisticText(column, figures[column] ?? null))
  return [id, formatMoment(timestamp(savedAt)), key.strategy.name, on, timeframes.join(' '), ...shown, status === 'done' ? '' : status]
}

function filterOf(flags: ListFlags): (entry: RunEntry) => boolean {
  const least = flags.minRoundTrips === undefined ? 0 : readCount('--min-round-trips', flags.minRoundTrips)
  const since = flags.since === undefined ? '' : new Date(timestamp(flags.since)).toISOString()
  return ({ key, instruments, savedAt, figures }) =>
    (flags.strategy === undefined || key.strategy.name === flags.strategy) &&
    (flags.instrument === undefined || instruments.includes(flags.instrument)) &&
    savedAt >= since &&
    (flags.profitable !== true || (figures['netProfit'] ?? 0) > 0) &&
    (figures['roundTrips'] ?? 0) >= least
}

/** Statistics of which less is better. */
const lowIsGood = /drawdown|ulcerIndex|volatility|valueAtRisk|expectedShortfall|fees|slippage|shortfall|turnover/i

/** The highest first; drawdowns, losses and the like are better when lower. Runs without the figure come last. */
function bestFirst(runs: readonly RunEntry[], figure: string): RunEntry[] {
  const known = Object.keys(runs[0]?.figures ?? {})
  if (runs.length > 0 && !known.includes(figure))
    throw new UsageFault(`expected --best to name a statistic, was "${figure}"`, `${didYouMean(figure, known)}.`)
  const sign = lowIsGood.test(figure) ? -1 : 1
  const value = ({ figures }: RunEntry): number =>
    figures[figure] === null || figures[figure] === undefined ? -Infinity : sign * figures[figure]
  return runs.toSorted((a, b) => value(b) - value(a))
}

export function showRun(screen: Screen, name: string, flags: StoreFlags): number {
  const store = RunStore.open(flags.runs)
  const entry = store.find(name)
  const document = checkedReport(store.load(entry), entry.key, flags)
  if (screen.json) screen.printJson(document)
  else {
    screen.note('run', `${entry.id}, saved ${formatMoment(timestamp(entry.savedAt))}`)
    screen.print(renderTerminal(document, { color: screen.color, width: Math.min(screen.width, PLAIN_WIDTH) }))
  }
  return exitCodes.ok
}

export function diffRuns(screen: Screen, name: string, other: string, flags: StoreFlags): number {
  const store = RunStore.open(flags.runs)
  const entries = [store.find(name), store.find(other)] as const
  const [a, b] = entries.map((entry) => store.load(entry)) as [ReportDocument, ReportDocument]
  const inputs = differences(flat(entries[0].key), flat(entries[1].key))
  const sameResult = entries[0].resultHash === entries[1].resultHash
  const first = firstRoundTrip(a, b)
  if (screen.json) {
    const statistics = a.statistics.all.flatMap(({ id, value }) => {
      const theirs = b.statistics.all.find((s) => s.id === id)?.value ?? null
      return value === theirs ? [] : [{ id, values: [value, theirs] }]
    })
    screen.printJson({ schemaVersion: 1, runs: entries.map(({ id }) => id), inputs, sameResult, statistics, firstRoundTrip: first })
    return exitCodes.ok
  }
  const row = (label: string, text: string): string => labelled(label, text, screen.width)
  const lines = inputs.map(({ what, values: [before, after] }) => row(what, `${before ?? '(none)'} → ${after ?? '(none)'}`))
  screen.print((lines.length === 0 ? [row('inputs', 'the same')] : lines).join('\n'))
  screen.print('')
  if (sameResult) screen.print(row('result', 'the same to the bit'))
  else {
    screen.print(renderComparison([a, b], { color: screen.color }))
    screen.print(row('round trips', first === null ? 'the same, as far as both keep them' : `first difference: ${first.says}`))
  }
  return exitCodes.ok
}

type Difference = { readonly what: string; readonly values: readonly [string | undefined, string | undefined] }

function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): Difference[] {
  const names = [...new Set([...a.keys(), ...b.keys()])]
  return names.flatMap((what) => (a.get(what) === b.get(what) ? [] : [{ what, values: [a.get(what), b.get(what)] as const }]))
}

/** Leaves of plain data by their path: `settings.costs.feeBps`. */
function flat(value: unknown, path = '', into: Map<string, string> = new Map()): Map<string, string> {
  if (typeof value !== 'object' || value === null) into.set(path, String(value))
  else for (const [name, inner] of Object.entries(value)) flat(inner, path === '' ? name : `${path}.${name}`, into)
  return into
}

function firstRoundTrip(
  a: ReportDocument,
  b: ReportDocument,
): { readonly row: number; readonly field: string; readonly says: string } | null {
  const [ours = [], theirs = []] = [a.roundTrips.rows, b.roundTrips.rows]
  // A report may keep only its last round trips; rows are compared where both keep all.
  if (ours.length < a.roundTrips.count || theirs.length < b.roundTrips.count) return null
  for (let row = 0; row < Math.max(ours.length, theirs.length); row++) {
    const [mine, other] = [ours[row], theirs[row]] as readonly (Readonly<Record<string, unknown>> | undefined)[]
    if (mine === undefined || other === undefined) return { row, field: '', says: `round trip ${row + 1} is in one of them only` }
    const field = Object.keys(mine).find((name) => mine[name] !== other[name])
    const shown = (value: unknown): string => (field?.endsWith('Time') === true ? formatMoment(epochMs(Number(value))) : String(value))
    if (field !== undefined) return { row, field, says: `round trip ${row + 1}, ${field}: ${shown(mine[field])} → ${shown(other[field])}` }
  }
  return null
}

export function removeRuns(screen: Screen, names: readonly string[], flags: RemoveFlags): number {
  const store = RunStore.open(flags.runs)
  const { runs, damaged } = store.list()
  const before = flags.before === undefined ? '' : new Date(timestamp(flags.before)).toISOString()
  const meant = new Set([
    ...names.map((name) => damaged.find((id) => id === name) ?? store.find(name).id),
    ...runs.filter(({ savedAt }) => flags.all === true || savedAt < before).map(({ id }) => id),
    ...(flags.all === true ? damaged : []),
  ])
  if (meant.size === 0 && names.length === 0 && flags.all !== true && flags.before === undefined)
    throw new UsageFault('expected runs to remove, there are none', 'Name runs, or give --before DATE or --all.')
  if (flags.yes !== true && meant.size > 0)
    throw new LockstepError('E_USAGE', `expected --yes before ${[...meant].join(', ')} is removed from ${store.root}`, 'Add --yes.')
  for (const id of meant) store.remove(id)
  if (screen.json) screen.printJson({ schemaVersion: 1, removed: [...meant] })
  else screen.print(`${grouped(meant.size)} removed from ${store.root}`)
  return exitCodes.ok
}

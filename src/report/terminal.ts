/** The report as terminal text: header and warnings, key figures, full table, breakdowns, open positions. */
import { profit, statisticCell, type Cell } from './cell.ts'
import { sections } from './definitions.ts'
import type { Breakdown, OpenPosition, ReportDocument } from './document.ts'
import { decimals, integer, moment, money, percent, price, quantity, statistic, UNDEFINED } from './format.ts'
import { ansiPaint, noPaint, type Paint } from './paint.ts'
import { painted, textTable, wrap } from './text-table.ts'

export interface TerminalOptions {
  readonly color: boolean
  /** Columns of the terminal; texts wrap there, tables keep their width. Default 100. */
  readonly width?: number
}

/** Ends with a newline. Without colour it is plain text that can be pasted anywhere. */
export function renderTerminal(d: ReportDocument, { color, width = 100 }: TerminalOptions): string {
  const paint = color ? ansiPaint : noPaint
  const blocks = [
    [...header(d, paint), ...warnings(d, width, paint)],
    keyFigures(d, paint),
    ...statisticsTables(d, paint),
    breakdown('Strategy', d.breakdowns.strategy ?? [], paint),
    breakdown('Instrument', d.breakdowns.instrument, paint),
    breakdown('Exit', d.breakdowns.exit, paint),
    breakdown('Tag', d.breakdowns.tag, paint),
    openPositions(d.openPositions, paint),
    leanStatistics(d, paint),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function header(d: ReportDocument, paint: Paint): string[] {
  const { run } = d
  const line = (label: string, text: string): string => `${paint.dim(label.padEnd(12))}${text}`
  const params = Object.entries(run.params).map(([name, value]) => `${name}=${value}`)
  return [
    `${paint.bold(run.strategy)}${d.status === 'done' ? '' : `  ${paint.yellow(d.status.toUpperCase())}`}`,
    ...(params.length > 0 ? [line('parameters', params.join(' '))] : []),
    ...run.series.map((s) => line('data', `${s.instrument} ${s.timeframe}, ${integer(s.bars)} bars, ${moment(s.from)} to ${moment(s.to)}`)),
    line('trading', run.tradingFrom === null ? 'never warm' : `from ${moment(run.tradingFrom)}`),
    line('cash', `${money(run.cash)} ${run.currency.code}, seed ${run.seed}`),
    line(
      'rules',
      Object.entries(run.policies)
        .map(([name, value]) => `${name}: ${value}`)
        .join('; ') || UNDEFINED,
    ),
    line('a year', `${run.annualisation.factor} days (${run.annualisation.why})`),
    line('engine', run.engineVersion),
    ...(d.timing === undefined ? [] : [line('time', timing(d.timing))]),
  ]
}

function timing({ loadMs, runMs, barsPerSecond }: NonNullable<ReportDocument['timing']>): string {
  return `load ${decimals(loadMs / 1000, 2)} s, run ${decimals(runMs / 1000, 2)} s, ${integer(barsPerSecond)} bars/s`
}

function warnings(d: ReportDocument, width: number, paint: Paint): string[] {
  return d.warnings.flatMap((w) => wrap(`! ${w.message}`, width, '  ')).map(paint.yellow)
}

/** Twelve figures in three columns. */
function keyFigures({ keyFigures }: ReportDocument, paint: Paint): string[] {
  const rows = Math.ceil(keyFigures.length / 3)
  const lines: string[] = []
  for (let row = 0; row < rows; row++) {
    const cells = [0, 1, 2].flatMap((column) => keyFigures[column * rows + row] ?? [])
    lines.push(
      cells.map((s) => `${s.label.padEnd(18)}${paint.bold(painted(statisticCell(s), statistic(s).padStart(12), paint))}`).join('    '),
    )
  }
  return lines
}

/** One width for all tables of statistics, so that their columns stand under each other. */
const STATISTICS_WIDTHS = [26, 16, 16, 16] as const

function statisticsTables(d: ReportDocument, paint: Paint): string[][] {
  const rowOf = (id: string, sides: readonly (keyof ReportDocument['statistics'])[]): Cell[] => {
    const cells = sides.map((side) => d.statistics[side].find((s) => s.id === id))
    return [cells[0]?.label ?? id, ...cells.map((s) => (s === undefined ? '' : statisticCell(s)))]
  }
  return sections
    .filter(({ title }) => title !== 'Buy and hold' || d.benchmark !== null)
    .map(({ title, of, definitions }) => {
      const sides = of === 'account' ? (['all'] as const) : (['all', 'long', 'short'] as const)
      const head = [title, 'All', 'Long', 'Short'].slice(0, sides.length + 1)
      return textTable({ head, rows: definitions.map(({ id }) => rowOf(id, sides)), widths: STATISTICS_WIDTHS }, paint)
    })
}

/** One row would only repeat the table of round trips. */
function breakdown(title: string, rows: readonly Breakdown[], paint: Paint): string[] {
  if (rows.length < 2) return []
  const total = rows.reduce((a, b) => ({
    key: 'TOTAL',
    roundTrips: a.roundTrips + b.roundTrips,
    wins: a.wins + b.wins,
    draws: a.draws + b.draws,
    losses: a.losses + b.losses,
    net: a.net + b.net,
    fees: a.fees + b.fees,
  }))
  const cells = [...rows, total].map((r) => [
    r.key === '' ? '(none)' : r.key,
    integer(r.roundTrips),
    `${r.wins}-${r.draws}-${r.losses}`,
    percent(r.wins / r.roundTrips),
    profit(r.net),
    money(r.fees),
  ])
  return textTable({ head: [title, 'Round trips', 'W-D-L', 'Win rate', 'Net profit', 'Fees'], rows: cells }, paint)
}

function leanStatistics({ lean }: ReportDocument, paint: Paint): string[] {
  if (lean === undefined) return []
  return textTable({ head: ['LEAN', 'All'], rows: Object.entries(lean) }, paint)
}

function openPositions(open: readonly OpenPosition[], paint: Paint): string[] {
  if (open.length === 0) return []
  const head = ['Open position', 'Side', 'Quantity', 'Entry', 'Last', 'Unrealised', 'Since']
  const rows = open.map((p) => [
    p.instrument,
    p.side,
    quantity(p.qty),
    price(p.entryPrice),
    price(p.mark),
    profit(p.unrealised),
    moment(p.since),
  ])
  return textTable({ head, rows, left: [1] }, paint)
}

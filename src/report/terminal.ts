/** The report as terminal text: header and warnings, key figures, full table, groups of round trips, open positions. */
import { statisticCell } from './cell.ts'
import type { ReportDocument } from './document.ts'
import { decimals, integer, moment, money, percent, statistic, UNDEFINED } from './format.ts'
import { ansiPaint, noPaint, type Paint } from './paint.ts'
import { checksTable } from './printed/checks.ts'
import { conventionTable } from './printed/convention.ts'
import { groupTables } from './printed/groups.ts'
import { openPositionsTable } from './printed/positions.ts'
import { filled } from './printed/printed-table.ts'
import { leanTable } from './printed/records.ts'
import { statisticsTables } from './printed/statistics.ts'
import { painted, textTable, wrap } from './text-table.ts'

export interface TerminalOptions {
  readonly color: boolean
  /** Columns of the terminal; texts wrap there, tables keep their width. Default 100. */
  readonly width?: number
}

/** One width for all tables of statistics, so that their columns stand under each other. */
const STATISTICS_WIDTHS = [26, 16, 16, 16] as const

/** Ends with a newline. Without colour it is plain text that can be pasted anywhere. */
export function renderTerminal(d: ReportDocument, { color, width = 100 }: TerminalOptions): string {
  const paint = color ? ansiPaint : noPaint
  const blocks = [
    [...header(d, paint), ...warnings(d, width, paint)],
    keyFigures(d, paint),
    ...statisticsTables(d).map((t) => textTable({ ...t, widths: STATISTICS_WIDTHS }, paint)),
    ...filled([...groupTables(d), openPositionsTable(d), leanTable(d), conventionTable(d), checksTable(d)]).map((t) => textTable(t, paint)),
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
    line('a year', `${run.annualisation.factor} days (${run.annualisation.why})${riskFree(run)}`),
    ...(d.benchmark === null ? [] : [line('benchmark', d.benchmark.label)]),
    line('engine', run.engineVersion),
    ...(d.timing === undefined ? [] : [line('time', timing(d.timing))]),
  ]
}

function riskFree({ riskFree: rate }: ReportDocument['run']): string {
  return rate === 0 ? '' : `, risk-free rate ${percent(rate)}`
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

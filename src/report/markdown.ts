/** The report as Markdown that can be pasted into an issue: the same tables as terminal and page, with the same numbers. */
import { textOf, type Cell } from './cell.ts'
import type { ReportDocument } from './document.ts'
import { integer, moment, money, UNDEFINED } from './format.ts'
import { checksTable } from './printed/checks.ts'
import { conventionTable } from './printed/convention.ts'
import { executionCostTables } from './printed/execution-costs.ts'
import { exposureTables } from './printed/exposure.ts'
import { attributionTables, groupTables } from './printed/groups.ts'
import { openPositionsTable } from './printed/positions.ts'
import { filled, type PrintedTable } from './printed/printed-table.ts'
import { costsTable, leanTable, orderTables } from './printed/records.ts'
import { distributionTable, drawdownTable, monthlyTable, yearlyTable } from './printed/returns.ts'
import { robustnessTables } from './printed/robustness.ts'
import { keyFiguresTable, statisticsTables } from './printed/statistics.ts'

/** Ends with a newline. Round trips are counted, not listed: their list is a CSV file. */
export function renderMarkdown(d: ReportDocument): string {
  const tables = filled([
    keyFiguresTable(d),
    ...statisticsTables(d),
    ...groupTables(d),
    openPositionsTable(d),
    drawdownTable(d),
    monthlyTable(d),
    yearlyTable(d),
    distributionTable(d),
    ...exposureTables(d),
    ...executionCostTables(d),
    costsTable(d),
    ...orderTables(d),
    ...attributionTables(d),
    checksTable(d),
    ...robustnessTables(d),
    conventionTable(d),
    leanTable(d),
  ])
  const warnings = d.warnings.map((w) => `- **${escape(w.code)}** ${escape(w.message)}`)
  return `${[header(d), warnings.join('\n'), ...tables.map(markdownTable)].filter((part) => part !== '').join('\n\n')}\n`
}

function header({ run, status }: ReportDocument): string {
  const params = Object.entries(run.params).map(([name, value]) => `${name}=${value}`)
  const series = run.series.map((s) => `${s.instrument} ${s.timeframe}, ${integer(s.bars)} bars, ${moment(s.from)} to ${moment(s.to)}`)
  const rules = Object.entries(run.policies).map(([name, value]) => `${name}: ${value}`)
  const lines = [
    ...(params.length > 0 ? [`parameters ${params.join(' ')}`] : []),
    ...series,
    `cash ${money(run.cash)} ${run.currency.code}, seed ${run.seed}, engine ${run.engineVersion}`,
    `rules ${rules.join('; ') || UNDEFINED}`,
    `${run.annualisation.factor} days a year (${run.annualisation.why})`,
  ]
  return [`## ${escape(run.strategy)}${status === 'done' ? '' : ` (${status})`}`, lines.map((line) => `- ${escape(line)}`).join('\n')].join(
    '\n\n',
  )
}

function markdownTable({ title, head, rows, left = [], total }: PrintedTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rule = head.map((_, k) => (k === 0 || left.includes(k) ? '---' : '---:'))
  const body = rows.map((row, i) => {
    const bold = total === true && i === rows.length - 1
    return line(head.map((_, k) => cellText(row[k] ?? '', bold)))
  })
  return [`### ${escape(title)}`, '', line(head.map((h) => cellText(h, false))), line(rule), ...body].join('\n')
}

function cellText(cell: Cell, bold: boolean): string {
  const text = escape(textOf(cell))
  return bold && text !== '' ? `**${text}**` : text
}

/** No character of a name ends a cell, begins a tag or mentions a person. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|~#@]/g, (sign) => `\\${sign}`).replaceAll(/\s+/g, ' ')
}

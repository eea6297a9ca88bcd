/** Equity with the benchmark and the drawdown under it, and the deepest drawdowns. */
import type { ReportDocument } from '../../document.ts'
import { drawdownTable } from '../../printed/returns.ts'
import { html } from '../markup.ts'
import { table } from '../tables.ts'
import { equityChart, timeChart } from '../time-chart.ts'
import type { Section } from './section.ts'

export function equitySection(d: ReportDocument, run: number): Section | null {
  if (d.equity.points.length < 2) return null
  const drawdowns = drawdownTable(d)
  const body = html`${timeChart(`equity-chart-${run}`, 'Equity over time with drawdown under it', `run-${run}`, equityChart(d))}
  ${
    drawdowns.rows.length > 0 &&
    html`<h3>Deepest drawdowns</h3>
      ${table(drawdowns)}`
  }`
  return { id: 'equity', title: 'Equity and drawdown', short: 'Equity', body }
}

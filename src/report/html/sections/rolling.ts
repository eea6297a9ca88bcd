/** Figures of the last half and whole year of trading days, day by day. */
import type { ReportDocument } from '../../document.ts'
import { packed, packedTimes } from '../columns.ts'
import { html } from '../markup.ts'
import { term } from '../tables.ts'
import { timeChart, type ChartLine, type Pane } from '../time-chart.ts'
import type { Section } from './section.ts'

const PANES = [
  { column: 1, title: 'Sharpe ratio', unit: 'ratio', step: 1e-4 },
  { column: 2, title: 'Sortino ratio', unit: 'ratio', step: 1e-4 },
  { column: 3, title: 'Volatility', unit: 'percent', step: 1e-5 },
  { column: 4, title: 'Beta to the benchmark', unit: 'ratio', step: 1e-4 },
] as const

export function rollingSection(d: ReportDocument, run: number): Section | null {
  const panes = PANES.map((pane) => paneOf(d, pane)).filter((pane) => pane.lines.length > 0)
  if (panes.length === 0) return null
  const body = html`<p class="note">
      ${term({ term: 'rolling', label: 'Windows of daily returns' })}, each known on its day:
      ${d.rolling.map((w) => `${w.days} days${w.reason === undefined ? '' : ` (none: ${w.reason})`}`).join(', ')}.
    </p>
    ${timeChart(`rolling-chart-${run}`, 'Rolling figures over time', `run-${run}`, { panes })}`
  return { id: 'rolling', title: 'Rolling figures', short: 'Rolling', body }
}

function paneOf({ rolling }: ReportDocument, { column, title, unit, step }: (typeof PANES)[number]): Pane {
  const lines = rolling.flatMap(({ days, points }, k): ChartLine[] => {
    const values = points.map((p) => p[column] ?? null)
    if (values.every((v) => v === null)) return []
    return [{ name: `${days} days`, look: k, time: packedTimes(points.map((p) => p[0] ?? 0)), value: packed(values, step) }]
  })
  return { title, unit, height: 110, lines }
}

/** How much of the account was at work, in what, and how large the account could have been. */
import type { ReportDocument } from '../../document.ts'
import { exposureTables } from '../../printed/exposure.ts'
import { packed, packedTimes } from '../columns.ts'
import { html } from '../markup.ts'
import { table, term } from '../tables.ts'
import { timeChart, type ChartLine } from '../time-chart.ts'
import type { Section } from './section.ts'

const LINES = [
  { column: 1, name: 'Gross', look: 5 },
  { column: 2, name: 'Long', look: 2 },
  { column: 3, name: 'Short', look: 1 },
  { column: 4, name: 'Net', look: 0 },
] as const

export function exposureSection(d: ReportDocument, run: number): Section | null {
  const { points, leverage, reason } = d.exposure
  if (points.length < 2 || leverage === null || leverage.max === 0) return null
  const time = packedTimes(points.map((p) => p[0] ?? 0))
  const lines = LINES.flatMap(({ column, name, look }): ChartLine[] => {
    const values = points.map((p) => p[column] ?? null)
    return values.every((v) => v === null || v === 0) ? [] : [{ name, look, time, value: packed(values, 1e-4) }]
  })
  const chart = timeChart(`exposure-chart-${run}`, 'Exposure over time', `run-${run}`, {
    panes: [{ title: 'Exposure, % of equity', unit: 'percent', height: 150, lines: distinct(lines) }],
  })
  const why = reason !== undefined && html` Sides and instruments are left out: ${reason}.`
  const capacity = d.capacity?.reason !== undefined && html` No capacity: ${d.capacity.reason}.`
  const body = html`<p class="note">
      ${term({ term: 'exposure', label: 'Exposure' })} at ${String(points.length)} moments.${why}${capacity}
    </p>
    ${chart}
    <div class="grid pairs below">${exposureTables(d).map((t) => table(t, { tall: t.rows.length > 14 }))}</div>`
  return { id: 'exposure', title: 'Exposure and capacity', short: 'Exposure', body }
}

/** Lines that are the same, as where all is long, are one line with all their names. */
function distinct(lines: readonly ChartLine[]): ChartLine[] {
  const same = Map.groupBy(lines, (line) => String(line.value.steps))
  return [...same.values()].map((group) => ({ ...group.at(-1)!, name: group.map((line) => line.name).join(' = ') }))
}

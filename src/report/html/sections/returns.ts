/** Returns by month and year. */
import { profit, signOf, textOf } from '../../cell.ts'
import type { ReportDocument } from '../../document.ts'
import { UNDEFINED } from '../../format.ts'
import { hundredths, MONTHS, yearlyTable } from '../../printed/returns.ts'
import { yearFigure } from '../figures/returns.ts'
import { html, type Markup } from '../markup.ts'
import { table, term } from '../tables.ts'
import type { Section } from './section.ts'

export function returnsSection(d: ReportDocument): Section | null {
  if (d.monthlyReturns.length === 0) return null
  const body = html`<p class="note">Per cent; ${term({ term: 'period-return', label: 'returns of calendar months and years' })} in UTC.</p>
    ${heatMap(d)}
    <div class="grid pairs below">${yearFigure(d)}${table(yearlyTable(d), { tall: d.yearly.length > 14 })}</div>`
  return { id: 'returns', title: 'Returns by month and year', short: 'Returns', body }
}

/** Colour grows with the size of the return, relative to the largest; the figure keeps its sign. */
function heatMap({ monthlyReturns }: ReportDocument): Markup {
  const most = Math.max(...monthlyReturns.flatMap((y) => y.months.map((m) => Math.abs(m ?? 0))), 1e-9)
  const cell = (value: number | null): Markup => {
    if (value === null) return html`<td></td>`
    const strength = Math.sqrt(Math.abs(value) / most).toFixed(2)
    return html`<td class="${value < 0 ? 'down' : 'up'}" style="--heat:${strength}">${textOf(profit(value, hundredths))}</td>`
  }
  const rows = monthlyReturns.map(({ year, months, total }) => {
    const sum = total === null ? UNDEFINED : profit(total, hundredths)
    return html`<tr>
      <th scope="row">${year}</th>
      ${months.map(cell)}
      <td class="sum ${signOf(sum)}">${textOf(sum)}</td>
    </tr>`
  })
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Monthly returns">
    <table class="heat">
      <thead>
        <tr>
          <th scope="col">Year</th>
          ${MONTHS.map((m) => html`<th scope="col">${m}</th>`)}
          <th scope="col">Total</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}

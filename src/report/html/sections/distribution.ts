/** How returns are spread. */
import type { ReportDocument } from '../../document.ts'
import { distributionTable } from '../../printed/returns.ts'
import { boxFigure, quantileFigure, returnHistogram } from '../figures/returns.ts'
import { html } from '../markup.ts'
import { table, term } from '../tables.ts'
import type { Section } from './section.ts'

export function distributionSection(d: ReportDocument): Section | null {
  const { periods } = d.distribution
  if (periods.length === 0 || (periods[0]?.count ?? 0) < 2) return null
  const body = html`<div class="grid">${boxFigure(d)}${periods.map(returnHistogram)}${quantileFigure(d)}</div>
    <p class="note">
      What is a ${term({ term: 'box', label: 'box' })}, and what are
      ${term({ term: 'quantiles', label: 'quantiles against a normal distribution' })}?
    </p>
    ${table(distributionTable(d))}`
  return { id: 'distribution', title: 'Distribution of returns', short: 'Distribution', body }
}

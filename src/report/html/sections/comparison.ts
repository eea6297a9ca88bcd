/** Several runs side by side: figures with their differences, and equity over each other. */
import { comparison } from '../../comparison.ts'
import type { ReportDocument } from '../../document.ts'
import { html, type Markup } from '../markup.ts'
import { table } from '../tables.ts'
import { overlayChart, timeChart } from '../time-chart.ts'

export function comparisonMarkup(documents: readonly ReportDocument[], names: readonly string[]): Markup {
  const data = overlayChart(documents, names)
  return html`<section id="compared" aria-labelledby="compared-title">
    <h2 id="compared-title">Side by side</h2>
    ${table(comparison(documents, { differences: true }))}
    ${
      data !== null &&
      html`<h3>Growth of 100 and drawdown</h3>
        ${timeChart('compared-chart', 'Growth of 100 of all runs over time with drawdown under it', 'compared', data)}`
    }
  </section>`
}

/** How much of the result may be chance. */
import type { ReportDocument, Robustness } from '../../document.ts'
import { integer } from '../../format.ts'
import { checksTable } from '../../printed/checks.ts'
import { robustnessTables } from '../../printed/robustness.ts'
import { bandsFigure } from '../figures/bands.ts'
import { html, type Markup } from '../markup.ts'
import { table } from '../tables.ts'
import type { Section } from './section.ts'

export function robustnessSection(d: ReportDocument): Section | null {
  const { robustness } = d
  const checks = checksTable(d)
  if (robustness === undefined && checks.rows.length === 0) return null
  const body = html`${checks.rows.length > 0 && html`<div class="wrapping">${table(checks)}</div>`}
  ${robustness !== undefined && chances(d, robustness)}`
  return { id: 'robustness', title: 'Robustness', short: 'Robustness', body }
}

function chances(d: ReportDocument, robustness: Robustness): Markup {
  const { reason, paths, blockDays, seed, resampled, shuffled } = robustness
  const how = `${integer(paths)} paths from seed ${seed}; days resampled in blocks of ${blockDays.toFixed(1)} on average.`
  return html`<p class="note">${reason ?? how}</p>
    <div class="grid">
      ${bandsFigure('Equity of resampled days', 'Days', resampled)}
      ${bandsFigure('Equity of round trips in another order', 'Round trips', shuffled)}
    </div>
    <div class="grid pairs below">${robustnessTables(d).map((t) => table(t))}</div>`
}

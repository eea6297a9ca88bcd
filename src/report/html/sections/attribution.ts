/** What made the profit: by hour, weekday, month, side and model, and what each market and strategy contributed. */
import type { ReportDocument } from '../../document.ts'
import { attributionTables } from '../../printed/groups.ts'
import { attributionFigure } from '../figures/attribution.ts'
import { html } from '../markup.ts'
import { table } from '../tables.ts'
import type { Section } from './section.ts'

export function attributionSection(d: ReportDocument): Section | null {
  const tables = attributionTables(d)
  if (tables.length === 0) return null
  const figures = (['hour', 'weekday', 'month'] as const).map((key) => attributionFigure(d, key))
  const body = html`<p class="note">
      Each lot counts to the decision that opened it; the rows of every table sum to the net profit of the account.
    </p>
    <div class="grid">${figures}</div>
    <div class="stack below">${tables.map((t) => table(t, { tall: t.rows.length > 14 }))}</div>`
  return { id: 'attribution', title: 'Attribution', short: 'Attribution', body }
}

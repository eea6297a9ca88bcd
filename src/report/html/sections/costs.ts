/** What trading cost, and how many orders there were. */
import { cancelReasons, refusalReasons } from '../../../model/order.ts'
import { textOf } from '../../cell.ts'
import type { ReportDocument } from '../../document.ts'
import { integer } from '../../format.ts'
import { executionCostTables } from '../../printed/execution-costs.ts'
import { costsTable, orderTables } from '../../printed/records.ts'
import { html, type Markup } from '../markup.ts'
import { table } from '../tables.ts'
import type { PrintedTable } from '../../printed/printed-table.ts'
import type { Section } from './section.ts'

export function costsSection(d: ReportDocument): Section {
  const [costs, ...more] = executionCostTables(d)
  const body = html`${costs !== undefined && table(costs)}
    <div class="grid below">${more.map((t) => table(t))}${table(costsTable(d))}${orderTables(d).map(withMeanings)}</div>
    <p class="note">${integer(d.fills.count)} fills.</p>`
  return { id: 'costs', title: 'Costs and orders', short: 'Costs', body }
}

const MEANINGS: Readonly<Record<string, string>> = { ...refusalReasons, ...cancelReasons }

/** Codes of reasons say what they mean. */
function withMeanings(t: PrintedTable): Markup {
  const rows = t.rows.map(([name = '', ...cells]) => {
    const meaning = MEANINGS[textOf(name)]
    return meaning === undefined ? [name, ...cells] : [html`<abbr title="${meaning}">${textOf(name)}</abbr>`, ...cells]
  })
  return table({ ...t, rows })
}

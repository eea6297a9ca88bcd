/** Several runs side by side: one column a run, one row a key figure. */
import { statisticCell, type Cell } from './cell.ts'
import { definitionOf } from './definitions.ts'
import type { ReportDocument, Statistic } from './document.ts'
import { signed, statistic, UNDEFINED } from './format.ts'
import { ansiPaint, noPaint } from './paint.ts'
import type { PrintedTable } from './printed/printed-table.ts'
import { textTable } from './text-table.ts'

/** Rows besides the key figures that tell runs apart. */
const MORE = ['finalEquity', 'netProfit'] as const

/** Ends with a newline; empty for no documents. */
export function renderComparison(documents: readonly ReportDocument[], { color }: { readonly color: boolean } = { color: false }): string {
  const table = comparison(documents)
  return table.rows.length === 0 ? '' : `${textTable(table, color ? ansiPaint : noPaint).join('\n')}\n`
}

/** The same as a table. @param differences adds after each run but the first how far it is from the first */
export function comparison(
  documents: readonly ReportDocument[],
  { differences = false }: { readonly differences?: boolean } = {},
): PrintedTable {
  const names = runNames(documents)
  const head = names.flatMap((name, k) => (differences && k > 0 ? [name, `against ${names[0] ?? ''}`] : [name]))
  const ids = [...MORE, ...(documents[0]?.keyFigures.map((s) => s.id) ?? [])]
  const rows = ids.map((id): Cell[] => {
    const found = documents.map((d) => d.statistics.all.find((s) => s.id === id))
    const cells = found.flatMap((s, k) => {
      const cell = s === undefined ? UNDEFINED : statisticCell(s)
      return differences && k > 0 ? [cell, difference(s, found[0])] : [cell]
    })
    return [{ term: id, label: definitionOf(id)?.label ?? id }, ...cells]
  })
  return { title: 'Key figures of all runs', head: ['', ...head], rows: documents.length === 0 ? [] : rows }
}

/** With its sign, whatever the figure. */
function difference(s: Statistic | undefined, first: Statistic | undefined): string {
  if (s === undefined || first === undefined || s.value === null || first.value === null) return UNDEFINED
  const { note: _, ...plain } = s
  return signed(s.value - first.value, (value) => statistic({ ...plain, value }).replace(/^\+/, ''))
}

/** Names of the strategies; equal ones are numbered. */
export function runNames(documents: readonly ReportDocument[]): string[] {
  const names = documents.map((d) => d.run.strategy)
  return names.map((name, i) => {
    const equal = names.filter((other) => other === name).length
    return equal === 1 ? name : `${name} #${names.slice(0, i + 1).filter((other) => other === name).length}`
  })
}

/** Several runs side by side: one column a run, one row a key figure. */
import { statisticCell, type Cell } from './cell.ts'
import { definitionOf } from './definitions.ts'
import type { ReportDocument } from './document.ts'
import { UNDEFINED } from './format.ts'
import { ansiPaint, noPaint } from './paint.ts'
import { textTable } from './text-table.ts'

/** Rows besides the key figures that tell runs apart. */
const MORE = ['finalEquity', 'netProfit'] as const

/** Ends with a newline; empty for no documents. */
export function renderComparison(documents: readonly ReportDocument[], { color }: { readonly color: boolean } = { color: false }): string {
  const { head, rows } = comparison(documents)
  if (rows.length === 0) return ''
  return `${textTable({ head, rows }, color ? ansiPaint : noPaint).join('\n')}\n`
}

/** The same as cells, for the page. */
export function comparison(documents: readonly ReportDocument[]): { readonly head: string[]; readonly rows: Cell[][] } {
  const ids = [...MORE, ...(documents[0]?.keyFigures.map((s) => s.id) ?? [])]
  const cell = (d: ReportDocument, id: string): Cell => {
    const found = d.statistics.all.find((s) => s.id === id)
    return found === undefined ? UNDEFINED : statisticCell(found)
  }
  return {
    head: ['', ...runNames(documents)],
    rows: documents.length === 0 ? [] : ids.map((id) => [definitionOf(id)?.label ?? id, ...documents.map((d) => cell(d, id))]),
  }
}

/** Names of the strategies; equal ones are numbered. */
export function runNames(documents: readonly ReportDocument[]): string[] {
  const names = documents.map((d) => d.run.strategy)
  return names.map((name, i) => {
    const equal = names.filter((other) => other === name).length
    return equal === 1 ? name : `${name} #${names.slice(0, i + 1).filter((other) => other === name).length}`
  })
}

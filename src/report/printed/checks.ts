/** What the checks against self-deception said, where they were made of the same strategy, parameters and bars. */
import type { Cell } from '../cell.ts'
import type { ReportDocument } from '../document.ts'
import type { PrintedTable } from './printed-table.ts'

export function checksTable({ checked = [] }: ReportDocument): PrintedTable {
  const rows = checked.map(({ check, outcome, why }): Cell[] => [check, outcome, why])
  return { title: 'Checks against self-deception', head: ['Check', 'Verdict', 'Why'], rows, left: [1, 2] }
}

/** What another tool would print of the run, and how that differs from ours. */
import type { Cell } from '../cell.ts'
import type { ReportDocument } from '../document.ts'
import { statistic } from '../format.ts'
import type { PrintedTable } from './printed-table.ts'

export function conventionTable({ convention, conventionFigures = [] }: ReportDocument): PrintedTable | null {
  if (convention === undefined) return null
  const rows = conventionFigures.map((f): Cell[] => [f.label, statistic(f), f.differs])
  return { title: `As ${convention} has it`, head: [convention, 'Value', 'Against ours'], rows, left: [2] }
}

/** What was still open when the run ended. */
import { profit, type Cell } from '../cell.ts'
import type { ReportDocument } from '../document.ts'
import { money, price, quantity } from '../format.ts'
import type { PrintedTable } from './printed-table.ts'

export function openPositionsTable({ openPositions }: ReportDocument): PrintedTable {
  const rows = openPositions.map((p): Cell[] => [
    p.instrument,
    p.side,
    quantity(p.qty),
    price(p.entryPrice),
    price(p.mark),
    profit(p.unrealised),
    money(p.fees),
    { time: p.since },
  ])
  const head = ['Open position', 'Side', 'Quantity', 'Entry', 'Last', 'Unrealised', 'Fees', 'Since']
  return { title: 'Open positions', head, rows, left: [1] }
}

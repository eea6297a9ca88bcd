/** What carrying decisions out cost, by order type, and what worse fills would have left. */
import { profit, type Cell } from '../cell.ts'
import type { ReportDocument } from '../document.ts'
import type { ExecutionCostRow } from '../execution-cost-section.ts'
import { decimals, integer, money, UNDEFINED } from '../format.ts'
import { filled, type PrintedTable } from './printed-table.ts'

export function executionCostTables({ executionCosts: { byType, total, sweep } }: ReportDocument): PrintedTable[] {
  if (total.fills === 0) return []
  const costs: PrintedTable = {
    title: 'Execution costs',
    head: [
      'Order type',
      'Fills',
      { term: 'traded', label: 'Traded' },
      { term: 'delay', label: 'Delay' },
      { term: 'spread', label: 'Spread' },
      { term: 'slipped', label: 'Slippage' },
      'Fees',
      { term: 'execution-cost', label: 'Total' },
      { term: 'cost-bps', label: 'bps' },
    ],
    rows: [...byType.map((r) => row(r.type, r)), row('TOTAL', total)],
    total: true,
  }
  const sweepTable: PrintedTable = {
    title: 'Net profit with more slippage, by arithmetic',
    head: [{ term: 'slippage-sweep', label: 'More slippage' }, 'Net profit'],
    rows: sweep.map(({ bps, net }) => [`${bps} bps`, profit(net)]),
  }
  return filled([costs, sweepTable])
}

function row(name: string, r: ExecutionCostRow): Cell[] {
  return [
    name,
    integer(r.fills),
    money(r.notional),
    money(r.delay),
    money(r.spread),
    money(r.slippage),
    money(r.fees),
    money(r.total),
    r.bps === null ? UNDEFINED : decimals(r.bps.total, 2),
  ]
}

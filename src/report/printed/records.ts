/** Round trips as a list, costs, and counts of orders. */
import { profit, type Cell, type Term } from '../cell.ts'
import type { Counts, ReportDocument, RoundTripRow } from '../document.ts'
import { integer, money, percent, price, quantity, UNDEFINED } from '../format.ts'
import { filled, type PrintedTable } from './printed-table.ts'

export function roundTripsTable(rows: readonly RoundTripRow[]): PrintedTable {
  const head = ['Entry', 'Exit', 'Instrument', 'Side', 'Quantity', 'At', 'Out at', 'Net profit', 'Return', 'Fees', ...EXCURSIONS]
  return {
    title: 'Round trips',
    head: [...head, 'Bars', 'Ended by', 'Tag'],
    rows: rows.map(roundTripCells),
    left: [1, 2, 3, 13, 14],
  }
}

const EXCURSIONS: readonly Term[] = [
  { term: 'mae', label: 'MAE' },
  { term: 'mfe', label: 'MFE' },
]

function roundTripCells(r: RoundTripRow): Cell[] {
  return [
    { time: r.entryTime },
    { time: r.exitTime },
    r.instrument,
    r.side,
    quantity(r.qty),
    price(r.entryPrice),
    price(r.exitPrice),
    profit(r.net),
    r.return === null ? UNDEFINED : profit(r.return, percent),
    money(r.fees),
    profit(r.mae),
    profit(r.mfe),
    integer(r.bars),
    r.exit,
    r.tag,
  ]
}

export function costsTable({ costs, run }: ReportDocument): PrintedTable {
  const byType = Object.entries(costs.slippageByType).map(([type, amount]): Cell[] => [`Slippage of ${type} orders`, money(amount)])
  return {
    title: 'Costs',
    head: ['Costs', run.currency.code],
    rows: [
      [{ term: 'fees', label: 'Fees' }, money(costs.fees)],
      [{ term: 'slippage', label: 'Slippage' }, money(costs.slippage)],
      ...byType,
      [{ term: 'shortfall', label: 'Shortfall of market orders' }, money(costs.shortfall)],
      ['Notional traded', money(costs.notional)],
    ],
  }
}

/** Orders by type, refusals and cancels by reason. */
export function orderTables({ orders, refusals, cancels }: ReportDocument): PrintedTable[] {
  return filled([
    counts('Orders', orders.byType, orders.count),
    counts('Refusals', refusals.byReason, refusals.count),
    counts('Cancels', cancels.byReason, cancels.count),
  ])
}

function counts(title: string, by: Counts, count: number): PrintedTable | null {
  if (count === 0) return null
  const rows = Object.entries(by).map(([name, n]): Cell[] => [name, integer(n)])
  return { title, head: [title, 'Count'], rows: [...rows, ['Total', integer(count)]], total: true }
}

/** LEAN's statistics by LEAN's names, where the run has them. */
export function leanTable({ lean }: ReportDocument): PrintedTable | null {
  return lean === undefined ? null : { title: 'As LEAN prints it', head: ['LEAN', 'All'], rows: Object.entries(lean) }
}

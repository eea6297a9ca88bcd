/** Round trips summed by instrument, strategy, tag and exit, each with its total. */
import { profit, type Cell } from '../cell.ts'
import type { Breakdown, ReportDocument } from '../document.ts'
import { integer, money, percent } from '../format.ts'
import { filled, type PrintedTable } from './printed-table.ts'

export function groupTables({ breakdowns }: ReportDocument): PrintedTable[] {
  const { strategy = [], instrument, exit, tag } = breakdowns
  return filled([group('Strategy', strategy), group('Instrument', instrument), group('Exit', exit), group('Tag', tag)])
}

function group(title: string, rows: readonly Breakdown[]): PrintedTable | null {
  // One row would only repeat the table of round trips.
  if (rows.length < 2) return null
  const total = rows.reduce((a, b) => ({
    key: 'TOTAL',
    roundTrips: a.roundTrips + b.roundTrips,
    wins: a.wins + b.wins,
    draws: a.draws + b.draws,
    losses: a.losses + b.losses,
    net: a.net + b.net,
    fees: a.fees + b.fees,
  }))
  const head = [title, 'Round trips', 'W-D-L', 'Win rate', 'Net profit', 'Fees']
  return { title: `Round trips by ${title.toLowerCase()}`, head, rows: [...rows, total].map(row), total: true }
}

function row(r: Breakdown): Cell[] {
  return [
    r.key === '' ? '(none)' : r.key,
    integer(r.roundTrips),
    `${r.wins}-${r.draws}-${r.losses}`,
    percent(r.wins / r.roundTrips),
    profit(r.net),
    money(r.fees),
  ]
}

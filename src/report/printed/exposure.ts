/** How much was at work, where, and how large the account could have been. */
import type { Cell, Term } from '../cell.ts'
import type { ReportDocument } from '../document.ts'
import { integer, percent, ratio } from '../format.ts'
import { filled, type PrintedTable } from './printed-table.ts'

export function exposureTables(d: ReportDocument): PrintedTable[] {
  return filled([leverage(d), capacity(d), concentration(d), turnover(d)])
}

function leverage({ exposure }: ReportDocument): PrintedTable {
  const { leverage } = exposure
  const rows = leverage === null ? [] : [[percent(leverage.average), percent(leverage.max)]]
  return {
    title: 'Leverage',
    head: [{ term: 'leverage', label: 'Leverage' }, 'Average', 'Largest'],
    rows: rows.map((row) => ['Of equity', ...row]),
  }
}

function turnover({ exposure }: ReportDocument): PrintedTable {
  const head: (string | Term)[] = ['Year', { term: 'turnover-year', label: 'Turnover' }]
  return { title: 'Turnover by year', head, rows: exposure.turnover.map((t) => [String(t.year), ratio(t.ratio)]) }
}

function concentration({ exposure }: ReportDocument): PrintedTable {
  const rows = exposure.instruments.map((i): Cell[] => [i.instrument, percent(i.average), percent(i.max), percent(i.share)])
  const head = ['Instrument', 'Average of equity', 'Largest', { term: 'concentration', label: 'Share' }]
  return { title: 'Concentration by instrument', head, rows }
}

function capacity({ capacity, run }: ReportDocument): PrintedTable | null {
  if (capacity === undefined) return null
  const rows = capacity.levels.map((l): Cell[] => [`${percent(l.share)} of a bar's volume`, integer(l.every), integer(l.most)])
  const term: Term = { term: 'capacity', label: `Capacity, ${run.currency.code}` }
  return { title: 'Capacity', head: [term, `All ${integer(capacity.fills - capacity.withoutVolume)} fills`, '95 % of them'], rows }
}

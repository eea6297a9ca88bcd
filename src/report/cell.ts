/** A cell of a table: a text, or a profit, which terminal and page may colour by the sign that it shows anyway. */
import { definitionOf } from './definitions.ts'
import type { Statistic } from './document.ts'
import { money, signed, statistic } from './format.ts'

export type Cell = string | Profit

export interface Profit {
  readonly profit: string
}

/** A profit, by default in money. */
export function profit(value: number, write: (value: number) => string = money): Profit {
  return { profit: signed(value, write) }
}

/** A statistic as a cell: a profit if its definition says so. */
export function statisticCell(s: Statistic): Cell {
  const text = statistic(s)
  return definitionOf(s.id)?.signed === true ? { profit: text } : text
}

export function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.profit
}

/** What the colour says again: a gain, a loss, or neither. */
export function signOf(cell: Cell): 'gain' | 'loss' | '' {
  if (typeof cell === 'string') return ''
  if (cell.profit.startsWith('+')) return 'gain'
  return cell.profit.startsWith('-') ? 'loss' : ''
}

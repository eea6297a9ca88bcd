/**
 * A cell of a printed table: a text; a profit, which terminal and page may colour by the sign that it shows anyway; an instant,
 * which the page may show in another zone; or the name of a statistic, which the page explains.
 */
import { definitionOf } from './definitions.ts'
import type { Statistic } from './document.ts'
import { moment, money, signed, statistic } from './format.ts'

export type Cell = string | Profit | Instant | Term

export interface Profit {
  readonly profit: string
}

/** Epoch ms. */
export interface Instant {
  readonly time: number
}

export interface Term {
  /** Id of a statistic or of a term. */
  readonly term: string
  readonly label: string
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
  if (typeof cell === 'string') return cell
  if ('profit' in cell) return cell.profit
  return 'time' in cell ? moment(cell.time) : cell.label
}

/** What the colour says again: a gain, a loss, or neither. */
export function signOf(cell: Cell): 'gain' | 'loss' | '' {
  if (typeof cell === 'string' || !('profit' in cell)) return ''
  if (cell.profit.startsWith('+')) return 'gain'
  return cell.profit.startsWith('-') ? 'loss' : ''
}

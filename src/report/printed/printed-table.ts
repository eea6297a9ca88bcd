/** A table as people read it. Terminal, page and Markdown print the same ones, so that they cannot disagree. */
import type { Cell, Term } from '../cell.ts'

export interface PrintedTable {
  readonly title: string
  /** Names of the columns; that of the first may be empty. */
  readonly head: readonly (string | Term)[]
  readonly rows: readonly (readonly Cell[])[]
  /** Columns after the first that are texts and go to the left. */
  readonly left?: readonly number[]
  /** The last row is a total. */
  readonly total?: true
}

/** The tables that have a row. */
export function filled(tables: readonly (PrintedTable | null)[]): PrintedTable[] {
  return tables.filter((t) => t !== null).filter((t) => t.rows.length > 0)
}

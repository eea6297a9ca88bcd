/** Fixed-width tables for terminals: the first column to the left, the others to the right, two spaces between. */
import { signOf, textOf, type Cell, type Term } from './cell.ts'
import type { Paint } from './paint.ts'

export interface TextTable {
  readonly head: readonly (string | Term)[]
  readonly rows: readonly (readonly Cell[])[]
  /** Columns after the first that are texts and go to the left. */
  readonly left?: readonly number[]
  /** Narrowest widths of the columns. */
  readonly widths?: readonly number[]
}

/** The lines of a table; cells are painted after they are padded, so that colour does not move a column. */
export function textTable({ head: heads, rows, left = [], widths = [] }: TextTable, paint: Paint): string[] {
  const head = heads.map(textOf)
  const wide = head.map((title, k) => Math.max(widths[k] ?? 0, title.length, ...rows.map((row) => textOf(row[k] ?? '').length)))
  const pad = (text: string, k: number): string => (k === 0 || left.includes(k) ? text.padEnd(wide[k] ?? 0) : text.padStart(wide[k] ?? 0))
  const line = (cells: readonly string[]): string => cells.join('  ').trimEnd()
  return [
    paint.dim(line(head.map(pad))),
    ...rows.map((row) => line(head.map((_, k) => painted(row[k] ?? '', pad(textOf(row[k] ?? ''), k), paint)))),
  ]
}

/** The padded text of a cell, green for a gain and red for a loss. */
export function painted(cell: Cell, padded: string, paint: Paint): string {
  const sign = signOf(cell)
  if (sign === '') return padded
  return sign === 'gain' ? paint.green(padded) : paint.red(padded)
}

/** Breaks a sentence into lines of at most `width` characters, further lines indented. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent + word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

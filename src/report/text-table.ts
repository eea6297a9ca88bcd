/** Fixed-width tables for terminals: the first column to the left, the others to the right, two spaces between. */
import type { Paint } from './paint.ts'

export interface TextTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Columns after the first that are texts and go to the left. */
  readonly left?: readonly number[]
}

/** The lines of a table; cells are painted after they are padded, so that colour does not move a column. */
export function textTable({ head, rows, left = [] }: TextTable, paint: Paint): string[] {
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]?.length ?? 0)))
  const pad = (text: string, k: number): string =>
    k === 0 || left.includes(k) ? text.padEnd(widths[k] ?? 0) : text.padStart(widths[k] ?? 0)
  const line = (cells: readonly string[], style: (cell: string) => string): string =>
    head
      .map((_, k) => style(pad(cells[k] ?? '', k)))
      .join('  ')
      .trimEnd()
  return [line(head, paint.dim), ...rows.map((row) => line(row, (cell) => bySign(cell, paint)))]
}

/** Green for a figure with a plus, red for one with a minus: the sign stays, the colour only helps. */
export function bySign(cell: string, paint: Paint): string {
  const text = cell.trimStart()
  if (/^\+\d/.test(text)) return paint.green(cell)
  return /^-\d/.test(text) ? paint.red(cell) : cell
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

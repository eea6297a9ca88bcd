/** Texts in columns. */

/** Rows under a head, in columns: texts to the left, the columns in `right` to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, k) => (right.includes(k) ? cell.padStart(widths[k] ?? 0) : cell.padEnd(widths[k] ?? 0)))
      .join('  ')
      .trimEnd()
  return [head, ...rows].map(line).join('\n')
}

const LABEL_CHARS = 12

/** A label and a text beside it; what is longer than `width` goes on below the text. */
export function labelled(label: string, text: string, width: number): string {
  const room = Math.max(20, width - LABEL_CHARS)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
    .map((part, k) => `${(k === 0 ? label : '').padEnd(k === 0 && label.length >= LABEL_CHARS ? label.length + 1 : LABEL_CHARS)}${part}`)
    .join('\n')
}

import { createHash } from 'node:crypto'
import { BAR_COLUMNS, type BarColumn, type Bars } from '../model/bars.ts'

/** SHA-256 of each column's bytes (little-endian doubles), and of those six digests in column order: the content's name. */
export interface ContentHash {
  readonly content: string
  readonly columns: Readonly<Record<BarColumn, string>>
}

/**
 * Hashing by column lets a check name the column that is wrong. Bytes are taken as they lie in memory: every machine that
 * Node runs on is little-endian.
 */
export function hashBars(bars: Bars): ContentHash {
  const whole = createHash('sha256')
  const columns: Partial<Record<BarColumn, string>> = {}
  for (const name of BAR_COLUMNS) {
    const column = bars[name]
    const digest = createHash('sha256')
      .update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
      .digest()
    whole.update(digest)
    columns[name] = digest.toString('hex')
  }
  return { content: whole.digest('hex'), columns: columns as Record<BarColumn, string> }
}

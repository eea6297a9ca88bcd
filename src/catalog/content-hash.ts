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
  return combine(
    BAR_COLUMNS.map((name) => {
      const { buffer, byteOffset, byteLength } = bars[name]
      return createHash('sha256')
        .update(new Uint8Array(buffer, byteOffset, byteLength))
        .digest()
    }),
  )
}

/** The same from six streams of a column's bytes each, in order. */
export async function hashColumns(columns: Iterable<AsyncIterable<Uint8Array>>): Promise<ContentHash> {
  const digests: Buffer[] = []
  for (const column of columns) {
    const hash = createHash('sha256')
    for await (const piece of column) hash.update(piece)
    digests.push(hash.digest())
  }
  return combine(digests)
}

/** The same from rows that come in parts, in order. */
export class RowsHash {
  private readonly hashes = BAR_COLUMNS.map(() => createHash('sha256'))

  /** Takes the next bytes of a column. */
  take(column: number, bytes: Uint8Array): void {
    this.hashes[column]!.update(bytes)
  }

  /** What all of it hashes to; nothing can be taken after that. */
  result(): ContentHash {
    return combine(this.hashes.map((hash) => hash.digest()))
  }
}

function combine(digests: readonly Buffer[]): ContentHash {
  const whole = createHash('sha256')
  for (const digest of digests) whole.update(digest)
  const columns = Object.fromEntries(BAR_COLUMNS.map((name, k) => [name, digests[k]!.toString('hex')]))
  return { content: whole.digest('hex'), columns: columns as Record<BarColumn, string> }
}

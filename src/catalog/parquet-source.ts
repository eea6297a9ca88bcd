/** Parquet files by way of DuckDB, in the order of the file and a chunk of 2,048 rows at a time. */
import { DuckDBInstance } from '@duckdb/node-api'
import type { ColumnarPiece, ColumnarSource, TimeKind } from './columnar-file.ts'

/** @throws Error of DuckDB when the file is damaged */
export async function openParquet(path: string): Promise<ColumnarSource> {
  // One thread: several hold more row groups in memory at once, and the checks behind are not parallel anyway.
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', preserve_insertion_order: 'true' })
  const connection = await instance.connect()
  const close = (): void => {
    connection.closeSync()
    instance.closeSync()
  }
  try {
    const from = `read_parquet('${path.replaceAll("'", "''")}')`
    const columns = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`))
      .getRows()
      .map((row) => ({ name: String(row[0]), type: String(row[1]) }))
    const [[rows]] = (await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${from}`)).getRows() as [[number]]
    async function* pieces(chosen: readonly number[]): AsyncGenerator<ColumnarPiece> {
      const select = chosen.map((k, position) => asPlain(columns[k]!, position === 0))
      const result = await connection.stream(`SELECT ${select.join(', ')} FROM ${from}`)
      let taken = 0
      for (;;) {
        const chunk = await result.fetchChunk()
        if (chunk === null || chunk.rowCount === 0) return
        taken += chunk.rowCount
        yield { length: chunk.rowCount, columns: chosen.map((_, k) => chunk.getColumnValues(k)), done: taken / rows }
      }
    }
    return { names: columns.map(({ name }) => name), timeKind: (k) => kindOf(columns[k]!.type), pieces, close }
  } catch (error) {
    close()
    throw error
  }
}

/** A column as doubles, or as text when it is text: times of a type as milliseconds since 1970. */
function asPlain({ name, type }: { readonly name: string; readonly type: string }, isTime: boolean): string {
  const quoted = `"${name.replaceAll('"', '""')}"`
  if (isTime && kindOf(type) === 'instant') return `epoch_ms(${quoted})::DOUBLE`
  if (isTime && kindOf(type) === 'local') return `epoch_ms(${quoted}::TIMESTAMP)::DOUBLE`
  return type === 'VARCHAR' ? quoted : `${quoted}::DOUBLE`
}

function kindOf(type: string): TimeKind {
  if (type === 'TIMESTAMP WITH TIME ZONE') return 'instant'
  if (type.startsWith('TIMESTAMP') || type === 'DATE') return 'local'
  return type === 'VARCHAR' ? 'text' : 'number'
}

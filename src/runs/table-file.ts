/** Tables of a report as Arrow and Parquet files, which any data frame opens: numbers as doubles, times as timestamps in UTC. */
import { columnFromArray, float64, tableFromColumns, tableToIPC, timestamp, TimeUnit, utf8, type DataType } from '@uwdata/flechette'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ColumnKind, Table } from '../report/tables.ts'

const arrowTypes: Readonly<Record<ColumnKind, () => DataType>> = {
  text: utf8,
  number: float64,
  time: () => timestamp(TimeUnit.MILLISECOND, 'UTC'),
}

/** The bytes of an Arrow file. */
export function arrowFile({ columns, rows }: Table): Uint8Array {
  const filled = columns.map(
    ({ name, kind }, k) =>
      [
        name,
        columnFromArray(
          rows.map((row) => row[k] ?? null),
          arrowTypes[kind](),
        ),
      ] as const,
  )
  return tableToIPC(tableFromColumns(filled.map(([name, column]) => [name, column])), { format: 'file' })!
}

/** The bytes of a Parquet file. */
export async function parquetFile({ columns, rows }: Table): Promise<Uint8Array> {
  // Loading it takes as long as all of Lockstep, and most runs write no Parquet.
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-'))
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    const [from, to] = [join(folder, 'table.json'), join(folder, 'table.parquet')]
    // JSON keeps numbers to the bit and tells a missing text from an empty one.
    writeFileSync(from, rows.map((row) => `${JSON.stringify(Object.fromEntries(row.map((value, k) => [`c${k}`, value])))}\n`).join(''))
    const types = columns.map(({ kind }, k) => `c${k}: '${kind === 'text' ? 'VARCHAR' : kind === 'time' ? 'BIGINT' : 'DOUBLE'}'`)
    const select = columns.map(({ name, kind }, k) => `${kind === 'time' ? `make_timestamptz(c${k} * 1000)` : `c${k}`} AS "${name}"`)
    await connection.run(
      `COPY (SELECT ${select.join(', ')} FROM read_json(${quoted(from)}, format = 'newline_delimited', columns = {${types.join(', ')}})) TO ${quoted(to)} (FORMAT parquet)`,
    )
    return readFileSync(to)
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true, force: true })
  }
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "''")}'`
}

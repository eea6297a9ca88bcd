import { DuckDBInstance } from '@duckdb/node-api'
import { tableFromIPC } from '@uwdata/flechette'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { richRun } from '../../test/report/example-run.ts'
import { reportTables, tableOf, type Table } from '../report/tables.ts'
import { arrowFile, parquetFile } from './table-file.ts'

const awkward: Table = {
  columns: [
    { name: 'text', kind: 'text' },
    { name: 'a number', kind: 'number' },
    { name: 'time', kind: 'time' },
  ],
  rows: [
    ['=é",\n', 0.1 + 0.2, Date.UTC(2020, 1, 29, 12, 0, 0, 1)],
    ['', -1.7e308, -1],
    [null, null, null],
  ],
}

test('an Arrow file holds every cell of every table', () => {
  const d = richRun(5, 100, { full: true }).document()
  for (const table of [awkward, { ...awkward, rows: [] }, ...reportTables.map((name) => tableOf(d, name))]) {
    const read = tableFromIPC(arrowFile(table))
    expect(read.names).toEqual(table.columns.map(({ name }) => name))
    const rows = read.toArray() as Readonly<Record<string, unknown>>[]
    expect(rows.map((row) => table.columns.map(({ name }) => row[name]))).toEqual(table.rows)
  }
})

test('so does a Parquet file', async () => {
  const d = richRun(5, 100, { full: true }).document()
  for (const table of [awkward, { ...awkward, rows: [] }, ...reportTables.map((name) => tableOf(d, name))]) {
    const { names, rows } = await parquetRows(await parquetFile(table), table)
    expect(names).toEqual(table.columns.map(({ name }) => name))
    expect(rows).toEqual(table.rows)
  }
})

async function parquetRows(bytes: Uint8Array, { columns }: Table): Promise<{ names: string[]; rows: unknown[][] }> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-parquet-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'table.parquet')
  writeFileSync(path, bytes)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const select = columns.map(({ name, kind }) => (kind === 'time' ? `epoch_ms("${name}")::DOUBLE AS "${name}"` : `"${name}"`))
  const result = await connection.runAndReadAll(`SELECT ${select.join(', ')} FROM '${path}'`)
  connection.closeSync()
  instance.closeSync()
  return { names: result.columnNames(), rows: result.getRows() }
}

/** Writes the files that reading is measured on, and checks that all of them hold the same bars. Run as a process. */
import { join } from 'node:path'
import { Catalog } from 'lockstep'
import { generateBars } from './bars.ts'
import { LARGE, LARGE_BARS, SMALL, SMALL_BARS, type Files } from './budgets.ts'
import { writeCsv } from './csv-file.ts'
import { readCsvWithDuckDb, readParquetWithDuckDb, writeParquet } from './duckdb.ts'
import { assertSameBars } from './equal.ts'

const SEED = 1
const INSTRUMENT = { tick: 0.25, lot: 1 }

export function filesIn(folder: string): Files {
  return {
    csv: join(folder, 'bars.csv'),
    parquet: join(folder, 'bars.parquet'),
    catalog: join(folder, 'catalog'),
    out: join(folder, 'out'),
  }
}

/** Makes all files in `folder`; returns the size of the CSV file in bytes. */
export async function prepare(folder: string): Promise<number> {
  const files = filesIn(folder)
  const catalog = Catalog.open(files.catalog)
  writeCsv(files.csv, generateBars({ length: SMALL_BARS, seed: SEED }))
  await catalog.import(files.csv, { instrument: { id: SMALL, ...INSTRUMENT } })
  const bars = generateBars({ length: LARGE_BARS, seed: SEED })
  const bytes = writeCsv(files.csv, bars)
  await catalog.import(files.csv, { instrument: { id: LARGE, ...INSTRUMENT } })
  assertSameBars('the catalog', (await catalog.load(LARGE)).bars, bars)
  await writeParquet(files.csv, files.parquet)
  assertSameBars('DuckDB from Parquet', await readParquetWithDuckDb(files.parquet, LARGE_BARS), bars)
  assertSameBars('DuckDB from CSV', await readCsvWithDuckDb(files.csv, LARGE_BARS), bars)
  return bytes
}

/** Stored bars into shared columns, against DuckDB reading the same bars from Parquet. */
import { Catalog } from 'lockstep'
import { LARGE, LARGE_BARS, type Job, type Measured } from '../budgets.ts'
import { readParquetWithDuckDb } from '../duckdb.ts'
import { against, takeTurns } from '../measure.ts'

export async function measure({ rounds, files }: Job): Promise<Measured[]> {
  const catalog = Catalog.open(files.catalog)
  const load = async (): Promise<unknown> => catalog.load(LARGE)
  const duckDb = async (): Promise<unknown> => readParquetWithDuckDb(files.parquet, LARGE_BARS)
  const { timed, noise } = await takeTurns({ load, duckDb }, rounds)
  return [{ id: 'catalog.load.10m', ...against(timed.load, timed.duckDb, LARGE_BARS), noise }]
}

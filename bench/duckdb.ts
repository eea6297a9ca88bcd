/** DuckDB's way from a file to the same six columns in shared memory: what reading and loading are compared with. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { allocateBars, type Bars } from 'lockstep'

/** As many threads as Lockstep reads with. */
const THREADS = '1'

/** Types are given, so that nothing is spent on finding them out. */
export function readCsvWithDuckDb(path: string, length: number): Promise<Bars> {
  const columns = "{'time':'DOUBLE','open':'DOUBLE','high':'DOUBLE','low':'DOUBLE','close':'DOUBLE','volume':'DOUBLE'}"
  return readColumns(`read_csv('${path}', header = true, auto_detect = false, columns = ${columns})`, length)
}

export function readParquetWithDuckDb(path: string, length: number): Promise<Bars> {
  return readColumns(`read_parquet('${path}')`, length)
}

/** Writes the bars of a CSV file as Parquet, compressed with zstd. */
export async function writeParquet(csvPath: string, path: string): Promise<void> {
  await connected(async (connection) => {
    const columns = "{'time':'DOUBLE','open':'DOUBLE','high':'DOUBLE','low':'DOUBLE','close':'DOUBLE','volume':'DOUBLE'}"
    const rows = `read_csv('${csvPath}', header = true, auto_detect = false, columns = ${columns})`
    await connection.run(`copy (select * from ${rows}) to '${path}' (format parquet, compression zstd)`)
  })
}

async function readColumns(table: string, length: number): Promise<Bars> {
  const bars = allocateBars(length)
  const targets = [bars.time, bars.open, bars.high, bars.low, bars.close, bars.volume]
  await connected(async (connection) => {
    const result = await connection.stream(`select time, open, high, low, close, volume from ${table}`)
    let row = 0
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) break
      for (let k = 0; k < targets.length; k++) {
        const { items } = chunk.getColumnVector(k) as unknown as { readonly items: Float64Array }
        targets[k]!.set(items.subarray(0, chunk.rowCount), row)
      }
      row += chunk.rowCount
    }
    if (row !== length) throw new Error(`expected ${length} rows from DuckDB, it gave ${row}`)
  })
  return bars
}

async function connected(use: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: THREADS })
  const connection = await instance.connect()
  try {
    await use(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

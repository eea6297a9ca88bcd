/** A CSV file into columns, and a whole job from that file to a report, against DuckDB reading it. */
import { rm } from 'node:fs/promises'
import { readBarFile } from 'lockstep'
import { LARGE_BARS, type Job, type Measured } from '../budgets.ts'
import { readCsvWithDuckDb } from '../duckdb.ts'
import { against, takeTurns } from '../measure.ts'
import { runScript } from '../run-script.ts'

export async function measure({ rounds, files }: Job): Promise<Measured[]> {
  let jobRss = 0
  const read = async (): Promise<unknown> => readBarFile(files.csv)
  const duckDb = async (): Promise<unknown> => readCsvWithDuckDb(files.csv, LARGE_BARS)
  const job = async (): Promise<void> => {
    await rm(files.out, { recursive: true, force: true })
    const { rssPeak } = await runScript<{ readonly rssPeak: number }>('cold-job.ts', [files.csv, files.out])
    jobRss = Math.max(jobRss, rssPeak)
  }
  const { timed, noise } = await takeTurns({ read, duckDb, job }, rounds)
  return [
    { id: 'csv.import.10m', ...against(timed.read, timed.duckDb, LARGE_BARS), noise },
    { id: 'job.cold.10m', ...against(timed.job, timed.duckDb, LARGE_BARS), rssPeak: jobRss, noise },
  ]
}

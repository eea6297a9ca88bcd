/** A CSV file into columns, and a whole job from that file to a report, against DuckDB reading it. */
import { readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readBarFile, type ReportDocument } from 'lockstep'
import { handSmaCross } from '../alternatives/hand-sma-cross.ts'
import { generateBars } from '../bars.ts'
import { LARGE_BARS, type Job, type Measured } from '../budgets.ts'
import { readCsvWithDuckDb } from '../duckdb.ts'
import { assertSameOutcome } from '../equal.ts'
import { against, takeTurns } from '../measure.ts'
import { runCli } from '../run-cli.ts'
import { crossing } from '../terms.ts'

const STRATEGY = join(import.meta.dirname, '../sma-cross.ts')

export async function measure({ rounds, files }: Job): Promise<Measured[]> {
  const document = join(files.out, 'report.json')
  const page = join(files.out, 'report.html')
  const settings = ['--tick', '0.25', '--lot', '1', '--cash', String(crossing.cash), '--fee', String(crossing.feeBps / 10_000), '--quiet']
  let jobRss = 0
  const read = async (): Promise<void> => void (await readBarFile(files.csv))
  const duckDb = async (): Promise<void> => void (await readCsvWithDuckDb(files.csv, LARGE_BARS))
  const job = async (): Promise<void> => {
    await rm(files.out, { recursive: true, force: true })
    await mkdir(files.out)
    jobRss = Math.max(jobRss, await runCli(['backtest', STRATEGY, '--data', files.csv, ...settings, '--out', page, '--json'], document))
  }
  const { timed, noise } = await takeTurns({ read, duckDb, job }, rounds)
  const report = JSON.parse(readFileSync(document, 'utf8')) as ReportDocument
  assertSameOutcome(report, handSmaCross(generateBars({ length: LARGE_BARS, seed: 1 }), crossing))
  return [
    { id: 'csv.import.10m', ...against(timed.read, timed.duckDb, LARGE_BARS), noise },
    { id: 'job.cold.10m', ...against(timed.job, timed.duckDb, LARGE_BARS), rssPeak: jobRss, noise },
  ]
}

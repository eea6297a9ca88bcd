/** Bars that are read from the disk while a run or many trades go on, against bars that are loaded whole or fewer: a process for every run, in turns. */
import { LARGE, LARGE_BARS, type Job, type Measured } from '../budgets.ts'
import { median } from '../measure.ts'
import { runScript } from '../run-script.ts'
import type { StoredRun } from '../stored-run.ts'
import type { StoredTrades } from '../stored-trades.ts'

/** The same market as LARGE, ten times as long. */
const HUGE = 'HUGE'
const HUGE_BARS = 100_000_000
const SEED = 1
/** A run takes seconds: more rounds say no more. */
const ROUNDS_MAX = 3
/** What a streamed run may take of memory, bytes. */
const RSS_MAX = 1e9

export async function measure({ rounds, files }: Job): Promise<Measured[]> {
  await runScript('store-market.ts', [files.catalog, HUGE, String(HUGE_BARS), String(SEED)])
  const streamed: StoredRun[] = []
  const loaded: StoredRun[] = []
  for (let k = 0; k < Math.min(rounds, ROUNDS_MAX); k++) {
    streamed.push(await runScript<StoredRun>('stored-run.ts', [files.catalog, 'stream', LARGE, HUGE]))
    loaded.push(await runScript<StoredRun>('stored-run.ts', [files.catalog, 'load', LARGE, LARGE]))
  }
  const value = median(streamed.map(({ ms }) => ms))
  // What as many bars would take in memory, where a machine has enough of it.
  const against = (median(loaded.map(({ ms }) => ms)) * HUGE_BARS) / LARGE_BARS
  const rssPeak = Math.max(...streamed.map((run) => run.rssPeak))
  const isWhole = streamed.every(({ bars }) => bars === HUGE_BARS)
  const sound = isWhole && rssPeak < RSS_MAX
  const perSecond = (1000 * HUGE_BARS) / value
  const gc = { minor: 0, major: 0 }
  return [{ id: 'stream.100m', value, against, ratio: value / against, sound, gc, rssPeak, perSecond }, await tradesMemory(files.catalog)]
}

/** Peak memory of simulated trades that a sink is handed, a hundred million bars against ten. */
async function tradesMemory(catalog: string): Promise<Measured> {
  const huge = await runScript<StoredTrades>('stored-trades.ts', [catalog, HUGE])
  const large = await runScript<StoredTrades>('stored-trades.ts', [catalog, LARGE])
  const [value, against] = [huge.rssPeak / 1e6, large.rssPeak / 1e6]
  const sound = huge.trades * LARGE_BARS === large.trades * HUGE_BARS
  return { id: 'batch.rss-flat', value, against, ratio: value / against, sound, gc: { minor: 0, major: 0 }, rssPeak: huge.rssPeak }
}

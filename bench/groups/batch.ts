/** Exits of many entries at once: against a scan written by hand, against the whole engine, and as the last part of a whole job. */
import { join } from 'node:path'
import { mkdirSync, rmSync } from 'node:fs'
import { feeBps, Random, readBarFile, simulateTrades, TradeSimulator, TradeTable, type Bars, type Trades } from 'lockstep'
import { handExits, type HandEntries, type HandExits } from '../alternatives/hand-exits.ts'
import { generateBars, seriesOf } from '../bars.ts'
import type { Job, Measured } from '../budgets.ts'
import { writeCsv } from '../csv-file.ts'
import { entriesStrategy } from '../entries-strategy.ts'
import { against, takeTurns } from '../measure.ts'
import { metricsOf, type TradeMetrics } from '../trade-metrics.ts'
import { trendPullback } from '../trend-pullback.ts'
import { wholeRun, type WholeRun } from '../whole-run.ts'

/** As many as the published job had. */
const BARS = 6_922_364
const ENTRIES = 17_724
const PUBLISHED_MS = 5_280_000
const SEED = 1
const TERMS = { trail: 16, qty: 2, feeBps: 1 }
const TARGET = 24
const CASH = 1_000_000
/** Rounds that take seconds each. */
const SLOW_ROUNDS = 3

export async function measure({ rounds, files }: Job): Promise<Measured[]> {
  const bars = generateBars({ length: BARS, seed: SEED })
  const data = seriesOf('FUTURE', bars)
  const entries = entriesFor(bars)
  const fees = feeBps(TERMS.feeBps)
  const trades = { ...entries, qty: new Float64Array(ENTRIES).fill(TERMS.qty), trail: new Float64Array(ENTRIES).fill(TERMS.trail) }
  const rules = { trail: { kind: 'distance', reference: 'intrabar' }, fees } as const
  const batch = (): BatchRun => {
    const table = new TradeTable(ENTRIES)
    const simulator = new TradeSimulator({ ...data, rules, sink: table.take })
    simulator.take(bars)
    simulator.enter(trades)
    simulator.finish()
    return { simulator, trades: table.trades }
  }
  const hand = (): HandExits => handExits(bars, entries, TERMS)
  const engine = (): WholeRun => wholeRun(entriesStrategy(entries, TERMS), { data, cash: CASH, fees, ending: 'close' })
  const { timed, noise } = await takeTurns({ batch, hand }, rounds)
  const whole = await takeTurns({ batch, engine }, SLOW_ROUNDS)
  assertSameTrades(batch(), hand(), engine())
  mkdirSync(files.out, { recursive: true })
  const csv = join(files.out, 'pipeline.csv')
  writeCsv(csv, bars)
  const job = await takeTurns({ job: () => pipeline(csv) }, SLOW_ROUNDS)
  rmSync(csv)
  const published = { ...job.timed.job, medianMs: PUBLISHED_MS }
  return [
    { id: 'batch.6.9m', ...against(timed.batch, timed.hand, BARS), noise },
    { id: 'batch.engine.6.9m', ...against(whole.timed.batch, whole.timed.engine, BARS), noise: whole.noise },
    { id: 'seed.pipeline.6.9m', ...against(job.timed.job, published, BARS), noise: job.noise },
  ]
}

/** What `simulateTrades` does, with the simulator: it is kept until the next round, as `takeTurns` asks. */
interface BatchRun {
  readonly simulator: TradeSimulator
  readonly trades: Trades
}

/** Evenly spread, to either side by chance. */
function entriesFor({ close }: Bars): HandEntries {
  const random = new Random(SEED)
  const column = (): Float64Array => new Float64Array(ENTRIES)
  const entries = { length: ENTRIES, row: column(), side: column(), target: column() }
  for (let k = 0; k < ENTRIES; k++) {
    const row = Math.floor((k * BARS) / ENTRIES)
    const side = random.int(0, 1) === 1 ? 1 : -1
    entries.row[k] = row
    entries.side[k] = side
    entries.target[k] = close[row]! + side * TARGET
  }
  return entries
}

/** The whole job: file, columns, indicators, signals, trades, metrics. */
async function pipeline(csv: string): Promise<TradeMetrics> {
  const { bars } = await readBarFile(csv)
  const { trades } = simulateTrades({ data: seriesOf('FUTURE', bars), entries: trendPullback(bars), fees: feeBps(TERMS.feeBps) })
  const metrics = metricsOf(trades)
  if (!(metrics.count > ENTRIES / 4)) throw new Error(`expected trades by the thousand, were ${metrics.count}`)
  return metrics
}

/** All three found the same trades, to the cent and the row. */
function assertSameTrades({ trades }: BatchRun, { count, log }: HandExits, { report }: WholeRun): void {
  if (trades.length !== count || report.roundTrips.count !== count || count < ENTRIES / 2)
    throw new Error(`expected equal trades, the batch has ${trades.length}, the scan ${count}, the engine ${report.roundTrips.count}`)
  for (let i = 0; i < count; i++) {
    const same = trades.exitRow[i] === log.exitRow[i] && trades.exitPrice[i] === log.exitPrice[i]
    if (!same || Math.abs(trades.pnl[i]! - log.pnl[i]!) > 1e-5) throw new Error(`expected equal trades, number ${i} differs`)
  }
  const net = report.statistics.all.find(({ id }) => id === 'finalEquity')?.value ?? NaN
  const sum = trades.pnl.subarray(0, count).reduce((a, b) => a + b, CASH)
  if (!(Math.abs(net - sum) < 1e-3)) throw new Error(`expected equal equity, the batch ends at ${sum} and the engine at ${net}`)
}

/** A run in parts: between them a look at the signals, and now and then a line that says how far it is. */
import { setImmediate } from 'node:timers/promises'
import { KIND, RECORD_WIDTH, ROUND_TRIP, type BacktestRun, type RecordBlock, type RunInfo, type Tap } from 'lockstep'
import type { Interrupt } from './interrupt.ts'
import { clock, grouped, short, type Progress } from './progress.ts'

/** Steps between two looks: as many as take some hundredths of a second, be the strategy fast or slow. */
const CHUNK_STEPS_MIN = 64
const CHUNK_STEPS_MAX = 262_144
const CHUNK_MS = 50

/** What a person who waits wants to know of a run. */
export class RunWatch implements Tap {
  roundTrips = 0
  equity = 0
  opening = 0

  start({ cash, currency }: RunInfo): void {
    this.opening = cash / 10 ** currency.decimals
    this.equity = this.opening
  }

  take({ records, recordCount, markEquity, markCount }: RecordBlock): void {
    for (let row = 0; row < recordCount; row++) if (records[row * RECORD_WIDTH + KIND] === ROUND_TRIP) this.roundTrips++
    if (markCount > 0) this.equity = markEquity[markCount - 1]!
  }
}

/** Runs to the end of the data, or to the next look after a signal. */
export async function carryOut(
  run: BacktestRun,
  watch: RunWatch,
  { progress, interrupt }: { progress: Pick<Progress, 'update'>; interrupt: Pick<Interrupt, 'stopped'> },
): Promise<void> {
  const startMs = performance.now()
  let steps = CHUNK_STEPS_MIN
  let lookMs = startMs
  while (!interrupt.stopped && run.advance(steps) === 'more') {
    const { bars } = run.engine
    const nowMs = performance.now()
    const perSecond = (1000 * bars) / (nowMs - startMs)
    progress.update(bars / run.barsTotal, () => line(watch, bars, run.barsTotal, perSecond))
    await setImmediate()
    steps = Math.min(CHUNK_STEPS_MAX, Math.max(CHUNK_STEPS_MIN, nowMs - lookMs < CHUNK_MS ? steps * 2 : steps / 2))
    lookMs = performance.now()
  }
}

function line({ roundTrips, equity, opening }: RunWatch, bars: number, total: number, perSecond: number): string {
  const gain = (100 * (equity - opening)) / opening
  const money = `${grouped(equity)} (${gain < 0 ? '' : '+'}${gain.toFixed(1)}%)`
  const percent = `${Math.floor((100 * bars) / total)}%`
  return `${percent.padStart(4)}  ${short(bars)}/${short(total)} bars  ${short(perSecond)} bars/s  ETA ${clock((total - bars) / perSecond)}  equity ${money}  round trips ${grouped(roundTrips)}`
}

/**
 * A run that was reported, made again and again beside a fixed calculation: what one run takes is half chance, the fastest of several is
 * not, and its ratio to the calculation is much the same on any machine. What counts is the processor's time, so that other programs that
 * want the same processor make nothing slower.
 */
import {
  calibrate,
  processorMs,
  type BacktestRun,
  type BarSeries,
  type BenchmarkRecord,
  type PhaseClock,
  type ReportDocument,
} from 'lockstep'
import type { StrategyFile } from './strategy-file.ts'

/** What was measured, and how it is done again. */
export interface MeasuredRun {
  readonly source: StrategyFile
  readonly series: readonly BarSeries[]
  readonly document: ReportDocument
  /** Base bars that were stepped through. */
  readonly bars: number
  /** Reads the bars anew. */
  readonly load: () => Promise<unknown>
  /** Sets the run up with nobody listening. */
  readonly again: (phases: PhaseClock | null) => BacktestRun
  readonly report: (run: BacktestRun) => unknown
  readonly stopped: () => boolean
}

/** There are so many rounds that take so long together, unless either of the upper bounds is met before. */
const ROUNDS_MIN = 7
const ROUNDS_MAX = 100
const ROUNDS_MS_MIN = 2000
const ROUNDS_MS_MAX = 10_000
/** Bars are read anew, and the report is made anew, until that took so long; the fixed calculation is done so often a round. */
const PART_MS_MAX = 500
const CALIBRATIONS = 6

type Rounds = Pick<BenchmarkRecord, 'barsPerSecond' | 'rounds' | 'calibration' | 'noise' | 'barsPerCalibration' | 'fastest'>

/**
 * @param first what the round took that was reported, ms
 * @param phases times every other round; the others are as any run
 */
export async function measureRounds(run: MeasuredRun, first: Rounds['fastest'], phases: PhaseClock): Promise<Rounds> {
  const fastest = { load: first.load, simulate: first.simulate, report: first.report }
  const spent = { load: 0, simulate: -Infinity, report: 0 }
  const take = async (part: keyof typeof spent, work: () => unknown): Promise<void> => {
    if (spent[part] > PART_MS_MAX) return
    const from = processorMs()
    await work()
    const ms = processorMs() - from
    spent[part] += ms
    fastest[part] = Math.min(fastest[part], ms)
  }
  const calibrations = [calibrate()]
  const begun = performance.now()
  let rounds = 1
  for (; !run.stopped() && !isEnough(rounds, performance.now() - begun); rounds++) {
    for (let k = 0; k < CALIBRATIONS; k++) calibrations.push(calibrate())
    await take('load', run.load)
    const again = run.again(rounds % 2 === 0 ? phases : null)
    await take('simulate', () => again.advance(Infinity))
    await take('report', () => run.report(again))
  }
  const sorted = calibrations.sort((a, b) => a - b)
  const calibration = sorted[0]!
  const noise = sorted[sorted.length >> 1]! / calibration - 1
  const barsPerSecond = Math.round((1000 * run.bars) / fastest.simulate)
  const barsPerCalibration = Math.round((barsPerSecond * calibration) / 1000)
  return { barsPerSecond, rounds, ...rounded({ calibration, noise }), barsPerCalibration, fastest: rounded(fastest) }
}

function isEnough(rounds: number, ms: number): boolean {
  return rounds === ROUNDS_MAX || ms > ROUNDS_MS_MAX || (rounds >= ROUNDS_MIN && ms > ROUNDS_MS_MIN)
}

/** Six significant digits: more is noise. */
export function rounded<T extends object>(figures: T): T {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number((value as number).toPrecision(6))])) as T
}

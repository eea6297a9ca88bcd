/** What timing the phases of steps costs a step, and what showing progress costs a run: processor time, the designs in turns. */
import { feeBps, startBacktest, StepTimes, type BacktestOptions, type BacktestRun, type RecordBlock } from 'lockstep'
import { carryOut, RunWatch } from '../../apps/cli/run-watch.ts'
import { generateBars, seriesOf } from '../bars.ts'
import type { Job, Measured } from '../budgets.ts'
import { clearHeap } from '../measure.ts'
import smaCross from '../sma-cross.ts'
import { crossing, paramsOf } from '../terms.ts'

/** Steps that are taken whole, after as many as it takes to compile the code; and bars of a run with every fast path. */
const STEPS = 1_000_000
const STEPS_BEFORE = 500_000
const BARS = 10_000_000
/** Nanoseconds that timing may take of a step, and the share that progress may take of a run. */
const STEP_NS_MAX = 100
const SHARE_MAX = 0.01
const NO_COLLECTIONS = { minor: 0, major: 0 }

export async function measure({ rounds }: Job): Promise<Measured[]> {
  return [await measurePhases(rounds), await measureProgress(rounds)]
}

/** Every step whole, and timed as often as the shortest run is. */
async function measurePhases(rounds: number): Promise<Measured> {
  const options: BacktestOptions = { ...terms(STEPS_BEFORE + STEPS), plain: ['quiet-stretch'] }
  const rest = (run: BacktestRun) => (): void => {
    run.advance(STEPS)
  }
  const begun = (more: Pick<BacktestOptions, 'phases'>): BacktestRun => {
    const run = startBacktest(smaCross, { ...options, ...more })
    run.advance(STEPS_BEFORE)
    return run
  }
  const { plain, timed } = await inTurns(rounds, {
    plain: () => rest(begun({})),
    timed: () => rest(begun({ phases: new StepTimes(0) })),
  })
  const value = Math.max(0, (1e6 * (timed - plain)) / STEPS)
  return { id: 'profile.phases', value, against: STEP_NS_MAX, ratio: value / STEP_NS_MAX, gc: NO_COLLECTIONS }
}

/**
 * All that progress does in a run that is looked at as on a terminal, where a line is made at every look: done again without the run,
 * since the difference of two runs of which one is a thousandth longer is chance.
 */
async function measureProgress(rounds: number): Promise<Measured> {
  const options = terms(BARS)
  const seen = await watchedRun(options)
  const { run, progress } = await inTurns(rounds, {
    run: () => {
      const run = startBacktest(smaCross, options)
      return () => run.advance(Infinity)
    },
    progress: () => () => lookAgain(seen),
  })
  const against = SHARE_MAX * run
  return { id: 'profile.progress', value: progress, against, ratio: progress / against, gc: NO_COLLECTIONS }
}

interface Seen {
  readonly run: BacktestRun
  readonly looks: number
  /** What of the blocks the watch is handed, and how many records were in each. */
  readonly block: RecordBlock
  readonly recordCounts: readonly number[]
}

async function watchedRun(options: BacktestOptions): Promise<Seen> {
  const recordCounts: number[] = []
  let looks = 0
  let block: RecordBlock | null = null
  const take = (given: RecordBlock): void => {
    recordCounts.push(given.recordCount)
    block ??= { ...given, records: given.records.slice(), markEquity: given.markEquity.slice() }
  }
  const watch = new RunWatch()
  const run = startBacktest(smaCross, { ...options, taps: [watch, { take }] })
  await carryOut(run, watch, { progress: { update: () => void looks++ }, interrupt: { stopped: false } })
  return { run, looks, block: block!, recordCounts }
}

async function lookAgain({ run, looks, block, recordCounts }: Seen): Promise<void> {
  const watch = new RunWatch()
  let at = 0
  let look = 0
  const advance = (): 'more' | 'done' => {
    for (const end = Math.ceil((recordCounts.length * ++look) / (looks + 1)); at < end; at++)
      watch.take({ ...block, recordCount: recordCounts[at]! })
    return look > looks ? 'done' : 'more'
  }
  const progress = { update: (_: number, text: () => string) => void text() }
  await carryOut({ ...run, advance }, watch, { progress, interrupt: { stopped: false } })
}

function terms(length: number): BacktestOptions {
  const data = seriesOf('FUTURE', generateBars({ length, seed: 1 }))
  return { data, params: paramsOf(crossing), cash: crossing.cash, fees: feeBps(crossing.feeBps) }
}

/** Least processor time of each over the rounds, ms, its set-up left out: what the machine does beside them is no part of it. */
async function inTurns<Names extends string>(
  rounds: number,
  works: Readonly<Record<Names, () => () => unknown>>,
): Promise<Record<Names, number>> {
  const names = Object.keys(works) as Names[]
  const least = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<Names, number>
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const work = works[name]()
      clearHeap()
      const from = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(from)
      if (round > 0) least[name] = Math.min(least[name], (user + system) / 1000)
    }
  }
  return least
}

/** One contest: both sides start, prove that they trade alike, and are then timed in turns. */
import { join } from 'node:path'
import { median } from '../measure.ts'
import { crossing } from '../terms.ts'
import type { Contest, Pair, PeerJob } from './contests.ts'
import { runtimes } from './install.ts'
import { Player, type Outcome, type Round } from './player.ts'

/** Of the opening cash: fees are rounded differently, to a millionth here and to the last bit of a double there. */
export const EQUITY_TOLERANCE = 1e-8
/** Runs of ours before they count, for the compiler, and in each turn. */
const WARM_RUNS = 5
const RUNS_A_TURN = 5
/** Orders of a crossing: two a round trip, which takes more bars than the slow average has on average. */
const BARS_AN_ORDER = 64

export interface PairResult extends Pair {
  readonly seconds: BothSides & {
    /** The first run of the process. */
    readonly oursCold: number
  }
  readonly ratio: number
  /** The same by the time of processors. */
  readonly ratioCpu: number
}

export interface ContestResult extends Outcome {
  readonly contest: Contest
  readonly version: string
  /** The largest difference of any of our equities from any of theirs, money. */
  readonly difference: number
  readonly pairs: readonly PairResult[]
  /** Most memory resident, bytes. */
  readonly peaks: BothSides
  /** Garbage collections of the run that had most. */
  readonly collections: BothSides
}

interface BothSides {
  readonly theirs: number
  readonly ours: number
}

interface Sides {
  readonly theirs: Player
  readonly ours: Player
}

/** @throws Error where a side does not start, or the two do not trade alike */
export async function play(contest: Contest, folder: string): Promise<ContestResult> {
  const job: PeerJob = { ...crossing, folder, rows: contest.rows, feeBps: contest.feeBps, ordersMax: contest.rows / BARS_AN_ORDER }
  const text = JSON.stringify(job)
  const { command, options } = runtimes[contest.kind]
  const theirs = await Player.start(command, [...options, join(import.meta.dirname, contest.script), text])
  try {
    const script = join(import.meta.dirname, 'ours.ts')
    const ours = await Player.start(process.execPath, ['--conditions=source', '--expose-gc', script, text, contest.peer])
    try {
      return await timed(contest, { theirs, ours })
    } finally {
      ours.end()
    }
  } finally {
    theirs.end()
  }
}

async function timed(contest: Contest, { theirs, ours }: Sides): Promise<ContestResult> {
  const { peer, pairs, rounds, warms } = contest
  const theirRounds = new Map(pairs.map((pair) => [pair.theirs, [] as Round[]]))
  const ourRounds = new Map(pairs.map((pair) => [pair.ours, [] as Round[]]))
  if (warms) for (const way of theirRounds.keys()) await theirs.run(way)
  const cold = new Map<string, number>()
  for (const way of ourRounds.keys()) {
    cold.set(way, (await ours.run(way)).seconds)
    for (let i = 1; i < WARM_RUNS; i++) await ours.run(way)
  }
  for (let k = 0; k < rounds; k++) {
    for (const [way, kept] of ourRounds) for (let i = 0; i < RUNS_A_TURN; i++) kept.push(await ours.run(way))
    for (const [way, kept] of theirRounds) kept.push(await theirs.run(way))
  }
  const [theirAll, ourAll] = [[...theirRounds.values()].flat(), [...ourRounds.values()].flat()]
  const most = (what: 'peak' | 'collections'): BothSides => ({ theirs: largest(theirAll, what), ours: largest(ourAll, what) })
  return {
    contest,
    version: theirs.version,
    ...theirAll[0]!,
    difference: differenceOf(peer, theirAll, ourAll),
    pairs: pairs.map((pair) => {
      const [them, us] = [theirRounds.get(pair.theirs)!, ourRounds.get(pair.ours)!]
      const seconds = { theirs: middle(them, 'seconds'), ours: middle(us, 'seconds'), oursCold: cold.get(pair.ours)! }
      return { ...pair, seconds, ratio: seconds.theirs / seconds.ours, ratioCpu: middle(them, 'cpu') / middle(us, 'cpu') }
    }),
    peaks: most('peak'),
    collections: most('collections'),
  }
}

/** The largest difference of equity of any two runs. @throws Error where it is too large, or round trips differ in number */
export function differenceOf(peer: string, theirs: readonly Outcome[], ours: readonly Outcome[]): number {
  const { trips } = theirs[0]!
  const all = [...theirs, ...ours]
  const odd = all.find((outcome) => outcome.trips !== trips)
  if (!(trips > 0)) throw new Error(`expected at least one round trip of ${peer}, were ${trips}`)
  if (odd !== undefined) throw new Error(`expected as many round trips as ${peer} has, ${trips}, were ${odd.trips}`)
  const equities = all.map(({ equity }) => equity)
  const difference = Math.max(...equities) - Math.min(...equities)
  if (!(difference <= EQUITY_TOLERANCE * crossing.cash))
    throw new Error(`expected the equity that ${peer} ends with, ${theirs[0]!.equity}, were ${ours.map(({ equity }) => equity).join(', ')}`)
  return difference
}

function middle(rounds: readonly Round[], what: 'seconds' | 'cpu'): number {
  return median(rounds.map((round) => round[what]))
}

function largest(rounds: readonly Round[], what: 'peak' | 'collections'): number {
  return Math.max(...rounds.map((round) => round[what]))
}

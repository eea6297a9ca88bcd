/**
 * Whether the best of several trials beats a benchmark by more than the search explains: White's reality check and Hansen's
 * test for superior predictive ability, both by the stationary bootstrap.
 * White 2000, "A reality check for data snooping". Hansen 2005, "A test for superior predictive ability".
 */
import { assert } from '../../base/assert.ts'
import { LockstepError } from '../../base/error.ts'
import { Random } from '../../base/random.ts'
import { mean } from '../statistics/moments.ts'
import { automaticBlockLength, drawRows } from './stationary-bootstrap.ts'

export interface SuperiorAbility {
  /** Index of the trial with the largest mean excess over its error. */
  readonly best: number
  /** Chance of a best trial at least as good if none beats the benchmark. Small says that the best is no luck. */
  readonly realityCheck: number
  /** Hansen's: studentised, with poor trials left out of the comparison; between the other two. */
  readonly consistent: number
  /** Counts trials that are worse than the benchmark as exactly as good as they are: the smallest. */
  readonly lower: number
  /** Counts them as good as the benchmark: the largest. */
  readonly upper: number
}

export interface SuperiorAbilityOptions {
  /** Samples drawn; 1,000 unless given. */
  readonly samples?: number
  /** Mean length of a block, days; chosen from the data unless given. */
  readonly blockLength?: number
  readonly seed?: number
}

/** Samples × trials × days. */
const WORK_MAX = 10_000_000_000

/**
 * @param excess of each trial, its daily returns less those of the benchmark (or 0 for cash), all of one length
 * @throws LockstepError E_USAGE for no trial or fewer than ten days; E_LIMIT for too much work
 */
export function superiorAbility(excess: readonly Float64Array[], options: SuperiorAbilityOptions = {}): SuperiorAbility {
  const { samples = 1000, seed = 0 } = options
  const n = excess[0]?.length ?? 0
  assert(
    excess.every((d) => d.length === n),
    'all trials have the same days',
  )
  if (n < 10) {
    throw new LockstepError('E_USAGE', `expected at least one trial of 10 daily returns, was ${n}`, 'Give more days.')
  }
  if (samples * excess.length * n > WORK_MAX) {
    throw new LockstepError('E_LIMIT', `${samples} samples of ${excess.length} trials of ${n} days take too long`, 'Draw fewer samples.')
  }
  const blockLength = options.blockLength ?? Math.max(...excess.map(automaticBlockLength))
  const trials = excess.map((d) => trialOf(d, blockLength))
  const exceeded = countExceeding(trials, { samples, blockLength, random: new Random(seed) })
  const [realityCheck = 0, consistent = 0, lower = 0, upper = 0] = exceeded.map((count) => count / samples)
  const scores = trials.map(({ score }) => score)
  return { best: scores.indexOf(Math.max(...scores)), realityCheck, consistent, lower, upper }
}

interface Trial {
  readonly excess: Float64Array
  readonly mean: number
  /** sqrt(n) × mean / its error. */
  readonly score: number
  /** Error of sqrt(n) × mean. */
  readonly error: number
  /** Whether it is so poor that it cannot be the best by chance either. */
  readonly poor: boolean
}

function trialOf(excess: Float64Array, blockLength: number): Trial {
  const n = excess.length
  const level = mean(excess)
  const error = longRunError(excess, blockLength)
  const score = error > 0 ? (Math.sqrt(n) * level) / error : 0
  return { excess, mean: level, error, score, poor: score < -Math.sqrt(2 * Math.log(Math.log(n))) }
}

/** In how many samples the best is at least what was seen: by White's measure, and by Hansen's with each of its centres. */
function countExceeding(
  trials: readonly Trial[],
  { samples, blockLength, random }: { readonly samples: number; readonly blockLength: number; readonly random: Random },
): number[] {
  const n = trials[0]!.excess.length
  const rows = new Int32Array(n)
  const sums = new Float64Array(LANES)
  const seen = Math.max(...trials.map((t) => t.mean))
  const seenScore = Math.max(0, ...trials.map((t) => t.score))
  const counts = [0, 0, 0, 0]
  for (let sample = 0; sample < samples; sample++) {
    drawRows(rows, blockLength, random)
    const best = [-Infinity, 0, 0, 0]
    for (const [k, { mean: level, error, poor }] of trials.entries()) {
      if (k % LANES === 0) sumRows(sums, rows, trials.slice(k, k + LANES))
      const drawn = sums[k % LANES]! / n
      best[0] = Math.max(best[0]!, drawn - level)
      if (!(error > 0)) continue
      const scale = Math.sqrt(n) / error
      best[1] = Math.max(best[1]!, (poor ? drawn : drawn - level) * scale)
      best[2] = Math.max(best[2]!, (drawn - Math.max(0, level)) * scale)
      best[3] = Math.max(best[3]!, (drawn - level) * scale)
    }
    if (best[0]! >= seen) counts[0]!++
    for (const k of [1, 2, 3]) if (best[k]! >= seenScore) counts[k]!++
  }
  return counts
}

/** Trials that are summed at a time: one addition does not wait for the last of another trial. */
const LANES = 4

/** The sum of drawn days of four trials; of fewer, the last of them again. */
function sumRows(sums: Float64Array, rows: Int32Array, trials: readonly Trial[]): void {
  const last = trials.at(-1)!.excess
  const [a, b = last, c = last, d = last] = trials.map(({ excess }) => excess)
  let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0]
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    sumA += a![row]!
    sumB += b[row]!
    sumC += c[row]!
    sumD += d[row]!
  }
  sums[0] = sumA
  sums[1] = sumB
  sums[2] = sumC
  sums[3] = sumD
}

/**
 * The deviation of sqrt(n) × mean that the stationary bootstrap has, in closed form: Politis and Romano 1994, lemma 1. It is a sum over all
 * lags of (1 - lag / n) × stays^lag × the covariance of days so far apart, the end joined to the beginning as samples have it. Going
 * from a day to the next, what all days before it weigh follows from what they weighed, so that no lag is looked at by itself.
 */
function longRunError(series: Float64Array, blockLength: number): number {
  const n = series.length
  const level = mean(series)
  const stays = 1 - 1 / blockLength
  const least = stays ** n
  // Of the days before the current one, lags 1 to n - 1: the sum of stays^lag × day, and of lag × stays^lag × day.
  let [near, byLag] = [0, 0]
  for (let lag = n - 1; lag >= 1; lag--) {
    const weighed = stays ** lag * (series[n - lag]! - level)
    near += weighed
    byLag += lag * weighed
  }
  let variance = 0
  for (let i = 0; i < n; i++) {
    const day = series[i]! - level
    variance += day * (day + 2 * (near - byLag / n))
    // A day on: the current one is at lag 1, and the one that is now the current goes out at lag n.
    const next = series[i + 1 === n ? 0 : i + 1]! - level
    byLag = stays * (byLag + near + day) - n * least * next
    near = stays * (near + day) - least * next
  }
  return Math.sqrt(Math.max(0, variance / n))
}

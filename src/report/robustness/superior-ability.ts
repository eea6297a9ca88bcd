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
  const seen = Math.max(...trials.map((t) => t.mean))
  const seenScore = Math.max(0, ...trials.map((t) => t.score))
  const counts = [0, 0, 0, 0]
  for (let sample = 0; sample < samples; sample++) {
    drawRows(rows, blockLength, random)
    const best = [-Infinity, 0, 0, 0]
    for (const { excess, mean: level, error, poor } of trials) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += excess[rows[i]!]!
      const drawn = sum / n
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

/** The deviation of sqrt(n) × mean that the stationary bootstrap has, in closed form: Politis and Romano 1994, lemma 1. */
function longRunError(series: Float64Array, blockLength: number): number {
  const n = series.length
  const level = mean(series)
  const stays = 1 - 1 / blockLength
  let variance = 0
  for (let lag = 0; lag < n; lag++) {
    const weight = lag === 0 ? 1 : 2 * ((1 - lag / n) * stays ** lag + (lag / n) * stays ** (n - lag))
    // Further lags weigh nothing, until those that the joined ends make weigh again.
    if (weight < 1e-12) continue
    let sum = 0
    for (let i = lag; i < n; i++) sum += (series[i]! - level) * (series[i - lag]! - level)
    variance += (weight * sum) / n
  }
  return Math.sqrt(Math.max(0, variance))
}

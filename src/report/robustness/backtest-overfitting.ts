/**
 * How often the best of several trials in one half of the time is below the middle of them in the other half: the probability
 * of backtest overfitting, by combinatorially symmetric cross-validation.
 * Bailey, Borwein, López de Prado and Zhu 2015, "The probability of backtest overfitting".
 */
import { assert } from '../../base/assert.ts'
import { LockstepError } from '../../base/error.ts'
import { linearFit } from '../statistics/moments.ts'

export interface Overfitting {
  /** Share of the splits in which the best trial of one half is in the lower half of the other: 0 to 1. */
  readonly probability: number
  /** Share of the splits in which the best trial of one half has a Sharpe ratio below 0 in the other. */
  readonly lossProbability: number
  /** Slope of the line from the best Sharpe ratio of one half to that of the same trial in the other; below 0 more is worse. */
  readonly degradation: number
  /** ln(w / (1 - w)) of each split, w the rank of the chosen trial in the other half, 0 to 1. */
  readonly logits: Float64Array
}

/** Splits × trials × blocks / 2. */
const WORK_MAX = 2_000_000_000
const BLOCKS_MAX = 20

/**
 * @param trials daily returns of each trial, all of one length
 * @param blocks into how many stretches of equal length the days are cut, even; days that are left over at the end are left out
 * @throws LockstepError E_USAGE for fewer than two trials, or days than the blocks need; E_LIMIT for too much work
 */
export function overfitting(trials: readonly Float64Array[], blocks = 16): Overfitting {
  const days = trials[0]?.length ?? 0
  assert(blocks % 2 === 0 && blocks >= 2, `days are cut into an even number of blocks, was ${blocks}`)
  assert(
    trials.every((r) => r.length === days),
    'all trials have the same days',
  )
  if (trials.length < 2 || days < 2 * blocks) {
    throw new LockstepError(
      'E_USAGE',
      `expected at least 2 trials of ${2 * blocks} daily returns, were ${trials.length} of ${days}`,
      'Give more trials or days, or cut the days into fewer blocks.',
    )
  }
  const splits = blocks > BLOCKS_MAX ? Infinity : combinations(blocks)
  if (splits * trials.length * blocks > 2 * WORK_MAX) {
    throw new LockstepError('E_LIMIT', `${trials.length} trials in ${blocks} blocks take too long`, 'Cut the days into fewer blocks.')
  }
  return crossValidated(
    trials.map((r) => new BlockSums(r, blocks)),
    blocks,
  )
}

function crossValidated(sums: readonly BlockSums[], blocks: number): Overfitting {
  const [chosen, elsewhere, logits]: number[][] = [[], [], []]
  const [inside, outside] = [new Float64Array(sums.length), new Float64Array(sums.length)]
  for (const half of halves(blocks)) {
    for (const [k, trial] of sums.entries()) {
      inside[k] = trial.sharpe(half)
      outside[k] = trial.sharpe(~half)
    }
    const best = inside.indexOf(inside.reduce((a, b) => Math.max(a, b)))
    const rank = rankOf(outside, best) / (sums.length + 1)
    logits!.push(Math.log(rank / (1 - rank)))
    chosen!.push(inside[best]!)
    elsewhere!.push(outside[best]!)
  }
  const count = logits!.length
  return {
    probability: logits!.filter((l) => l <= 0).length / count,
    lossProbability: elsewhere!.filter((s) => s < 0).length / count,
    degradation: linearFit(Float64Array.from(chosen!), Float64Array.from(elsewhere!)).slope,
    logits: Float64Array.from(logits!),
  }
}

/** Sums of returns and of their squares by block: the Sharpe ratio of any set of blocks without looking at days again. */
class BlockSums {
  private readonly sums: Float64Array
  private readonly squares: Float64Array
  private readonly length: number

  constructor(returns: Float64Array, blocks: number) {
    this.length = Math.floor(returns.length / blocks)
    this.sums = new Float64Array(blocks)
    this.squares = new Float64Array(blocks)
    for (let i = 0; i < this.length * blocks; i++) {
      const block = Math.floor(i / this.length)
      this.sums[block]! += returns[i]!
      this.squares[block]! += returns[i]! ** 2
    }
  }

  /** Of the blocks whose bit is set; 0 where returns do not vary. */
  sharpe(half: number): number {
    let [sum, squares, count] = [0, 0, 0]
    for (let block = 0; block < this.sums.length; block++) {
      if (((half >>> block) & 1) === 0) continue
      sum += this.sums[block]!
      squares += this.squares[block]!
      count += this.length
    }
    const variance = (squares - (sum * sum) / count) / (count - 1)
    return variance > 0 ? sum / count / Math.sqrt(variance) : 0
  }
}

/** Every choice of half of the blocks, as bits. */
function* halves(blocks: number): Generator<number> {
  for (let bits = 0; bits < 2 ** blocks; bits++) if (bitCount(bits) === blocks / 2) yield bits
}

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

/** Choices of half of so many. */
function combinations(blocks: number): number {
  let count = 1
  for (let k = 1; k <= blocks / 2; k++) count = (count * (blocks / 2 + k)) / k
  return count
}

/** 1 for the lowest; equal ones share the middle of their ranks. */
function rankOf(values: Float64Array, at: number): number {
  let [below, equal] = [0, 0]
  for (const value of values) {
    if (value < values[at]!) below++
    else if (value === values[at]!) equal++
  }
  return below + (equal + 1) / 2
}

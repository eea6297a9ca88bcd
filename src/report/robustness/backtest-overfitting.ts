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
  return crossValidated(trials, blocks)
}

/** Trial by trial and not split by split, so that what is kept of a trial stays in the processor's cache. */
function crossValidated(trials: readonly Float64Array[], blocks: number): Overfitting {
  const splits = Int32Array.from(halves(blocks))
  const count = splits.length
  const all = 2 ** blocks - 1
  const sums = new HalfSums(blocks)
  const [chosen, elsewhere] = [new Float64Array(count).fill(-Infinity), new Float64Array(count)]
  for (const returns of trials) {
    sums.read(returns)
    for (let split = 0; split < count; split++) {
      const half = splits[split]!
      const worth = sums.sharpe(half)
      if (worth <= chosen[split]!) continue
      chosen[split] = worth
      elsewhere[split] = sums.sharpe(all ^ half)
    }
  }
  // 1 for the lowest; equal ones share the middle of their ranks, and the chosen one is its own equal.
  const ranks = new Float64Array(count).fill(0.5)
  for (const returns of trials) {
    sums.read(returns)
    for (let split = 0; split < count; split++) {
      const worth = sums.sharpe(all ^ splits[split]!)
      if (worth <= elsewhere[split]!) ranks[split]! += worth === elsewhere[split]! ? 0.5 : 1
    }
  }
  const logits = ranks.map((rank) => Math.log(rank / (trials.length + 1 - rank)))
  return {
    probability: logits.filter((l) => l <= 0).length / count,
    lossProbability: elsewhere.filter((s) => s < 0).length / count,
    degradation: linearFit(chosen, elsewhere).slope,
    logits,
  }
}

/**
 * The Sharpe ratio of one trial over any set of blocks with two additions: sums of returns and of their squares are kept for every
 * set of the first half of the blocks, and for every set of the others.
 */
class HalfSums {
  private readonly blocks: number
  private readonly low: number
  private readonly sums: readonly [Float64Array, Float64Array]
  private readonly squares: readonly [Float64Array, Float64Array]
  /** Days of half of the blocks. */
  private days = 0

  constructor(blocks: number) {
    this.blocks = blocks
    this.low = blocks >> 1
    const [low, high] = [2 ** this.low, 2 ** (blocks - this.low)]
    this.sums = [new Float64Array(low), new Float64Array(high)]
    this.squares = [new Float64Array(low), new Float64Array(high)]
  }

  read(returns: Float64Array): void {
    const { blocks, low } = this
    const length = Math.floor(returns.length / blocks)
    this.days = (length * blocks) / 2
    for (let block = 0; block < blocks; block++) {
      let [sum, square] = [0, 0]
      for (let i = block * length; i < (block + 1) * length; i++) {
        sum += returns[i]!
        square += returns[i]! ** 2
      }
      const part = block < low ? 0 : 1
      const bit = 2 ** (part === 0 ? block : block - low)
      addBlock(this.sums[part], bit, sum)
      addBlock(this.squares[part], bit, square)
    }
  }

  /** Of half of the blocks, those whose bit is set; 0 where returns do not vary. */
  sharpe(half: number): number {
    const [low, high] = [half & (this.sums[0].length - 1), half >>> this.low]
    const sum = this.sums[0][low]! + this.sums[1][high]!
    const squares = this.squares[0][low]! + this.squares[1][high]!
    const middle = sum / this.days
    const scatter = squares - sum * middle
    return scatter > 0 ? middle * Math.sqrt((this.days - 1) / scatter) : 0
  }
}

/** The sums of all sets that have a block are those without it and that of the block. */
function addBlock(table: Float64Array, bit: number, value: number): void {
  for (let set = 0; set < bit; set++) table[set + bit] = table[set]! + value
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

import { expect, test } from 'vitest'
import { LockstepError } from '../../base/error.ts'
import { Random } from '../../base/random.ts'
import { overfitting } from './backtest-overfitting.ts'

const noise = (random: Random, mean = 0): Float64Array => Float64Array.from({ length: 480 }, () => mean + 0.01 * random.normal())

test('of noise the best trial of one half is anywhere in the other', () => {
  const random = new Random(1)
  const runs = Array.from({ length: 20 }, () =>
    overfitting(
      Array.from({ length: 20 }, () => noise(random)),
      8,
    ),
  )
  const average = runs.reduce((sum, { probability }) => sum + probability, 0) / runs.length
  expect(average).toBeGreaterThan(0.4)
  expect(average).toBeLessThan(0.65)
  expect(runs[0]!.logits).toHaveLength(70)
})

test('one trial that is better throughout is found in either half', () => {
  const random = new Random(2)
  const trials = Array.from({ length: 20 }, (_, k) => noise(random, k === 7 ? 0.005 : 0))
  const { probability, lossProbability } = overfitting(trials, 8)
  expect(probability).toBe(0)
  expect(lossProbability).toBe(0)
})

test('a trial that wins in one half what it loses in the other is overfitted for certain', () => {
  // Each trial gains in one of the blocks and loses as much in the others together.
  const trials = Array.from({ length: 4 }, (_, k) =>
    Float64Array.from({ length: 40 }, (_, i) => (Math.floor(i / 10) === k ? 3 : -1) + (i % 2) / 10),
  )
  const { probability, lossProbability, degradation } = overfitting(trials, 4)
  expect([probability, lossProbability]).toEqual([1, 1])
  expect(degradation).not.toBeGreaterThan(0)
})

test('equals the definition, worked out without sums of blocks', () => {
  const random = new Random(3)
  const trials = Array.from({ length: 5 }, () => noise(random))
  const sharpe = (r: readonly number[]): number => {
    const m = r.reduce((a, b) => a + b, 0) / r.length
    return m / Math.sqrt(r.reduce((a, b) => a + (b - m) ** 2, 0) / (r.length - 1))
  }
  const pairs = [0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100]
  const logits = pairs.map((bits) => {
    const part =
      (inside: boolean) =>
      (r: Float64Array): number =>
        sharpe([...r].filter((_, i) => ((bits >> Math.floor(i / 120)) & 1) === (inside ? 1 : 0)))
    const own = trials.map(part(true))
    const other = trials.map(part(false))
    const chosen = other[own.indexOf(Math.max(...own))]!
    const w = other.filter((s) => s <= chosen).length / 6
    return Math.log(w / (1 - w))
  })
  const { logits: ours } = overfitting(trials, 4)
  expect([...ours]).toHaveLength(6)
  for (const [k, logit] of logits.entries()) expect(ours[k]).toBeCloseTo(logit, 9)
})

test('too little to cut, or too much, is said', () => {
  expect(() => overfitting([new Float64Array(100)])).toThrow(LockstepError)
  expect(() => overfitting([new Float64Array(20), new Float64Array(20)])).toThrow('at least 2 trials of 32 daily returns')
  expect(() => overfitting([new Float64Array(100), new Float64Array(100)], 22)).toThrow('take too long')
})

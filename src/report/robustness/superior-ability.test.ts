import { describe, expect, test } from 'vitest'
import { LockstepError } from '../../base/error.ts'
import { Random } from '../../base/random.ts'
import { superiorAbility } from './superior-ability.ts'

const noise = (random: Random, mean = 0, days = 200): Float64Array =>
  Float64Array.from({ length: days }, () => mean + 0.01 * random.normal())

describe('under the null, in which every trial is as good as the benchmark', () => {
  const random = new Random(5)
  const runs = Array.from({ length: 150 }, (_, seed) =>
    superiorAbility(
      Array.from({ length: 8 }, () => noise(random)),
      { samples: 200, blockLength: 1, seed },
    ),
  )

  test.each(['realityCheck', 'consistent', 'upper'] as const)('the chance by %s is any number alike', (name) => {
    const chances = runs.map((r) => r[name]).sort((a, b) => a - b)
    // Kolmogorov and Smirnov: 1.63 / sqrt(150) at one per cent.
    const distance = Math.max(...chances.map((p, i) => Math.abs(p - (i + 0.5) / chances.length)))
    expect(distance).toBeLessThan(0.133)
  })

  test('the lower is at most the consistent, which is at most the upper', () => {
    for (const { lower, consistent, upper } of runs) {
      expect(lower).toBeLessThanOrEqual(consistent)
      expect(consistent).toBeLessThanOrEqual(upper)
    }
  })
})

test('one trial that is truly better is seen among many', () => {
  const random = new Random(6)
  const trials = Array.from({ length: 20 }, (_, k) => noise(random, k === 4 ? 0.003 : 0, 500))
  const { best, realityCheck, consistent } = superiorAbility(trials)
  expect(best).toBe(4)
  expect(Math.max(realityCheck, consistent)).toBeLessThan(0.01)
})

test('poor trials with large errors hide a good one from the reality check, and not from the consistent test', () => {
  const random = new Random(7)
  const good = noise(random, 0.0014, 500)
  const poor = Array.from({ length: 30 }, () => Float64Array.from({ length: 500 }, () => -0.02 + 0.08 * random.normal()))
  const { realityCheck, consistent } = superiorAbility([good, ...poor])
  expect(realityCheck).toBeGreaterThan(0.5)
  expect(consistent).toBeLessThan(0.05)
})

test('trials that are no better than the benchmark are luck for certain', () => {
  expect(superiorAbility([noise(new Random(8), -0.003)])).toMatchObject({ lower: 1, consistent: 1, upper: 1 })
  expect(superiorAbility([new Float64Array(50)])).toMatchObject({ best: 0, lower: 1, consistent: 1, upper: 1, realityCheck: 1 })
})

test('equal seeds give equal chances', () => {
  const trials = [noise(new Random(1)), noise(new Random(2))]
  expect(superiorAbility(trials, { seed: 3 })).toEqual(superiorAbility(trials, { seed: 3 }))
})

test('too few days, or too much work, is said', () => {
  expect(() => superiorAbility([])).toThrow(LockstepError)
  expect(() => superiorAbility([new Float64Array(9)])).toThrow('10 daily returns')
  expect(() => superiorAbility([new Float64Array(100)], { samples: 1e9 })).toThrow('take too long')
})

test('chances are the same however many trials are summed at a time', () => {
  const random = new Random(9)
  const trials = Array.from({ length: 5 }, () => noise(random))
  const alone = trials.map((one) => superiorAbility([one], { samples: 200, blockLength: 4, seed: 2 }))
  // Of copies of one trial, the best of each sample is that trial.
  for (const copies of [2, 4, 5]) {
    for (const [k, one] of trials.entries()) {
      const all = superiorAbility(
        Array.from({ length: copies }, () => one.slice()),
        { samples: 200, blockLength: 4, seed: 2 },
      )
      expect(all).toEqual(alone[k])
    }
  }
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { axesOf } from './axis.ts'
import { rungsOf } from './halving.ts'
import { createMethod, methods, type MethodOptions } from './methods.ts'
import type { Score } from './objective.ts'
import type { Params, Space, Trial, TrialResult } from './trial.ts'

const space: Space = {
  fast: { kind: 'int', min: 2, max: 20 },
  slow: { kind: 'int', min: 20, max: 200, step: 20 },
  k: { kind: 'float', min: 0.1, max: 10, log: true },
  side: { kind: 'choice', values: ['long', 'short', 'both'] },
}
const finite: Space = { fast: space['fast']!, slow: space['slow']!, side: space['side']! }
const byWorth: Score = ({ figures }) => figures['worth'] ?? null

interface Searched {
  readonly trials: Trial[]
  readonly batches: Trial[][]
  readonly results: TrialResult[]
}

/** Runs a search to its end; `worthOf` is what a trial is worth, null where it fails. */
function search(name: string, options: Partial<MethodOptions>, worthOf: (trial: Trial) => number | null = () => 0): Searched {
  const method = createMethod(name, { space, score: byWorth, trialsMax: 100, ...options })
  const [batches, results]: [Trial[][], TrialResult[]] = [[], []]
  for (let batch = method.next(results); batch.length > 0; batch = method.next(results)) {
    batches.push([...batch])
    for (const trial of batch) {
      const worth = worthOf(trial)
      results.push({ number: trial.number, status: worth === null ? 'failed' : 'done', figures: { worth } })
    }
  }
  return { trials: batches.flat(), batches, results }
}

const slope = ({ params }: Trial): number => -Math.abs(Math.log(Number(params['k']))) - Math.abs(Number(params['fast']) - 7) / 10

describe.each(methods.map(({ name }) => name))('%s', (name) => {
  const within = name === 'grid' ? finite : space
  const trialsMax = name === 'grid' ? 1000 : 80

  test('asks for nothing twice, numbers trials from 0, and keeps its bound', () => {
    const { trials } = search(name, { space: within, trialsMax }, slope)
    expect(trials.length).toBeLessThanOrEqual(trialsMax)
    expect(trials.length).toBeGreaterThan(20)
    expect(trials.map(({ number }) => number)).toEqual(trials.map((_, i) => i))
    expect(new Set(trials.map(({ params, share }) => JSON.stringify([params, share]))).size).toBe(trials.length)
    for (const { params } of trials) expect(Object.keys(params)).toEqual(Object.keys(within))
  })

  test('asks for the same with the same seed, and for something else with another', () => {
    const first = search(name, { space: within, trialsMax, seed: 5 }, slope)
    expect(search(name, { space: within, trialsMax, seed: 5 }, slope).trials).toEqual(first.trials)
    if (name !== 'grid') expect(search(name, { space: within, trialsMax, seed: 6 }, slope).trials).not.toEqual(first.trials)
  })

  test('asks only for what the strategy takes', () => {
    const allows = (params: Params): boolean => Number(params['fast']) * 10 < Number(params['slow'])
    const { trials } = search(name, { space: within, trialsMax, allows }, slope)
    expect(trials.length).toBeGreaterThan(10)
    for (const { params } of trials) expect(allows(params)).toBe(true)
  })

  test('ends where there is nothing left to ask', () => {
    const small: Space = { a: { kind: 'int', min: 1, max: 3 }, b: { kind: 'choice', values: [true, false] } }
    const { trials } = search(name, { space: small, trialsMax: 50 }, ({ params }) => Number(params['a']))
    expect(new Set(trials.map(({ params }) => JSON.stringify(params))).size).toBe(6)
    expect(search(name, { space: small, trialsMax: 50, allows: () => false }).trials).toEqual([])
  })

  test('goes on, or ends, when every trial fails', () => {
    const { trials } = search(name, { space: within, trialsMax }, () => null)
    expect(trials.length).toBeGreaterThan(10)
  })
})

describe('a grid', () => {
  test('has every combination once, the last parameter turning fastest', () => {
    const { trials, batches } = search('grid', {
      space: { a: { kind: 'int', min: 1, max: 2 }, b: { kind: 'choice', values: ['x', 'y'] } },
    })
    expect(trials.map(({ params }) => `${params['a']}${params['b']}`)).toEqual(['1x', '1y', '2x', '2y'])
    expect(batches).toHaveLength(1)
  })

  test('that is larger than what may be tried is refused whole, combinations that are not allowed left out of the count', () => {
    expect(() => search('grid', { space: finite, trialsMax: 569 })).toThrow('more than 569 combinations')
    expect(search('grid', { space: finite, trialsMax: 570 }).trials).toHaveLength(570)
    const some = { space: finite, trialsMax: 190, allows: (params: Params) => params['side'] === 'long' }
    expect(search('grid', some).trials).toHaveLength(190)
    const huge: Space = { a: { kind: 'int', min: 1, max: 100_000 }, b: { kind: 'int', min: 1, max: 100_000 } }
    expect(() => search('grid', { space: huge })).toThrow('10000000000 combinations')
  })

  test('over any number in a range is refused', () => {
    expect(() => search('grid', { space })).toThrow('expected a step of k for a grid')
  })
})

test('a Latin hypercube has one trial in each stretch of each parameter', () => {
  const numbers: Space = {
    x: { kind: 'float', min: -3, max: 5 },
    y: { kind: 'float', min: 0.01, max: 100, log: true },
    z: { kind: 'float', min: 0, max: 1 },
  }
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), (count, seed) => {
      const { trials } = search('lhs', { space: numbers, trialsMax: count, seed })
      expect(trials).toHaveLength(count)
      for (const axis of axesOf(numbers)) {
        // A value is rounded to six digits, so that it may be a hair beyond its stretch.
        const stretches = trials.map(({ params }) => axis.placeOf(params[axis.name]!) * count)
        const sorted = stretches.sort((a, b) => a - b)
        for (const [i, at] of sorted.entries()) expect(at > i - 1e-3 && at < i + 1 + 1e-3).toBe(true)
      }
    }),
  )
})

test('a Latin hypercube mixes its parameters: a large one of one says nothing of another', () => {
  const numbers: Space = { x: { kind: 'float', min: 0, max: 1 }, y: { kind: 'float', min: 0, max: 1 } }
  const { trials } = search('lhs', { space: numbers, trialsMax: 400, seed: 1 })
  const products = trials.map(({ params }) => (Number(params['x']) - 0.5) * (Number(params['y']) - 0.5))
  // A correlation: the mean product / the variance of evenly spread numbers, 1/12. Its error is 1/20.
  expect(Math.abs((12 * products.reduce((a, b) => a + b, 0)) / 400)).toBeLessThan(0.2)
})

describe('successive halving', () => {
  test('has rungs that grow to all of the data, shrink by the factor, and keep the number of trials', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 2, max: 5 }),
        fc.constantFrom(1 / 81, 1 / 27, 0.1, 0.5, 1),
        (trialsMax, factor, shareMin) => {
          const rungs = rungsOf({ trialsMax, factor, shareMin })
          expect(rungs.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(trialsMax)
          expect(rungs.at(-1)!.share).toBe(1)
          expect(rungs[0]!.share).toBeGreaterThan(shareMin - 1e-9)
          for (const [i, { share, count }] of rungs.entries()) {
            expect(count).toBeGreaterThanOrEqual(1)
            if (i === 0) continue
            expect(share).toBeCloseTo(rungs[i - 1]!.share * factor, 12)
            expect(count).toBe(Math.floor(rungs[i - 1]!.count / factor))
          }
        },
      ),
    )
    const shares = rungsOf({ trialsMax: 40, factor: 3, shareMin: 1 / 27 })
    expect(shares).toEqual([
      { share: 1 / 27, count: 27 },
      { share: 1 / 9, count: 9 },
      { share: 1 / 3, count: 3 },
      { share: 1, count: 1 },
    ])
  })

  test('takes the best of each rung to the next', () => {
    const { batches, results } = search('halving', { trialsMax: 40 }, slope)
    expect(batches.map(({ length }) => length)).toEqual([27, 9, 3, 1])
    for (const [i, batch] of batches.slice(1).entries()) {
      const worth = (trial: Trial): number => results[trial.number]!.figures['worth']!
      const before = batches[i]!.toSorted((a, b) => worth(b) - worth(a))
      expect(batch.map(({ params }) => params)).toEqual(before.slice(0, batch.length).map(({ params }) => params))
    }
  })

  test('takes no trial further that failed', () => {
    const lives = ({ params }: Trial): number | null => (params['side'] === 'long' && Number(params['fast']) < 12 ? 1 : null)
    const { batches } = search('halving', { trialsMax: 40 }, lives)
    expect(batches[1]!.length).toBeLessThan(9)
    for (const trial of batches[1]!) expect(lives(trial)).toBe(1)
  })

  test('judges shares of the data without the condition, and gives those that have too little another chance', () => {
    const score: Score = (result) => ((result.figures['roundTrips'] ?? 0) < 30 ? null : byWorth(result))
    const method = createMethod('halving', { space, trialsMax: 40, score, scoreOnShare: byWorth })
    const first = method.next([])
    const poor = first.map(({ number }): TrialResult => {
      if (number === 5) return { number, status: 'done', figures: { worth: 1, roundTrips: 2 } }
      if (number < 4) return { number, status: 'failed', figures: {}, error: { code: 'E_STRATEGY_THREW', message: '' } }
      if (number < 6) return { number, status: 'failed', figures: {}, error: { code: 'E_WARMUP', message: '' } }
      return { number, status: 'done', figures: { worth: null } }
    })
    const second = method.next(poor)
    expect(second.map(({ params }) => params)).toEqual([5, 4, 6, 7, 8, 9, 10, 11, 12].map((number) => first[number]!.params))
  })
})

describe('the Parzen estimator', () => {
  const hill = ({ params }: Trial): number => {
    const [k, fast, side] = [Math.log(Number(params['k'])), Number(params['fast']), params['side'] === 'both' ? 1 : 0]
    return side - (k - 1) ** 2 - ((fast - 7) / 5) ** 2
  }
  const best = (name: string, seed: number): number => {
    const { trials } = search(name, { trialsMax: 100, seed, batchSize: 8 }, hill)
    return Math.max(...trials.map(hill))
  }

  test('finds a better place than chance does', () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed)
    const better = seeds.filter((seed) => best('tpe', seed) > best('random', seed))
    expect(better.length).toBeGreaterThanOrEqual(16)
  })

  test('tries more where trials are good, and words that are good more often', () => {
    const { trials } = search('tpe', { trialsMax: 200, seed: 3 }, hill)
    const late = trials.slice(100)
    expect(late.filter(({ params }) => params['side'] === 'both').length).toBeGreaterThan(60)
    const near = ({ params }: Trial): boolean => Math.abs(Number(params['fast']) - 7) <= 3
    expect(late.filter(near).length).toBeGreaterThan(trials.slice(0, 20).filter(near).length * 5)
  })

  test('asks in batches', () => {
    const { batches } = search('tpe', { trialsMax: 50, batchSize: 8 }, hill)
    expect(batches.map(({ length }) => length)).toEqual([20, 8, 8, 8, 6])
  })
})

describe('what makes no sense is told', () => {
  test.each([
    ['grdi', {}, 'expected a method of search, was "grdi"'],
    ['random', { trialsMax: 0 }, 'trialsMax must be a whole number from 1 to 1000000, was 0'],
    ['tpe', { batchSize: 1.5 }, 'batchSize must be a whole number'],
    ['halving', { factor: 1 }, 'factor must be a whole number from 2'],
    ['halving', { shareMin: 2 }, 'shareMin must be a number from 0.000001 to 1'],
  ])('%s %j', (name, options, words) => {
    expect(() => search(name, options)).toThrow(LockstepError)
    expect(() => search(name, options)).toThrow(words)
  })

  test('a batch cannot be skipped', () => {
    const method = createMethod('tpe', { space, score: byWorth })
    method.next([])
    expect(() => method.next([])).toThrow('results are those of all 20 trials asked for')
  })
})

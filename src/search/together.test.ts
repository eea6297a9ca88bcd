import { describe, expect, test } from 'vitest'
import { Random } from '../base/random.ts'
import { deflatedSharpe, sharpeEstimate, trialsOf, type SharpeEstimate } from '../report/robustness/sharpe-inference.ts'
import { heatMap } from './heat-map.ts'
import { overfittingFigures, type Overfit } from './overfitting-figures.ts'
import { parallelCoordinates } from './parallel-coordinates.ts'
import { plateauOf } from './plateau.ts'
import type { Ranked } from './ranking.ts'
import { parameterStability, walkForwardEfficiency } from './stability.ts'
import type { Params, Space } from './trial.ts'

/** Ranked trials of these parameters and scores, given from best to worst. */
function ranking(rows: readonly (readonly [Params, number])[]): Ranked[] {
  return rows.map(([params, score], i) => ({
    rank: i + 1,
    trial: { number: 100 - i, params, share: 1 },
    result: { number: 100 - i, status: 'done', figures: {} },
    score,
  }))
}

const space: Space = {
  fast: { kind: 'int', min: 5, max: 20, step: 5 },
  k: { kind: 'float', min: 0.01, max: 100, log: true },
  side: { kind: 'choice', values: ['long', 'short'] },
}

describe('figures of overfitting', () => {
  const random = new Random(11)
  const noise = (count: number, days: number): Float64Array[] =>
    Array.from({ length: count }, () => Float64Array.from({ length: days }, () => 0.01 * random.normal()))
  const base: Omit<Overfit, 'excess'> = { chosen: 0, tried: 0, periodsPerYear: 252, seed: 1 }
  const valueOf = (given: Overfit, id: string): number | string | null => {
    const figure = overfittingFigures(given).find((one) => one.id === id)!
    return figure.reason ?? figure.value
  }

  test('are those of the report, over all trials that were made', () => {
    const excess = noise(30, 500)
    const figures = new Map(overfittingFigures({ ...base, excess, chosen: 4, tried: 40 }).map(({ id, value }) => [id, value]))
    const estimate = sharpeEstimate(excess[4]!) as SharpeEstimate
    expect(figures.get('trials')).toBe(40)
    expect(figures.get('chosenSharpe')).toBeCloseTo(estimate.ratio * Math.sqrt(252), 12)
    expect(figures.get('deflatedSharpe')).toBe(deflatedSharpe(estimate, { ...trialsOf(excess), count: 40 }))
    expect([...figures.values()].every((value) => value !== null)).toBe(true)
  })

  test('tell skill from luck', () => {
    const excess = noise(30, 1000)
    const best = excess.map((r) => r.reduce((a, b) => a + b, 0)).reduce((best, sum, i, all) => (sum > all[best]! ? i : best), 0)
    expect(valueOf({ ...base, excess, chosen: best }, 'deflatedSharpe')).toBeLessThan(0.9)
    expect(valueOf({ ...base, excess, chosen: best }, 'superiorAbility')).toBeGreaterThan(0.05)
    const skilled = [...excess.slice(1), excess[0]!.map((r) => r + 0.003)]
    expect(valueOf({ ...base, excess: skilled, chosen: 29 }, 'overfittingProbability')).toBe(0)
    expect(valueOf({ ...base, excess: skilled, chosen: 29 }, 'superiorAbility')).toBeLessThan(0.01)
  })

  test('choose no trial that never held a position, however poor the others are', () => {
    const poor = noise(5, 500).map((r) => r.map((value) => value - 0.01))
    const rested = [...poor, new Float64Array(500)]
    for (const id of ['overfittingProbability', 'lossProbability', 'degradation'])
      expect(valueOf({ ...base, excess: rested }, id)).toBe(valueOf({ ...base, excess: poor }, id))
    expect(valueOf({ ...base, excess: rested }, 'lossProbability')).toBe(1)
    expect(valueOf({ ...base, excess: [poor[0]!, rested[5]!] }, 'degradation')).toBe('fewer than two trials held a position')
  })

  test('say why they cannot be worked out', () => {
    expect(valueOf({ ...base, excess: noise(1, 100) }, 'overfittingProbability')).toBe('there is one trial')
    expect(valueOf({ ...base, excess: noise(5, 12) }, 'overfittingProbability')).toBe('there are fewer than 20 days')
    expect(valueOf({ ...base, excess: noise(5, 5) }, 'realityCheck')).toBe('there are fewer than ten days')
    expect(valueOf({ ...base, excess: [new Float64Array(50), new Float64Array(50)] }, 'deflatedSharpe')).toBe(
      'the daily returns do not vary',
    )
    const long = new Float64Array(5_100_000)
    expect(valueOf({ ...base, excess: [long, long, long, long] }, 'realityCheck')).toBe('there are too many trials and days')
  })
})

describe('stability of the parameters that folds choose', () => {
  const chosen: Params[] = [
    { fast: 5, k: 0.01, side: 'long' },
    { fast: 20, k: 1, side: 'long' },
    { fast: 20, k: 100, side: 'short' },
  ]

  test('is how far they move, as a share of their range', () => {
    const [fast, k, side] = parameterStability(space, chosen)
    expect(fast).toMatchObject({ name: 'fast', values: [5, 20, 20], usual: 20, usualShare: 2 / 3, drift: 0.5, spread: 1 })
    expect(k!.drift).toBeCloseTo(0.5, 12)
    expect(side).toMatchObject({ usual: 'long', drift: 0.5, spread: 1 })
  })

  test('of one fold, or of folds that agree, is still', () => {
    for (const list of [chosen.slice(0, 1), [chosen[0]!, chosen[0]!]]) {
      for (const one of parameterStability(space, list)) expect(one).toMatchObject({ usualShare: 1, drift: 0, spread: 0 })
    }
  })

  test('is worth what the tests keep of the training', () => {
    const folds = [
      { train: 2, test: 1 },
      { train: 1, test: 0.5 },
      { train: 9, test: null },
    ]
    expect(walkForwardEfficiency(folds)).toBe(0.5)
    expect(walkForwardEfficiency(folds.slice(2))).toBe('no fold has both')
    expect(walkForwardEfficiency([{ train: -1, test: 2 }])).toBe('the folds are worth nothing in training')
  })
})

test('a plateau is what is one step beside the best, a needle has a poor one', () => {
  const at = (fast: number, k: number, side = 'long'): Params => ({ fast, k, side })
  const ranked = ranking([
    [at(10, 1), 5],
    [at(15, 1), 4],
    [at(20, 1), 3.5],
    [at(5, 1.2), 3],
    [at(10, 3), 2],
    [at(10, 1, 'short'), 1],
  ])
  expect(plateauOf(ranked, space)).toEqual({ count: 2, mean: 3.5, worst: 3 })
  expect(plateauOf(ranked.slice(0, 1), space)).toEqual({ count: 0, mean: null, worst: null })
  expect(plateauOf([], space).count).toBe(0)
})

describe('a heat map', () => {
  const at = (fast: number, k: number, side: string): Params => ({ fast, k, side })
  const ranked = ranking([
    [at(10, 1, 'long'), 6],
    [at(10, 9, 'long'), 4],
    [at(5, 1, 'short'), -1],
  ])

  test('has a cell for each crossing, with the best and the mean of what is there', () => {
    const { x, y, cells } = heatMap(ranked, space, { x: 'fast', y: 'side' })
    expect(x).toEqual({ name: 'fast', values: [5, 10, 15, 20], binned: false })
    expect(y.values).toEqual(['long', 'short'])
    expect(cells).toEqual([
      [null, { count: 2, best: 6, mean: 5, number: 100 }, null, null],
      [{ count: 1, best: -1, mean: -1, number: 98 }, null, null, null],
    ])
  })

  test('puts values together where there are too many', () => {
    const { x, cells } = heatMap(ranked, space, { x: 'k', y: 'side' })
    expect(x).toMatchObject({ binned: true })
    expect(x.values).toHaveLength(20)
    expect(x.values[10]).toBe(1)
    expect(cells[0]![10]).toMatchObject({ best: 6 })
  })

  test('of a parameter that was not searched is told', () => {
    expect(() => heatMap(ranked, space, { x: 'fats', y: 'side' })).toThrow('expected a parameter of the sweep, was "fats"')
  })
})

describe('parallel coordinates', () => {
  test('have a line for each trial, from best to worst, and ticks at values', () => {
    const { axes, lines, left } = parallelCoordinates(ranking([[{ fast: 10, k: 1, side: 'short' }, 2]]), space)
    expect(axes.map(({ ticks }) => ticks.map(({ value }) => value))).toEqual([
      [5, 10, 15, 20],
      [0.01, expect.closeTo(0.063, 3), expect.closeTo(0.398, 3), expect.closeTo(2.512, 3), expect.closeTo(15.85, 2), 100],
      ['long', 'short'],
    ])
    expect(lines).toEqual([{ number: 100, rank: 1, score: 2, places: [0.375, expect.closeTo(0.5, 12), 0.75] }])
    expect(left).toBe(0)
  })

  test('of many trials have the best hundred, and others from all ranks to the last', () => {
    const many = ranking(Array.from({ length: 3000 }, (_, i) => [{ fast: 5, k: 1, side: 'long' }, -i] as const))
    const { lines, left } = parallelCoordinates(many, space)
    expect([lines.length, left]).toEqual([500, 2500])
    expect(lines[99]!.rank).toBe(100)
    expect(lines.at(-1)!.rank).toBe(3000)
    expect(new Set(lines.map(({ rank }) => rank)).size).toBe(500)
  })
})

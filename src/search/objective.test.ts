import { expect, test } from 'vitest'
import { parseCondition } from './condition.ts'
import { objectiveOf, scoreOf } from './objective.ts'
import { rankTrials } from './ranking.ts'
import type { Trial, TrialResult } from './trial.ts'

const known = ['sharpe', 'maxDrawdown']
const result = (number: number, figures: TrialResult['figures'], status: TrialResult['status'] = 'done'): TrialResult => ({
  number,
  status,
  figures,
})

test('a statistic has the direction it is asked in, or the one it is good in', () => {
  expect(objectiveOf('sharpe', known)).toMatchObject({ name: 'sharpe', direction: 'max' })
  expect(objectiveOf('maxDrawdown', known).direction).toBe('min')
  expect(objectiveOf('max:maxDrawdown', known).direction).toBe('max')
  expect(() => objectiveOf('sharp', known)).toThrow('expected the id of a statistic as objective, was "sharp"')
  expect(() => objectiveOf('best:sharpe', known)).toThrow('expected max: or min: before an objective, was "best:"')
})

test('a trial that failed, lacks the figure or breaks the condition has no score', () => {
  const score = scoreOf(objectiveOf('sharpe', known), parseCondition('maxDrawdown < 0.25', known))
  expect(score(result(0, { sharpe: 2, maxDrawdown: 0.2 }))).toBe(2)
  expect(score(result(0, { sharpe: 2, maxDrawdown: 0.3 }))).toBeNull()
  expect(score(result(0, { sharpe: 2, maxDrawdown: 0.2 }, 'failed'))).toBeNull()
  expect(score(result(0, { sharpe: null, maxDrawdown: 0.2 }))).toBeNull()
  expect(score(result(0, {}))).toBeNull()
})

test('a trial that never held a position has no score, one that bought and holds has', () => {
  const score = scoreOf(objectiveOf('maxDrawdown', known))
  expect(score(result(0, { maxDrawdown: 0, roundTrips: 0, exposureTime: 0 }))).toBeNull()
  expect(score(result(0, { maxDrawdown: 0.3, roundTrips: 0, exposureTime: 0.9 }))).toBe(-0.3)
  expect(score(result(0, { maxDrawdown: 0.3, roundTrips: 4, exposureTime: 0 }))).toBe(-0.3)
})

test('an objective may be a function of figures', () => {
  const score = scoreOf({ name: 'return of depth', direction: 'min', value: ({ a, b }) => (a ?? 0) / (b ?? 0) })
  expect(score(result(0, { a: 1, b: 2 }))).toBe(-0.5)
  expect(score(result(0, { a: 1, b: 0 }))).toBeNull()
})

test('trials are ranked by score, equal ones by number, and only those that saw all of the data', () => {
  const worth = [1, 3, null, 3, 9, 2]
  const trials: Trial[] = worth.map((_, number) => ({ number, params: { number }, share: number === 4 ? 0.5 : 1 }))
  const results = worth.slice(0, 5).map((sharpe, number) => result(number, { sharpe }))
  const ranked = rankTrials({ trials, results }, scoreOf(objectiveOf('sharpe', known)))
  expect(ranked.map(({ rank, trial, score }) => [rank, trial.number, score])).toEqual([
    [1, 1, 3],
    [2, 3, 3],
    [3, 0, 1],
  ])
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nelderMead } from './nelder-mead.ts'

test('the lowest point of a bowl is found, wherever it is', () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }), (a, b) => {
      const { at, converged } = nelderMead(([x = 0, y = 0]) => (x - a) ** 2 + 3 * (y - b) ** 2, [1, 1])
      expect(converged).toBe(true)
      expect(at[0]).toBeCloseTo(a, 2)
      expect(at[1]).toBeCloseTo(b, 2)
    }),
  )
})

test('the bent valley of Rosenbrock is followed to its end', () => {
  const { at } = nelderMead(([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1])
  expect(at[0]).toBeCloseTo(1, 3)
  expect(at[1]).toBeCloseTo(1, 3)
})

test('a slope without an end is given up', () => {
  expect(nelderMead(([x = 0]) => x, [1]).converged).toBe(false)
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { SortedWindow } from './sorted-window.ts'

test('counts and sums are those of the last values, equal ones among them', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })), { maxLength: 200 })
  const property = fc.property(values, fc.integer({ min: 1, max: 20 }), fc.integer({ min: -3, max: 3 }), (all, size, level) => {
    const window = new SortedWindow(size)
    for (const [i, value] of all.entries()) {
      window.push(value)
      const last = all.slice(Math.max(0, i + 1 - size), i + 1)
      expect(window.length).toBe(last.length)
      for (const x of [level, value]) {
        expect(window.countBelow(x)).toBe(last.filter((y) => y < x).length)
        expect(window.countAtMost(x)).toBe(last.filter((y) => y <= x).length)
        if (last.every((y) => Math.abs(y) <= 1e6)) {
          const excess = last.filter((y) => y > x).reduce((sum, y) => sum + y - x, 0)
          expect(window.excessOver(x)).toBeCloseTo(excess, 6)
        }
      }
    }
  })
  fc.assert(property)
})

test('a long window of rising values stays level, so that its depth is no call too many', () => {
  const window = new SortedWindow(100_000)
  for (let i = 0; i < 300_000; i++) window.push(i)
  expect([window.length, window.countBelow(250_000), window.countAtMost(299_999)]).toEqual([100_000, 50_000, 100_000])
})

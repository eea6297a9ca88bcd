import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { largestSize } from './largest-size.ts'

test('the largest size is found whatever the guess, and a good guess takes two questions', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(1e9), fc.integer({ min: -5, max: 1e9 }), (tooMany, below, guess) => {
      const most = below % tooMany
      let questions = 0
      const can = (lots: number): boolean => {
        questions++
        return lots <= most
      }
      expect(largestSize({ tooMany, guess, can })).toBe(most)
      expect(questions).toBeLessThan(40)
      questions = 0
      largestSize({ tooMany, guess: most, can })
      expect(questions).toBeLessThanOrEqual(2)
    }),
  )
})

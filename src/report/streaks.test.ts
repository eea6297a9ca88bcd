import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { streaksOf } from './streaks.ts'

test('streaks are rows of winners or losers, and a draw ends one', () => {
  expect(streaksOf(Float64Array.of(1, 2, -1, 0, -1, -1, 3, 1, 1))).toEqual([
    { length: 1, won: 0, lost: 1 },
    { length: 2, won: 1, lost: 1 },
    { length: 3, won: 1, lost: 0 },
  ])
  expect(streaksOf(new Float64Array(0))).toEqual([])
  expect(streaksOf(Float64Array.of(0, 0))).toEqual([])
})

test('every winner and every loser is in one streak', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 1 }), { maxLength: 60 }), (signs) => {
      const streaks = streaksOf(Float64Array.from(signs))
      const short = streaks.length < 20
      const counted = streaks.reduce((sum, s) => sum + s.length * (s.won + s.lost), 0)
      if (short) expect(counted).toBe(signs.filter((s) => s !== 0).length)
    }),
  )
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { divideRounded, mulExact, proRata, ratioOfDecimals } from './fixed-point.ts'

const integer = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }))
const decimals = fc.integer({ min: -12, max: 4 })

function roundedBig(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator
  const q = (2n * size + denominator) / (2n * denominator)
  return numerator < 0n ? -q : q
}

test('products are rounded once, exactly, halves away from zero, whichever path they take', () => {
  fc.assert(
    fc.property(integer, integer, decimals, fc.constantFrom(1, 25, 5), (a, b, d, step) => {
      const ratio = ratioOfDecimals(d, step)
      const exact = roundedBig(BigInt(a) * BigInt(b) * BigInt(ratio.numerator), BigInt(ratio.denominator))
      if (exact > 9_007_199_254_740_991n || exact < -9_007_199_254_740_991n) {
        expect(() => mulExact(a, b, ratio)).toThrow(/9\.007e15/)
      } else {
        expect(mulExact(a, b, ratio)).toBe(Number(exact) === 0 ? 0 : Number(exact))
      }
    }),
    { numRuns: 20_000 },
  )
})

test('quotients are rounded exactly, halves away from zero', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 2_000_000_000 }), (a, b) => {
      const q = Number(roundedBig(BigInt(a), BigInt(b)))
      expect(divideRounded(a, b)).toBe(q === 0 ? 0 : q)
    }),
    { numRuns: 20_000 },
  )
})

test('a cost is shared by lots without remainder: part and rest add up', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (cost, x, y) => {
      const part = proRata(cost, x, x + y)
      const exact = Number(roundedBig(BigInt(cost) * BigInt(x), BigInt(x + y)))
      expect(part).toBe(exact === 0 ? 0 : exact)
    }),
    { numRuns: 20_000 },
  )
})

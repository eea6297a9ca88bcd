import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { shareOfVolume, unlimited } from './liquidity.ts'

const share = createInstrument({ id: 'SHARE', lot: 1 })

test.each([
  ['a quarter of the bar', 1000, 0, 250],
  ['parts of a lot are left', 1003, 0, 250],
  ['less what was taken from the bar before', 1000, 200, 50],
  ['nothing more when all is taken', 1000, 250, 0],
  ['nothing of a bar without volume', 0, 0, 0],
])('a share of volume: %s', (_, volumeLots, usedLots, lots) => {
  expect(shareOfVolume(0.25).available(share, volumeLots, usedLots)).toBe(lots)
})

test('a share that is a whole number of lots but for float noise is that number', () => {
  expect(shareOfVolume(0.1).available(share, 30, 0)).toBe(3)
  expect(shareOfVolume(0.7).available(share, 10, 0)).toBe(7)
})

test('without a limit any number fills', () => {
  expect(unlimited.available(share, 0, 1e9)).toBe(Infinity)
})

test('however orders share a bar, together they never take more than its share', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.array(fc.nat(1e6), { maxLength: 20 }), fc.constantFrom(0.01, 0.25, 1), (volume, orders, part) => {
      const rule = shareOfVolume(part)
      const used = orders.reduce((sum, lots) => sum + Math.min(lots, rule.available(share, volume, sum)), 0)
      expect(used).toBeLessThanOrEqual(part * volume + 1e-6)
    }),
  )
})

test.each([0, -1, 1.1, NaN])('a share of %d is refused', (part) => {
  expect(() => shareOfVolume(part)).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', message: expect.stringContaining(`was ${part}`) as string }),
  )
})

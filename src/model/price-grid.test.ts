import { expect, test } from 'vitest'
import { betterTick, nearestTick, snapTick, worseTick } from './price-grid.ts'

test.each([
  { x: 10.4, nearest: 10, worseToBuy: 11, betterToBuy: 10 },
  { x: 10.5, nearest: 10, worseToBuy: 11, betterToBuy: 10 },
  { x: 11.5, nearest: 12, worseToBuy: 12, betterToBuy: 11 },
  { x: 10.6, nearest: 11, worseToBuy: 11, betterToBuy: 10 },
  { x: 10.000001, nearest: 10, worseToBuy: 10, betterToBuy: 10 },
  { x: 10.4999999, nearest: 10, worseToBuy: 11, betterToBuy: 10 },
])('$x goes to $nearest, or safely to $worseToBuy and $betterToBuy', ({ x, nearest, worseToBuy, betterToBuy }) => {
  expect(nearestTick(x)).toBe(nearest)
  expect([worseTick(x, 1), betterTick(x, 1)]).toEqual([worseToBuy, betterToBuy])
  expect([worseTick(x, -1), betterTick(x, -1)]).toEqual([betterToBuy, worseToBuy])
})

test('prices of very many ticks are as noisy as doubles, and no noisier', () => {
  for (const ticks of [93_790_753_301, 6_012_345_678_901]) {
    const noisy = ticks * (1 + 2 ** -52)
    expect(noisy).not.toBe(ticks)
    expect([snapTick(noisy), worseTick(noisy, 1), betterTick(noisy, -1)]).toEqual([ticks, ticks, ticks])
    expect([worseTick(ticks + 0.25, 1), worseTick(ticks + 0.25, -1)]).toEqual([ticks + 1, ticks])
  }
})

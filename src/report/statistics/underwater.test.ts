import { expect, test } from 'vitest'
import { averageDrawdown, longestUnderwater, maxDrawdown, ulcerIndex } from './underwater.ts'

const equity = Float64Array.of(90, 100, 120, 108, 96, 120, 114)

test('daily drawdown statistics equal their definitions worked out by hand', () => {
  // Depths: 10 %, 0, 0, 10 %, 20 %, 0, 5 %; episodes of 10, 20 and 5 %.
  expect(maxDrawdown(equity, 100)).toBeCloseTo(0.2, 14)
  expect(averageDrawdown(equity, 100)).toBeCloseTo(0.35 / 3, 14)
  expect(longestUnderwater(equity, 100)).toBe(2)
  expect(ulcerIndex(equity, 100)).toBeCloseTo(Math.sqrt((0.01 + 0.01 + 0.04 + 0.0025) / 7), 14)
})

test('without a fall the average is undefined and the others are 0', () => {
  const rising = Float64Array.of(101, 102)
  expect([maxDrawdown(rising, 100), ulcerIndex(rising, 100)]).toEqual([0, 0])
  expect(averageDrawdown(rising, 100)).toBe('there was no drawdown')
})

test('without marks or without opening equity all are undefined', () => {
  for (const figure of [maxDrawdown, averageDrawdown, longestUnderwater, ulcerIndex]) {
    expect(figure(new Float64Array(0), 100)).toBe('the run has no marks')
    expect(figure(equity, 0)).toBe('the opening equity is not positive')
  }
})

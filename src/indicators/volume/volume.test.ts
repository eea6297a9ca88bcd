/** Accumulation and distribution by their definitions. */
import { expect, test } from 'vitest'
import { AccumulationDistribution } from './accumulation-distribution.ts'
import { ChaikinOscillator } from './chaikin-oscillator.ts'

const bars = [
  { high: 10, low: 8, close: 10, volume: 100 },
  { high: 10, low: 8, close: 8, volume: 30 },
  { high: 9, low: 9, close: 9, volume: 500 },
  { high: 12, low: 8, close: 11, volume: 40 },
]

test('volume counts by where the close stands in its bar; a bar without a range adds nothing', () => {
  const line = new AccumulationDistribution()
  expect(bars.map((bar) => line.update(bar))).toEqual([100, 70, 70, 90])
})

test('the Chaikin oscillator sets out from the first value of that line, in either order of its periods', () => {
  const [fast, slow] = [new ChaikinOscillator({ fast: 2, slow: 3 }), new ChaikinOscillator({ fast: 3, slow: 2 })]
  const averages = [100, 70, 70, 90].reduce<readonly (readonly [number, number])[]>((all, x) => {
    const [a, b] = all.at(-1) ?? [x, x]
    return [...all, [a + (x - a) * (2 / 3), b + (x - b) / 2]]
  }, [])
  const expected = averages.map(([a, b]) => a - b)
  const actual = bars.map((bar) => [fast.update(bar), slow.update(bar)] as const)
  expect(actual.slice(0, 2)).toEqual([
    [NaN, NaN],
    [NaN, NaN],
  ])
  for (const i of [2, 3]) {
    expect(actual[i]![0]).toBeCloseTo(expected[i]!, 10)
    expect(actual[i]![1]).toBeCloseTo(-expected[i]!, 10)
  }
})

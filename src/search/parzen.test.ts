import { describe, expect, test } from 'vitest'
import { Random } from '../base/random.ts'
import { axesOf } from './axis.ts'
import { parzen } from './parzen.ts'

const [ordered, words] = axesOf({
  ordered: { kind: 'float', min: 0, max: 1 },
  words: { kind: 'choice', values: ['a', 'b', 'c', 'd'] },
})

describe.each([
  { name: 'of no places', places: [] },
  { name: 'of places at the ends', places: [0, 0.001, 0.999] },
  { name: 'of many', places: Array.from({ length: 150 }, (_, i) => (i / 150) ** 2) },
])('the density $name', ({ places }) => {
  const density = parzen(places, ordered!)

  test('has a mean of 1 over the axis', () => {
    const steps = 20_000
    let sum = 0
    for (let i = 0; i < steps; i++) sum += density.at((i + 0.5) / steps)
    expect(sum / steps).toBeCloseTo(1, 5)
  })

  test('is that of its draws', () => {
    const dice = new Random(1)
    const draws = Array.from({ length: 40_000 }, () => density.draw(dice))
    for (let part = 0; part < 10; part++) {
      const share = draws.filter((x) => Math.floor(x * 10) === part).length / draws.length
      let mass = 0
      for (let i = 0; i < 1000; i++) mass += density.at((part + (i + 0.5) / 1000) / 10) / 10_000
      expect(Math.abs(share - mass)).toBeLessThan(0.015)
    }
  })
})

test('words count how often they were seen, and once before that', () => {
  const density = parzen([0.1, 0.2, 0.4], words!)
  // Of a two, of b one, of the others none: (3, 2, 1, 1) / 7.
  expect([0.1, 0.3, 0.6, 0.9].map((place) => density.at(place))).toEqual([3, 2, 1, 1].map((n) => (n / 7) * 4))
  const dice = new Random(2)
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 7000; i++) counts[Math.floor(density.draw(dice) * 4)]!++
  for (const [k, n] of [3, 2, 1, 1].entries()) expect(Math.abs(counts[k]! - 1000 * n)).toBeLessThan(120)
})

/** Ways to find exits are compared by their time, so they must find the same. */
import { expect, test } from 'vitest'
import { generateBars } from '../bars.ts'
import type { Contest } from './contest.ts'
import * as simd from './exits-by-simd.ts'
import * as generated from './exits-generated.ts'
import * as lanes from './exits-in-lanes.ts'
import * as plain from './exits-without-index.ts'

const bars = generateBars({ length: 60_000, seed: 5 })

test.each<[string, Contest]>([
  ['vectors', simd.contest(bars)],
  ['generated code', generated.contest(bars)],
  ['lanes', lanes.contest(bars)],
  ['no index', plain.contest(bars)],
])('%s', async (_, { lost, won }) => {
  const sum = won()
  expect(await lost()).toBe(sum)
  expect(sum).toBeGreaterThan(10 * bars.length)
})

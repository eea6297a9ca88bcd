import { expect, test } from 'vitest'
import { ShardSizes } from './shard-size.ts'

test('before one is timed a shard has four trials, or those that are left', () => {
  const sizes = new ShardSizes()
  expect(sizes.next({ left: 1000, workers: 3 })).toBe(4)
  expect(sizes.next({ left: 2, workers: 3 })).toBe(2)
})

test('a shard takes about twenty seconds where there is enough to do', () => {
  const sizes = new ShardSizes()
  sizes.learn({ trials: 4, ms: 2000, threads: 2 })
  expect(sizes.next({ left: 100_000, workers: 3 })).toBe(40)
  for (let k = 0; k < 30; k++) sizes.learn({ trials: 10, ms: 10_000, threads: 2 })
  expect(sizes.next({ left: 100_000, workers: 3 })).toBe(20)
})

test('a trial that takes longer than that is a shard by itself, and short ones are at most a thousand', () => {
  const slow = new ShardSizes()
  slow.learn({ trials: 1, ms: 90_000, threads: 8 })
  expect(slow.next({ left: 100, workers: 2 })).toBe(1)
  const quick = new ShardSizes()
  quick.learn({ trials: 4, ms: 0, threads: 1 })
  expect(quick.next({ left: 1_000_000, workers: 2 })).toBe(1000)
})

test('towards the end shards shrink to what keeps every thread of every worker busy', () => {
  const sizes = new ShardSizes()
  sizes.learn({ trials: 4, ms: 40, threads: 4 })
  const given: number[] = []
  for (let left = 60; left > 0; left -= given.at(-1)!) given.push(sizes.next({ left, workers: 2 }))
  expect(given).toEqual([15, 12, 9, 6, 5, 4, 4, 4, 1])
})

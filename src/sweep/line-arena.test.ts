/** Room for columns, as threads share it. Two arenas over one memory are two threads. */
import { expect, test } from 'vitest'
import { createArena, LineArena, type SharedArena, type Taken } from './line-arena.ts'

const keyOf = (number: number): string => number.toString(16).padStart(32, '0')

/** Takes columns that are not there and fills them with a number. */
function compute(arena: LineArena, key: number, rows: number, count = 1): Taken {
  const taken = arena.take(keyOf(key), rows, count)
  if (taken === null || taken.isReady) throw new Error(`expected room for ${key}`)
  for (const column of taken.columns) column.fill(key)
  arena.publish(taken.entry)
  return taken
}

function pair(doubles: number): { readonly shared: SharedArena; readonly one: LineArena; readonly two: LineArena } {
  const shared = createArena(8 * doubles)
  return { shared, one: new LineArena(shared, 0), two: new LineArena(shared, 1) }
}

test('what one thread computed another reads, whole or the beginning of it', () => {
  const { one, two } = pair(100)
  compute(one, 7, 10, 3)
  const { columns, isReady } = two.take(keyOf(7), 4, 3)!
  expect(isReady).toBe(true)
  expect(columns.map((column) => [...column])).toEqual([
    [7, 7, 7, 7],
    [7, 7, 7, 7],
    [7, 7, 7, 7],
  ])
  expect(one.bytes).toBe(240)
})

test('nobody waits for what another computes, and what could not be computed is not there', () => {
  const { one, two } = pair(100)
  const taken = one.take(keyOf(1), 10, 1)!
  expect(two.take(keyOf(1), 10, 1)).toBe(null)
  one.drop(taken.entry)
  expect(two.take(keyOf(1), 10, 1)?.isReady).toBe(false)
})

test('what was asked for longest ago makes room, and nothing that a run still reads', () => {
  const { one, two } = pair(30)
  for (const key of [1, 2, 3]) compute(one, key, 10)
  one.release()
  expect(two.take(keyOf(1), 10, 1)?.isReady).toBe(true)
  compute(one, 4, 10)
  expect(one.evicted).toBe(1)
  expect(one.take(keyOf(2), 10, 1)?.isReady).toBe(false)
  // 1 is read by the other thread, 2 and 4 by this one.
  expect(one.take(keyOf(5), 10, 1)).toBe(null)
  expect([...two.take(keyOf(1), 10, 1)!.columns[0]!]).toEqual(Array.from({ length: 10 }, () => 1))
})

test('one that is too short is replaced by a longer one that serves both', () => {
  const { one } = pair(30)
  compute(one, 1, 10)
  one.release()
  compute(one, 1, 20)
  expect(one.bytes).toBe(160)
  expect(one.take(keyOf(1), 10, 1)?.isReady).toBe(true)
})

test('several that lie side by side make room for one that is larger; one that is too large for all has none', () => {
  const { one } = pair(40)
  for (const key of [1, 2, 3, 4]) compute(one, key, 10)
  one.release()
  expect(one.take(keyOf(4), 10, 1)?.isReady).toBe(true)
  compute(one, 5, 30)
  expect([one.evicted, one.bytes]).toEqual([3, 320])
  expect(one.take(keyOf(6), 41, 1)).toBe(null)
})

test('a thread that died leaves nothing pinned, nothing half computed and nobody shut out', () => {
  const { shared, one, two } = pair(20)
  compute(one, 1, 10)
  one.take(keyOf(2), 10, 1)
  new Int32Array(shared.entries)[0] = 1
  expect(two.take(keyOf(3), 10, 1)).toBe(null)
  two.abandon(0)
  compute(two, 2, 10)
  compute(two, 3, 10)
  expect(two.evicted).toBe(1)
})

test('there are at most 1,024 sets of columns, and the oldest goes', () => {
  const { one } = pair(10_000)
  for (let key = 1; key <= 1024; key++) compute(one, key, 1)
  expect(one.take(keyOf(2000), 1, 1)).toBe(null)
  one.release()
  compute(one, 2000, 1)
  expect(one.evicted).toBe(1)
  expect(one.take(keyOf(1), 1, 1)?.isReady).toBe(false)
})

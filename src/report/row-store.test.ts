import { expect, test } from 'vitest'
import { RECORD_WIDTH } from '../model/record.ts'
import { RowStore } from './row-store.ts'

test('a row store gives back what it was given, across chunks', () => {
  const store = new RowStore(20_000)
  const records = new Float64Array(2 * RECORD_WIDTH)
  for (let i = 0; i < 10_000; i++) {
    records.fill(i, RECORD_WIDTH)
    store.add(records, RECORD_WIDTH)
  }
  expect(store.kept).toBe(10_000)
  for (const row of [0, 4095, 4096, 9999]) expect([store.field(row, 0), store.field(row, RECORD_WIDTH - 1)]).toEqual([row, row])
})

test('past its bound a row store only counts', () => {
  const store = new RowStore(3)
  for (let i = 0; i < 5; i++) store.add(new Float64Array(RECORD_WIDTH).fill(i), 0)
  expect([store.count, store.kept, store.field(2, 0)]).toEqual([5, 3, 2])
})

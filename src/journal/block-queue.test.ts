import { expect, test } from 'vitest'
import { RECORD_WIDTH, type RecordBlock } from '../model/record.ts'
import { BlockQueue, noRecords } from './block-queue.ts'

/** A block of `count` records and one mark, all of the value `fill`, in arrays that are longer. */
function block(count: number, fill: number): RecordBlock {
  const of = (length: number): Float64Array => new Float64Array(length).fill(fill)
  return {
    records: of((count + 1) * RECORD_WIDTH),
    recordCount: count,
    markTime: of(3),
    markEquity: of(3),
    markExposure: of(3),
    markCount: 1,
  }
}

test('blocks come out in the order they went in, as they were then', () => {
  const queue = new BlockQueue()
  for (let round = 1; round <= 3; round++) {
    const [one, two] = [block(2, round), block(1, round + 0.5)]
    queue.add(one)
    queue.add(two)
    one.records.fill(-1)
    const first = queue.shift()
    expect([first?.recordCount, first?.records[0], first?.records[2 * RECORD_WIDTH - 1], first?.markEquity[0]]).toEqual([
      2,
      round,
      round,
      round,
    ])
    expect(queue.shift()?.records[0]).toBe(round + 0.5)
    expect(queue.shift()).toBe(null)
  }
})

test('a block of nothing holds nothing', () => {
  expect(noRecords()).toMatchObject({ recordCount: 0, markCount: 0 })
})

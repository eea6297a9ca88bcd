import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../model/time.ts'
import { DailyEquity, dayOf, DAYS_MAX, returnsOf } from './daily-equity.ts'
import { spans } from '../../test/report/example-run.ts'

describe('daily equity', () => {
  test('is the last equity of each UTC day', () => {
    expect(
      marked([
        [10 * HOUR_MS, 100],
        [23 * HOUR_MS, 101],
        [DAY_MS + HOUR_MS, 102],
      ]),
    ).toEqual([
      [0, 101],
      [1, 102],
    ])
  })

  test('counts a mark at exactly midnight to the day that just ended, as a daily bar closes then', () => {
    expect([dayOf(DAY_MS), dayOf(DAY_MS + 1), dayOf(0), dayOf(-1)]).toEqual([0, 1, -1, -1])
    expect(
      marked([
        [DAY_MS, 100],
        [DAY_MS + 1, 101],
        [2 * DAY_MS, 102],
      ]),
    ).toEqual([
      [0, 100],
      [1, 102],
    ])
  })

  test('ends a day after midnight, not a millisecond later', () => {
    expect(
      marked([
        [DAY_MS, 100],
        [DAY_MS + 1, 101],
      ]),
    ).toEqual([
      [0, 100],
      [1, 101],
    ])
  })

  test('is the same however the marks are cut into spans', () => {
    const marks = Array.from({ length: 500 }, (_, i) => [i * 7 * HOUR_MS, 100 + (i % 13)])
    const whole = folded(marks).marked()
    for (const size of [1, 2, 3, 64]) expect(folded(marks, size).marked()).toEqual(whole)
  })

  test('puts all that comes after 200 years into the last day', () => {
    const fold = folded([
      [DAY_MS, 1],
      [DAYS_MAX * DAY_MS, 2],
      [(DAYS_MAX + 1) * DAY_MS, 3],
      [(DAYS_MAX + 400) * DAY_MS, 4],
    ])
    expect(fold.full).toBe(true)
    expect([...fold.marked().equity]).toEqual([1, 4])
  })

  test('without a mark is empty', () => {
    expect(folded([]).marked().day).toHaveLength(0)
  })
})

test('the first return is on the opening equity', () => {
  expect([...returnsOf(Float64Array.of(110, 99), 100)]).toEqual([110 / 100 - 1, 99 / 110 - 1])
})

function folded(marks: readonly (readonly number[])[], size = marks.length): DailyEquity {
  const fold = new DailyEquity()
  for (const span of spans(marks, size)) fold.take(span)
  return fold
}

function marked(marks: readonly (readonly number[])[]): number[][] {
  const { day, equity } = folded(marks).marked()
  return Array.from(day, (d, i) => [d, equity[i] ?? Number.NaN])
}

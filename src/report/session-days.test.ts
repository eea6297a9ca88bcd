import { describe, expect, test } from 'vitest'
import { sessionDays, type SessionDays } from './session-days.ts'

const [MONDAY, FRIDAY, SATURDAY, SUNDAY, NEXT_MONDAY] = [4, 8, 9, 10, 11]
/** 1970-01-05 was a Monday. */
const weekdays: SessionDays = { hasSession: (day) => (day + 3) % 7 < 5, countsEverySession: false }
const everyWeekday: SessionDays = { ...weekdays, countsEverySession: true }

describe('days that count', () => {
  test("a week's bar that ends on Sunday is no day of its own", () => {
    expect(rowsOf(weekdays, [FRIDAY, 101], [SUNDAY, 101], [NEXT_MONDAY, 102])).toEqual([
      [FRIDAY, 101],
      [NEXT_MONDAY, 102],
    ])
  })

  test("what Sunday evening made is in Monday's return, and after the last session in that", () => {
    expect(rowsOf(weekdays, [FRIDAY, 100], [SUNDAY, 105], [NEXT_MONDAY, 110], [NEXT_MONDAY + 5, 111])).toEqual([
      [FRIDAY, 100],
      [NEXT_MONDAY, 111],
    ])
  })

  test('sessions without a mark are left out, or keep the equity of the day before', () => {
    expect(rowsOf(weekdays, [MONDAY, 100], [FRIDAY, 110])).toHaveLength(2)
    expect(rowsOf(everyWeekday, [MONDAY, 100], [FRIDAY, 110], [NEXT_MONDAY, 99])).toEqual([
      [4, 100],
      [5, 100],
      [6, 100],
      [7, 100],
      [8, 110],
      [11, 99],
    ])
  })

  test("weeks that end on Sunday have their sessions' days", () => {
    expect(rowsOf(everyWeekday, [SUNDAY, 100], [SUNDAY + 7, 110])).toEqual([
      [11, 100],
      [12, 100],
      [13, 100],
      [14, 100],
      [15, 110],
    ])
  })

  test('without any session all days with a mark count; without a mark there is none', () => {
    expect(rowsOf(weekdays, [SATURDAY, 100], [SUNDAY, 101])).toEqual([
      [SATURDAY, 100],
      [SUNDAY, 101],
    ])
    expect(rowsOf(weekdays)).toEqual([])
    expect(rowsOf(everyWeekday)).toEqual([])
  })
})

function rowsOf(rule: SessionDays, ...marks: readonly (readonly [day: number, equity: number])[]): number[][] {
  const marked = { day: Float64Array.from(marks, ([day]) => day), equity: Float64Array.from(marks, ([, equity]) => equity) }
  const { day, equity } = sessionDays(marked, rule)
  return Array.from(day, (d, i) => [d, equity[i]!])
}

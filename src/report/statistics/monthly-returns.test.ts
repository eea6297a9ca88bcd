import { expect, test } from 'vitest'
import { DAY_MS, timestamp } from '../../model/time.ts'
import { monthlyOf, monthOf } from './monthly-returns.ts'

const days = (...dates: readonly string[]): Float64Array => Float64Array.from(dates, (date) => timestamp(date) / DAY_MS)

test('days of a month are compounded, and a month without a day has no return', () => {
  const day = days('2020-01-30', '2020-01-31', '2020-02-01', '2020-04-15')
  const [january, february, april] = monthlyOf(day, Float64Array.of(0.1, 0.1, -0.5, 0.02))
  expect(january).toBeCloseTo(0.21, 14)
  expect(february).toBe(-0.5)
  expect(april).toBeCloseTo(0.02, 14)
  expect(monthlyOf(new Float64Array(0), new Float64Array(0))).toHaveLength(0)
  expect(Array.from(day, monthOf)).toEqual([600, 600, 601, 603])
})

import { expect, test } from 'vitest'
import { Months } from './months.ts'

test('a day is in the month of its date, in whatever order days are asked about', () => {
  const months = new Months()
  const days = Array.from({ length: 3000 }, (_, i) => i * 37 - 40_000)
  for (const day of [...days, ...days.toReversed()]) {
    const date = new Date(day * 86_400_000)
    expect(months.of(day)).toBe((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth())
  }
})

import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../model/time.ts'
import { monthlyReturns } from './monthly.ts'

describe('monthly returns', () => {
  test('compound from month end to month end and leave months without data blank', () => {
    const table = months(100, [
      ['2020-01-10', 110],
      ['2020-01-31', 120],
      ['2020-03-01', 90],
      ['2020-03-31', 108],
    ])
    expect(table).toHaveLength(1)
    expect(table[0]?.months.map((m) => m && Number(m.toFixed(12)))).toEqual([0.2, null, -0.1, ...blank(9)])
    expect(table[0]?.total).toBeCloseTo(0.08, 12)
  })

  test('have a row for every year between, blank where there are no data', () => {
    const table = months(100, [
      ['2019-12-31', 110],
      ['2021-02-01', 121],
    ])
    expect(table.map((row) => row.year)).toEqual([2019, 2020, 2021])
    expect(table[1]).toEqual({ year: 2020, months: blank(12), total: null, simpleMonths: blank(12), simpleTotal: null })
    expect(table[2]?.months[1]).toBeCloseTo(0.1, 12)
    expect(table[2]?.total).toBeCloseTo(0.1, 12)
  })

  test('of one year multiply to its total, and of all years to the whole', () => {
    const days = Array.from({ length: 900 }, (_, i): [string, number] => [
      new Date(Date.UTC(2019, 10, 3) + i * DAY_MS).toISOString(),
      100 + 30 * Math.sin(i / 40) + i / 20,
    ])
    const table = months(100, days)
    for (const { months, total } of table)
      expect(months.reduce<number>((all, m) => all * (1 + (m ?? 0)), 1) - 1).toBeCloseTo(total ?? Number.NaN, 12)
    const whole = table.reduce((all, { total }) => all * (1 + (total ?? 0)), 1)
    expect(whole).toBeCloseTo((days.at(-1)?.[1] ?? 0) / 100, 12)
  })

  test('on a fixed capital add up', () => {
    const table = months(100, [
      ['2019-12-31', 110],
      ['2020-01-31', 132],
      ['2020-02-28', 121],
    ])
    expect(table[1]?.simpleMonths.slice(0, 3).map((m) => m && Number(m.toFixed(12)))).toEqual([0.22, -0.11, null])
    expect(table[1]?.simpleTotal).toBeCloseTo(0.11, 12)
    expect(table[1]?.total).toBeCloseTo(0.1, 12)
    expect(months(0, [['2020-01-31', 1]])[0]?.simpleMonths[0]).toBeNull()
  })

  test('after equity fell to zero are unknown', () => {
    const table = months(100, [
      ['2020-01-31', -5],
      ['2020-02-28', 10],
    ])
    expect(table[0]?.months.slice(0, 2)).toEqual([-1.05, null])
  })
})

function months(opening: number, days: readonly (readonly [string, number])[]): ReturnType<typeof monthlyReturns> {
  return monthlyReturns(
    { day: Float64Array.from(days, ([iso]) => Date.parse(iso) / DAY_MS), equity: Float64Array.from(days, ([, e]) => e) },
    opening,
  )
}

function blank(count: number): null[] {
  return Array.from({ length: count }, () => null)
}

import { expect, test } from 'vitest'
import { DAY_MS } from '../model/time.ts'
import { Random } from '../base/random.ts'
import { tapOf, walk } from '../../test/report/example-run.ts'
import type { DistributionSection } from './distribution.ts'

const day = (n: number): number => Date.UTC(2020, 0, 1) + n * DAY_MS

function of(equity: readonly number[]): DistributionSection {
  return tapOf(equity.map((e, i) => [day(i + 1), e])).document().distribution
}

test('weeks end on Sunday and months on their last day, each against the one before', () => {
  // 2020-01-01 was a Wednesday: five days to Sunday, then whole weeks.
  const d = of(Array.from({ length: 40 }, (_, i) => 10_000 + (i + 1) * 100))
  const [days, weeks, months] = d.periods
  expect([days?.count, weeks?.count, months?.count]).toEqual([40, 6, 2])
  expect(weeks?.high).toBeCloseTo(11_200 / 10_500 - 1, 12)
  expect(months?.high).toBeCloseTo(13_100 / 10_000 - 1, 12)
  expect(months?.low).toBeCloseTo(14_000 / 13_100 - 1, 12)
})

test('quartiles are linear between neighbours, and whiskers end within 1.5 of their distance', () => {
  const returns = [0.01, 0.02, 0.03, 0.04, 0.5]
  let equity = 10_000
  const [days] = of(returns.map((r) => (equity *= 1 + r))).periods
  expect([days?.quarter, days?.median, days?.threeQuarters].map((v) => Number(v?.toFixed(9)))).toEqual([0.02, 0.03, 0.04])
  expect(days?.whiskerHigh).toBeCloseTo(0.04, 9)
  expect(days?.whiskerLow).toBeCloseTo(0.01, 9)
  expect(days?.high).toBeCloseTo(0.5, 9)
  expect(days?.bins.reduce((sum, b) => sum + b.count, 0)).toBe(5)
})

test('quantiles of normal returns lie on the line, and fat tails off it', () => {
  const random = new Random(11)
  const spread = (make: () => number): readonly (readonly number[])[] => {
    let equity = 10_000
    return of(Array.from({ length: 4000 }, () => (equity *= 1 + make()))).normal.points
  }
  const normal = spread(() => random.normal() * 0.01)
  expect(normal).toHaveLength(199)
  for (const [expected = 0, actual = 0] of normal.slice(5, -5)) expect(Math.abs(actual - expected)).toBeLessThan(0.15)
  const fat = spread(() => random.normal() ** 3 * 0.005)
  expect(Math.abs(fat[0]![1]!)).toBeGreaterThan(Math.abs(fat[0]![0]!) + 0.5)
})

test('nothing is said of returns that do not vary, or that cannot be', () => {
  expect(of([10_000, 10_000, 10_000]).normal.points).toEqual([])
  expect(of([10_000, -1]).periods).toEqual([])
  expect(of([10_000, -1]).reason).toBe('equity fell to zero or below')
  expect(tapOf([]).document().distribution.reason).toBe('the run has no marks')
  expect(tapOf(walk(1, 1, 1)).document().distribution.periods[0]?.count).toBe(1)
})

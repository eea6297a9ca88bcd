import { expect, test } from 'vitest'
import * as stats from './stats.ts'

const day = Float64Array.from({ length: 400 }, (_, i) => 18_000 + i)
const returns = day.map((d) => 0.0005 + 0.01 * Math.sin(d * d))

test('returns that came from elsewhere have our figures and those of any convention', () => {
  const account = stats.factsOfReturns({ day, returns, benchmark: returns.map((r) => r / 2), periodsPerYear: 365 })
  const trips = stats.roundTripsFrom({
    net: Float64Array.of(10, -5, 20),
    returns: Float64Array.of(0.1, -0.05, 0.2),
    lastedMs: new Float64Array(3),
    bars: Float64Array.of(1, 2, 3),
  })
  const figures = stats.conventionFigures(stats.conventionOf('backtesting.py')!, { account, trips, barMs: 0 })
  const value = (id: string): number | null | undefined => figures.find((f) => f.id === `backtesting.py.${id}`)?.value
  expect(value('trades')).toBe(3)
  expect(value('profit_factor')).toBeCloseTo(6, 12)
  expect(value('beta')).toBeCloseTo(2, 1)
  expect(stats.sharpe(returns, 365)).toBe(stats.sections[0]!.definitions.find(({ id }) => id === 'sharpe')!.value(account as never))
  expect(stats.roundTrips.expectancy(trips)).toBeCloseTo(25 / 3, 12)
  expect(stats.robustnessOf(account, trips.net, { paths: 20 }).intervals).toHaveLength(3)
})

/** The zoo: what is wrong is caught by the check that should, and what is honest passes all of them. */
import { checkStrategy, feeBps } from 'lockstep'
import { expect, test } from 'vitest'
import { honest } from './honest.ts'
import { marketBars } from './market-bars.ts'
import type { Specimen } from './specimen.ts'
import { wrongFutures } from './wrong-futures.ts'
import { wrongHabits } from './wrong-habits.ts'

const market = [marketBars()]
const wrong: readonly Specimen[] = [...wrongFutures, ...wrongHabits]

test('there are at least 25 that are wrong and ten that are honest, each with a name of its own', () => {
  expect(new Set(wrong.map(({ name }) => name)).size).toBe(wrong.length)
  expect(wrong.length).toBeGreaterThanOrEqual(25)
  expect(honest.length).toBeGreaterThanOrEqual(10)
})

test.each(wrong.map((one) => [one.caught, one.name, one] as const))(
  '%s catches: %s',
  async (caught, _, { make, data = market, options, outcome: expected = 'fail' }) => {
    const before = data.map(({ bars }) => Float64Array.from(bars.close))
    const { outcome, verdicts } = await checkStrategy(make(data), { data, make, fees: feeBps(2), ...options, only: [caught] })
    expect(outcome, verdicts[0]!.why).toBe(expected)
    data.forEach(({ bars }, k) => expect(bars.close).toEqual(before[k]))
  },
)

test.each(honest.map((one) => [one.name, one] as const))('honest: %s', async (_, { make, data = market, options }) => {
  const { verdicts } = await checkStrategy(make(data), { data, make, fees: feeBps(2), ...options })
  const found = verdicts.map(({ check, outcome, why, divergence }) =>
    outcome === 'pass' ? `${check} pass` : { check, outcome, why, divergence },
  )
  expect(found).toEqual(verdicts.map(({ check }) => `${check} pass`))
})

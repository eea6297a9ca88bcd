/** LEAN's regression algorithms as Lockstep strategies, through what users have: its own statistics, and each fill. */
import { describe, expect, test } from 'vitest'
import { algorithms } from './algorithms/index.ts'
import { readCases, readFills, reference, type FillRow } from './cases.ts'
import { run } from './lean-run.ts'

/** LEAN keeps adjusted prices to the last decimal, an instrument of ours to 10^-8. */
const PRICE_TOLERANCE = 1e-6

describe.runIf(reference !== undefined)('runs equal those of LEAN', () => {
  const cases = new Map(readCases().map((known) => [known.name, known.expected]))

  test('every case has its algorithm', () => {
    expect(algorithms.map(({ name }) => name)).toEqual([...cases.keys()])
  })

  test.each(algorithms.map((algorithm) => ({ algorithm, name: algorithm.name })))('$name', async ({ algorithm, name }) => {
    const { printed, fills } = await run(algorithm)
    expect(fills.map(exact)).toEqual(readFills(name).map(exact))
    for (const [k, { price }] of readFills(name).entries()) expect(Math.abs(fills[k]!.price - price)).toBeLessThan(PRICE_TOLERANCE)
    expect(printed).toEqual(cases.get(name))
    algorithm.check?.()
  })
})

/** All of a fill but its price. */
function exact(fill: FillRow): Omit<FillRow, 'price'> {
  const { price: _price, ...rest } = fill
  return rest
}

/** Golden files of whole runs of any kind: a run is its own file, and of two runs the first moment at which they differ is named. */
import { expect, test } from 'vitest'
import { startBacktest } from '../../src/backtest.ts'
import { finishGolden, readGolden, writeGolden } from '../../src/golden-run.ts'
import { compareGolden } from '../../src/golden/compare-golden.ts'
import { parseRow } from '../../src/golden/golden-row.ts'
import { GoldenTap } from '../../src/golden/golden-tap.ts'
import type { Golden, GoldenOptions } from '../../src/golden/golden.ts'
import { optionsOf } from '../../src/run-config.ts'
import { marketsOf } from './random-markets.ts'
import { fc } from './seeded.ts'
import { askersOf, configOf, wilderWorlds, type World } from './whole-run.ts'

function goldenOf(world: World, how: GoldenOptions): Golden {
  const series = marketsOf(world)
  const tap = new GoldenTap()
  const run = startBacktest(askersOf(world, series).made, { ...optionsOf(configOf(world)), data: series, taps: [tap] })
  run.advance(Infinity)
  run.engine.end('done')
  return finishGolden(tap, how)
}

/** One thing that goes in otherwise. */
const changes: fc.Arbitrary<(world: World) => World> = fc.constantFrom(
  (world) => ({ ...world, cash: world.cash + 1000 }),
  (world) => ({ ...world, costs: { ...world.costs, slippageTicks: 1 } }),
  (world) => ({ ...world, fill: world.fill === 'ohlc' ? 'olhc' : 'ohlc' }),
  (world) => ({ ...world, eagerness: world.eagerness * 0.98 }),
  (world) => ({ ...world, allowShort: !world.allowShort }),
  (world) => ({ ...world, rows: world.rows - 1 }),
  (world) => world,
)

/** When rows of two runs are first not the same, as many of each; Infinity for never. */
function firstOtherTime(was: Golden, is: Golden): number {
  const counts = new Map<string, number>()
  for (const text of was.rows!) counts.set(text, (counts.get(text) ?? 0) + 1)
  for (const text of is.rows!) counts.set(text, (counts.get(text) ?? 0) - 1)
  const others = [...counts].filter(([, count]) => count !== 0)
  return Math.min(Infinity, ...others.map(([text]) => parseRow(text).time))
}

test('the first moment that is another is found, and all differences add up to that of the runs', () => {
  const met = { same: 0, other: 0 }
  fc.assert(
    fc.property(wilderWorlds, changes, (world, change) => {
      const was = goldenOf(world, { full: true })
      const is = goldenOf(change(world), { beside: was })
      const { first, classes } = compareGolden(was, is)
      const areSame = was.rows!.join('\n') === is.rows!.join('\n')
      met[areSame ? 'same' : 'other']++
      expect(first === null).toBe(areSame)
      if (first === null) return
      const time = firstOtherTime(was, is)
      expect(first.time).toBe(time === Infinity ? first.time : time)
      const profit = classes.reduce((sum, one) => sum + one.profit!, 0)
      expect(profit).toBeCloseTo(Number(is.totals.profit) - Number(was.totals.profit), 4)
    }),
    { numRuns: 80 },
  )
  expect(Math.min(met.same, met.other)).toBeGreaterThan(5)
})

test('a file is read again as it was written, and a run made beside it is the same file', () => {
  fc.assert(
    fc.property(wilderWorlds, fc.boolean(), (world, full) => {
      const golden = goldenOf(world, { full })
      const text = writeGolden(golden)
      expect(readGolden(text)).toEqual(golden)
      expect(compareGolden(readGolden(text), goldenOf(world, { beside: golden }))).toMatchObject({ inputs: [], first: null })
    }),
    { numRuns: 30 },
  )
})

/** What the batch is measured by: a scan by hand and the engine find its trades, and the signals of the whole job are as described. */
import { feeBps, simulateTrades } from 'lockstep'
import { expect, test } from 'vitest'
import { handExits } from './alternatives/hand-exits.ts'
import { generateBars, seriesOf } from './bars.ts'
import { entriesStrategy } from './entries-strategy.ts'
import { metricsOf } from './trade-metrics.ts'
import { trendPullback } from './trend-pullback.ts'
import { wholeRun } from './whole-run.ts'

const ROWS = 60_000
const TERMS = { trail: 16, qty: 2, feeBps: 1 }

test('a scan written by hand and the engine find the same trades', () => {
  const bars = generateBars({ length: ROWS, seed: 3 })
  const data = seriesOf('FUTURE', bars)
  const row = Float64Array.from({ length: ROWS / 200 }, (_, k) => 200 * k)
  const side = row.map((_, k) => (k % 3 === 0 ? -1 : 1))
  const entries = { length: row.length, row, side, target: row.map((at, k) => bars.close[at]! + side[k]! * 24) }
  const columns = { ...entries, qty: row.map(() => TERMS.qty), trail: row.map(() => TERMS.trail) }
  const fees = feeBps(TERMS.feeBps)
  const { trades } = simulateTrades({ data, entries: columns, trail: { kind: 'distance', reference: 'intrabar' }, fees })
  const { count, log } = handExits(bars, entries, TERMS)
  expect(count).toBeGreaterThan(100)
  for (const name of ['entryRow', 'entryPrice', 'exitRow', 'exitPrice'] as const)
    expect(trades[name].subarray(0, trades.length)).toEqual(log[name].subarray(0, count))
  const { report } = wholeRun(entriesStrategy(entries, TERMS), { data, cash: 1_000_000, fees, ending: 'close' })
  expect(report.roundTrips.count).toBe(count)
})

test('signals of the whole job lie on the right side of their stops and come to trades', () => {
  const bars = generateBars({ length: ROWS, seed: 4 })
  const entries = trendPullback(bars)
  expect(entries.length).toBeGreaterThan(20)
  for (let k = 0; k < entries.length; k++) expect(entries.side[k]! * (bars.close[entries.row[k]!]! - entries.stop![k]!)).toBeGreaterThan(0)
  const { trades } = simulateTrades({ data: seriesOf('FUTURE', bars), entries })
  const metrics = metricsOf(trades)
  expect(metrics.count).toBe(trades.length)
  expect(metrics.average).toBeCloseTo(trades.r.subarray(0, trades.length).reduce((a, b) => a + b, 0) / trades.length, 12)
  expect(metrics.winRate).toBeGreaterThan(0.1)
  expect(metrics.winRate).toBeLessThan(0.6)
})

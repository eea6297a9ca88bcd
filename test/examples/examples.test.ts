/** Every example is a regression test: what it did on the bundled bars when its results were recorded, to the ledger unit. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { backtest, barSeries, feeBps, readBarFile, slippageBps, type BarSeries, type Strategy } from 'lockstep'
import { expect, test } from 'vitest'
import { fundOf } from './funds.ts'

const root = join(import.meta.dirname, '../..')
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8')) as Readonly<Record<string, unknown>>

test.each(Object.keys(recorded))('%s does what was recorded', async (name) => {
  const { default: strategy } = (await import(join(root, 'examples', `${name}.ts`))) as { readonly default: Strategy }
  const data = dataFor(name, barSeries(await readBarFile(join(root, 'data/sp500.csv')), { calendar: 'XNYS', tick: 0.01 }))
  const report = backtest(strategy, { data, cash: 100_000, fees: feeBps(1), slippage: slippageBps(1), full: true })
  const figure = (id: string): number | null => report.statistics.all.find((s) => s.id === id)?.value ?? null
  const fills = report.fills.rows ?? []
  const found = {
    orders: report.orders.count,
    fills: fills.length,
    cancels: report.cancels.count,
    refusals: report.refusals.count,
    roundTrips: report.roundTrips.count,
    finalEquity: figure('finalEquity'),
    fees: figure('fees'),
    maxDrawdown: figure('maxDrawdown'),
    sharpe: figure('sharpe'),
    firstFill: fills[0] && [fills[0].time, fills[0].side, fills[0].qty, fills[0].price],
    lastFill: fills.at(-1) && [fills.at(-1)?.time, fills.at(-1)?.side, fills.at(-1)?.qty, fills.at(-1)?.price],
  }
  expect(found).toEqual(recorded[name])
})

test('every example is recorded', () => {
  const names = readdirSync(join(root, 'examples')).map((file) => file.replace('.ts', ''))
  expect(Object.keys(recorded).sort()).toEqual(names.sort())
})

/** The index, and for a rotation funds that follow it and one that goes against it. */
function dataFor(name: string, index: BarSeries): readonly BarSeries[] {
  return name === 'monthly-rotation' ? [index, fundOf(index, 'SP500-2X', 2), fundOf(index, 'SP500-SHORT', -1)] : [index]
}

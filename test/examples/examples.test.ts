/** Every example is a regression test: what it did on the bundled bars when its results were recorded, to the ledger unit. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { backtest, compareGolden, readGolden, recordGolden, type Strategy } from 'lockstep'
import { expect, test } from 'vitest'
import { exampleOptions } from './example-options.ts'

const root = join(import.meta.dirname, '../..')
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8')) as Readonly<Record<string, unknown>>

test.each(Object.keys(recorded))('%s does what was recorded', async (name) => {
  const report = backtest(await load(name), { ...(await exampleOptions(name)), full: true })
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

test.each(Object.keys(recorded))('%s does what its golden file says, order by order', async (name) => {
  const expected = readGolden(readFileSync(join(root, 'examples', `${name}.golden`), 'utf8'))
  const found = recordGolden(await load(name), await exampleOptions(name), { beside: expected })
  expect(compareGolden(expected, found).first, 'where it is meant, run node --conditions=source tools/record-examples.ts').toBeNull()
})

test('every example is recorded', () => {
  const files = readdirSync(join(root, 'examples'))
  const names = Object.keys(recorded)
  expect(files.toSorted()).toEqual(names.flatMap((name) => [`${name}.golden`, `${name}.ts`]).sort())
})

async function load(name: string): Promise<Strategy> {
  return ((await import(join(root, 'examples', `${name}.ts`))) as { readonly default: Strategy }).default
}

/** What only a program without types, or a damaged file, can bring: it is refused or named, never guessed at. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  backtest,
  barSeries,
  Catalog,
  readBarFile,
  strategy,
  type BarSeries,
  type Fee,
  type OrderRequest,
  type ReportDocument,
  type Setup,
} from 'lockstep'
import { expect, onTestFinished, test } from 'vitest'

const file = join(import.meta.dirname, '../data/sp500.csv')
const bars = await readBarFile(file)
const market = (id: string): BarSeries => barSeries(bars, { id })

/** Runs a strategy that does this at its second bar. */
function second(
  decide: (setup: Setup<object>) => void,
  data: readonly BarSeries[] = [market('A')],
  fees: readonly Fee[] = [],
): ReportDocument {
  const once = strategy({
    name: 'once',
    setup(setup) {
      const lines = setup.market('A').bars()
      setup.on(lines, () => {
        if (lines.count === 2) decide(setup)
      })
    },
  })
  return backtest(once, { data, fees, full: true })
}

test.each([{ qty: 1, equity: 0.5 }, { qty: '3' }, {}])('an order for %o is refused', (request) => {
  const { refusals, orders } = second((setup) => setup.market('A').buy(request as unknown as OrderRequest))
  expect([orders.count, refusals.rows?.map((row) => row.reason)]).toEqual([0, ['BAD_SIZE']])
})

test('an order is cancelled through its own market only', () => {
  const report = second(
    (setup) => {
      const order = setup.market('B').buy({ qty: 1, limit: 1 })
      setup.market('A').cancel(order)
    },
    [market('A'), market('B')],
  )
  expect(report.refusals.rows?.map((row) => row.reason)).toEqual(['UNKNOWN_ORDER'])
  expect(report.cancels.rows?.map((row) => row.reason)).toEqual(['END_OF_RUN'])
})

test('a fee of half a ledger unit is a fault, since the ledger would no longer be exact', () => {
  const half: Fee = { label: 'half', charge: () => 0.5 }
  expect(() => second((setup) => setup.market('A').buy({ qty: 1 }), [market('A')], [half])).toThrow(/whole ledger units/)
})

test('a run draws the same random numbers from the same seed', () => {
  const drawn = (seed: number): number[] => {
    const numbers: number[] = []
    const draws = strategy({
      name: 'draws',
      setup({ market, on, random }) {
        on(market().bars(), () => numbers.push(random.unit()))
      },
    })
    backtest(draws, { data: market('A'), seed })
    return numbers
  }
  expect(drawn(7)).toEqual(drawn(7))
  expect(drawn(7)).not.toEqual(drawn(8))
})

test('a flipped bit in stored bars is found when they are hashed on loading', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-flip-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const catalog = Catalog.open(folder)
  await catalog.import(file, { instrument: { id: 'A' } })
  await catalog.load('A', '1d', { hash: true })
  const stored = join(folder, 'A', '1d.arrow')
  const bytes = readFileSync(stored)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(stored, bytes)
  await expect(catalog.load('A', '1d', { hash: true })).rejects.toMatchObject({ code: 'E_DATA_CORRUPT' })
})

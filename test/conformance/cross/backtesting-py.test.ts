/** backtesting.py by the preset of that name: every trade and every bar's equity of its runs, and what its own tests assert. */
import { describe, expect, test } from 'vitest'
import { feeBps, spreadOnEntry, type BacktestOptions, type Strategy } from '../../../src/index.ts'
import { pyramid, rsiBracket, smaCross } from './backtesting-py-strategies.ts'
import { statisticsOf } from './backtesting-py-statistics.ts'
import { fifoTrades, type FifoTrade } from './fifo-trades.ts'
import { hasReference, notCompared, prints, readJson, readRows, readSeries } from './reference.ts'
import { runRows } from './run-rows.ts'

interface Case {
  readonly strategy: string
  readonly data: string
  readonly backtest_kwargs: { readonly cash: number; readonly commission?: number; readonly spread?: number; readonly margin?: number }
  readonly stats: Readonly<Record<string, number | string>>
}

/** By their names there, with the row at which every indicator has a value. */
const strategies: Readonly<Record<string, { readonly make: () => Strategy; readonly firstBar: number }>> = {
  SmaCross: { make: smaCross, firstBar: 29 },
  RsiBracket: { make: rsiBracket, firstBar: 14 },
  Pyramid: { make: pyramid, firstBar: 0 },
}

const columns: Readonly<Record<string, keyof FifoTrade>> = {
  Size: 'size',
  EntryBar: 'entryBar',
  ExitBar: 'exitBar',
  EntryPrice: 'entryPrice',
  ExitPrice: 'exitPrice',
  Commission: 'commission',
  PnL: 'pnl',
  ReturnPct: 'returnPct',
}

const golden = 'golden/backtesting.py/cases.json'
if (hasReference(golden, 'backtesting.py', 'what it gives at 9c2b8e1c for its own test data, which go to data/backtesting.py')) {
  const { cases } = readJson(golden) as { readonly cases: Readonly<Record<string, Case>> }
  describe.each(Object.entries(cases))('%s', async (name, given) => {
    const series = await readSeries(`data/backtesting.py/${given.data}.csv`, { tick: 0.00001, lot: 1 })
    const { make, firstBar } = strategies[given.strategy]!
    const run = runRows(make(), series, optionsOf(given.backtest_kwargs))

    test('every trade', () => {
      const theirs = readRows(`golden/backtesting.py/${name}.trades.csv`)
      const ours = fifoTrades(run.fills)
      expect(ours).toHaveLength(theirs.length)
      for (const [k, trade] of ours.entries()) {
        for (const [column, field] of Object.entries(columns))
          expect(trade[field], `${column} of trade ${k}`).toSatisfy(prints(theirs[k]![column]!))
      }
    })

    test('every statistic', () => {
      const ours = statisticsOf(run, fifoTrades(run.fills), firstBar)
      for (const [name, value] of Object.entries(given.stats)) {
        if (typeof value === 'number') expect(ours[name]! / value, name).toBeCloseTo(1, 8)
      }
    })

    test('equity at every bar', () => {
      const theirs = readRows(`golden/backtesting.py/${name}.equity.csv.gz`)
      expect(theirs).toHaveLength(run.equity.length)
      for (const [row, { Equity }] of theirs.entries()) expect(run.equity[row], `bar ${row}`).toSatisfy(prints(Equity!))
    })
  })
} else notCompared('backtesting.py')

function optionsOf({
  cash,
  commission,
  spread,
  margin,
}: Case['backtest_kwargs']): Omit<BacktestOptions, 'data' | 'taps'> & { cash: number } {
  return {
    preset: 'backtesting-py',
    cash,
    ...(commission !== undefined && { fees: feeBps(commission * 10_000) }),
    ...(spread !== undefined && { slippage: spreadOnEntry(spread * 10_000) }),
    ...(margin !== undefined && { limits: { leverageMax: 1 / margin } }),
  }
}

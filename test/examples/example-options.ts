/** What every example is run on: the bundled bars of an index, and for a rotation made-up funds beside it. */
import { join } from 'node:path'
import { barSeries, feeBps, readBarFile, slippageBps, type BacktestOptions, type BarSeries } from 'lockstep'
import { fundOf } from './funds.ts'

const bundled = join(import.meta.dirname, '../../data/sp500.csv')

export async function exampleOptions(name: string): Promise<BacktestOptions> {
  const index = barSeries(await readBarFile(bundled), { calendar: 'XNYS', tick: 0.01 })
  return { data: dataFor(name, index), cash: 100_000, fees: feeBps(1), slippage: slippageBps(1) }
}

/** The index, and for a rotation funds that follow it and one that goes against it. */
function dataFor(name: string, index: BarSeries): readonly BarSeries[] {
  return name === 'monthly-rotation' ? [index, fundOf(index, 'SP500-2X', 2), fundOf(index, 'SP500-SHORT', -1)] : [index]
}

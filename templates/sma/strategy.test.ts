import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backtest, barSeries, feeBps, readBarFile, slippageBps } from 'lockstep'
import strategy from './strategy.ts'

const data = barSeries(await readBarFile('data/sp500.csv'), { calendar: 'XNYS' })
const run = () => backtest(strategy, { data, fees: feeBps(1), slippage: slippageBps(1) })

test('the strategy trades on the sample', () => {
  assert.ok(run().fills.count > 0)
})

test('two runs give the same report', () => {
  assert.deepEqual(run(), run())
})

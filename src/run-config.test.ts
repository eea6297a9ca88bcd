import { expect, test } from 'vitest'
import smaCross from '../examples/sma-cross.ts'
import { backtest } from './backtest.ts'
import { allocateBars, type BarSeries } from './model/bars.ts'
import { createInstrument } from './model/instrument.ts'
import { DAY_MS } from './model/time.ts'
import { parseTimeframe } from './model/timeframe.ts'
import { executionOf, feesOf, optionsOf, slippageOf, type Costs, type RunConfig } from './run-config.ts'
import { sumOfFees } from './venue/fees.ts'
import { sumOfSlippage } from './venue/slippage.ts'

const config: RunConfig = {
  strategy: { path: '', export: 'default', sha256: '' },
  params: { fast: 3, slow: 8 },
  cash: 100_000,
  costs: {},
  limits: {},
  fill: 'pessimistic',
  from: null,
  to: null,
  seed: 0,
}

/** A wave of prices, every bar of which trades 40 shares. */
function wave(): BarSeries {
  const bars = allocateBars(400)
  for (let k = 0; k < bars.length; k++) {
    const close = 100 + 10 * ((k % 40 < 20 ? k % 20 : 20 - (k % 20)) / 20)
    Object.assign(bars.time, { [k]: k * DAY_MS })
    for (const name of ['open', 'close'] as const) bars[name][k] = close
    bars.high[k] = close + 1
    bars.low[k] = close - 1
    bars.volume[k] = 40
  }
  const instrument = createInstrument({ id: 'WAVE', lot: 1 })
  return { instrument, timeframe: parseTimeframe('1d'), bars, source: { name: 'wave', contentHash: '', gaps: 0 } }
}

const labels = (costs: Costs): string[] => [
  sumOfFees(feesOf(costs)).label,
  sumOfSlippage(slippageOf(costs)).label,
  executionOf(costs).liquidity?.label ?? 'unlimited',
]

test.each<readonly [Costs, string, string, string]>([
  [{}, 'none', 'none', 'unlimited'],
  [{ feeBps: 10, slippageBps: 2, slippageTicks: 1 }, '10 bps', '2 bps + 1 ticks', 'unlimited'],
  [{ feeMakerBps: -1, feeTakerBps: 4 }, '-1 bps maker, 4 bps taker', 'none', 'unlimited'],
  [{ feeBps: 4, feeMakerBps: 1, volumeLimit: 0.25 }, '1 bps maker, 4 bps taker', 'none', "0.25 of each bar's volume"],
  [{ feePerShare: 0.005, feeMin: 1, feeMaxShare: 0.01 }, '0.005 a share, at least 1, at most 0.01 of the notional', 'none', 'unlimited'],
  [{ feeSchedule: 'lean-india', feePerOrder: 2 }, '0.01 a share, at least 6, charged when complete + 2 an order', 'none', 'unlimited'],
  [{ slippageSpread: 0.5, slippageVolume: 0.1 }, 'none', '0.5 of the spread + 0.1 × price × (share of volume up to 0.025)²', 'unlimited'],
  [
    { slippageRoot: 0.01, slippageDepth: [{ upTo: 0.1, ticks: 2 }] },
    'none',
    '0.01 × price × √(share of volume) + depth 2 ticks to 0.1 of volume',
    'unlimited',
  ],
])('%o are these rules, also after they were JSON', (costs, fee, slippage, liquidity) => {
  expect(labels(costs)).toEqual([fee, slippage, liquidity])
  expect(labels(JSON.parse(JSON.stringify(costs)) as Costs)).toEqual([fee, slippage, liquidity])
})

test('a config that went through JSON gives the same run', () => {
  const costs: Costs = {
    feeSchedule: 'interactive-brokers-us',
    feeMakerBps: -1,
    feeTakerBps: 4,
    feePerOrder: 0.5,
    slippageTicks: 1,
    slippageVolume: 0.1,
    slippageDepth: [
      { upTo: 0.1, ticks: 1 },
      { upTo: 0.5, ticks: 3 },
    ],
    volumeLimit: 0.5,
    latencyMs: 250,
    borrowRate: 0.03,
    cashRate: 0.02,
    debitRate: 0.06,
    fundingRate: 0.0001,
  }
  const run = (set: RunConfig): string => JSON.stringify(backtest(smaCross, { ...optionsOf(set), data: wave(), full: true }))
  const given: RunConfig = { ...config, costs }
  const first = run(given)
  expect(run(JSON.parse(JSON.stringify(given)) as RunConfig)).toBe(first)
  expect((JSON.parse(first) as { readonly fills: { readonly count: number } }).fills.count).toBeGreaterThan(10)
  expect(run({ ...given, costs: {} })).not.toBe(first)
})

test.each<readonly [string, Costs, RegExp]>([
  ['a schedule that is none', { feeSchedule: 'binance' }, /expected a fee schedule, was "binance"/],
  ['a fee in base and one in money', { feeSchedule: 'bitfinex', feePerOrder: 1 }, /fees that are all paid in base, was quote/],
  ['more than all of the volume', { volumeLimit: 2 }, /share of volume above 0 and at most 1, was 2/],
])('%s is refused', (_, costs, words) => {
  expect(() => labels(costs)).toThrow(expect.objectContaining({ code: 'E_CONFIG', message: expect.stringMatching(words) as string }))
})

test.each([-1, 0.5, NaN, Infinity])('a latency of %d ms is refused', (latencyMs) => {
  expect(() => backtest(smaCross, { ...optionsOf(config), data: wave(), latencyMs })).toThrow(/whole milliseconds of at least 0/)
})

import { describe, expect, test } from 'vitest'
import { backtest, type BacktestOptions } from './backtest.ts'
import { wireRules, type MarketRules } from './market-rules.ts'
import { allocateBars, type BarSeries } from './model/bars.ts'
import { createInstrument, type InstrumentSpec } from './model/instrument.ts'
import { HOUR_MS } from './model/time.ts'
import { parseTimeframe } from './model/timeframe.ts'
import { presets } from './presets/presets.ts'
import type { ReportDocument } from './report/document.ts'
import { strategy } from './strategy/strategy.ts'
import { feeBps, type Fee } from './venue/fees.ts'
import { feesByInstrument } from './venue/fees-tiers.ts'

/** Hours at one price, the first of which opens so many hours after the epoch. */
function flat(spec: InstrumentSpec, price: number, { from = 0, count = 6 }: { from?: number; count?: number } = {}): BarSeries {
  const bars = allocateBars(count)
  for (let k = 0; k < count; k++) {
    bars.time[k] = (from + k) * HOUR_MS
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][k] = price
    bars.volume[k] = 1e6
  }
  return { instrument: createInstrument(spec), timeframe: parseTimeframe('1h'), bars, source: { name: 'flat', contentHash: '', gaps: 0 } }
}

/** Buys with each bar until it has something. */
const buyer = (id: string, qty: number) =>
  strategy({
    name: 'buyer',
    setup({ market, on }) {
      const traded = market(id)
      on(traded.bars(), () => {
        if (!traded.position.isOpen) traded.buy({ qty })
      })
    },
  })

describe('what a run says goes before its preset', () => {
  const shares = flat({ id: 'A', kind: 'equity', lot: 1 }, 100)
  const bought = (options: Omit<BacktestOptions, 'data'>): number | undefined =>
    backtest(buyer('A', 150), { data: shares, cash: 10_000, ...options }).openPositions[0]?.qty

  test('its leverage', () => {
    expect(bought({ preset: 'lean' })).toBe(150)
    expect(bought({ preset: 'lean', limits: { allowShort: false } })).toBe(150)
    expect(bought({ preset: 'lean', limits: { leverageMax: 1 } })).toBeUndefined()
    expect(bought({ preset: 'lean', limits: { leverageMax: 1.6 } })).toBe(150)
  })

  test.each(presets)('every rule of $name', ({ name }) => {
    const said = {
      fill: 'touch',
      fees: feeBps(3),
      sizing: 'lockstep',
      conversion: 'none',
      ending: 'hold',
      warmUp: 'each',
      liquidity: { label: 'half', available: () => 1 },
      account: { margin: 'reg-t', liquidation: 'all' },
    } as const satisfies MarketRules
    const plain = wireRules(said, [shares])
    const { venue: _, ...rules } = wireRules({ ...said, preset: name, limits: { leverageMax: 1 } }, [shares]).run
    const { venue: __, ...wanted } = plain.run
    expect(rules).toEqual(wanted)
    expect(wireRules({ ...said, preset: name }, [shares]).fee.label).toBe('3 bps')
  })
})

describe('fees in a third currency', () => {
  const coin = flat({ id: 'BTCUSDT', currency: 'USDT', baseCurrency: 'BTC', lot: 0.001 }, 100)
  const late = flat({ id: 'BNBUSDT', currency: 'USDT', baseCurrency: 'BNB', lot: 0.001 }, 10, { from: 2, count: 4 })
  const inBnb = feeBps({ maker: 10, taker: 10, paidIn: 'BNB' })

  function run(fees: Fee): { report: ReportDocument; bnb: readonly number[] } {
    const bnb: number[] = []
    const definition = strategy({
      name: 'buyer',
      setup({ market, on, account }) {
        const traded = market('BTCUSDT')
        on(traded.bars(), () => {
          bnb.push(account.cashOf('BNB'))
          if (!traded.position.isOpen) traded.buy({ qty: 1 })
        })
      },
    })
    return { report: backtest(definition, { data: [coin, late], cash: 1000, warmUp: 'none', fees, full: true }), bnb }
  }

  test('refuse orders until there is a rate for it, and are taken from it then', () => {
    const { report, bnb } = run(inBnb)
    expect(report.refusals.byReason).toEqual({ NO_CONVERSION: 2 })
    expect(report.fills.count).toBe(1)
    expect(report.costs.fees).toBe(0.1)
    expect(bnb).toEqual([0, 0, 0, -0.01, -0.01, -0.01])
  })

  test('are taken from it where each instrument has its own', () => {
    expect(run(feesByInstrument('by coin', () => inBnb)).bnb.at(-1)).toBe(-0.01)
  })
})

describe('a rule of a caller that gives no number is a fault', () => {
  const hourly = { label: 'mine', nextAfter: (ms: number) => ms + HOUR_MS, cash: () => 0.5 }
  test.each<readonly [string, Omit<BacktestOptions, 'data'>, string]>([
    ['liquidity', { liquidity: { label: 'mine', available: () => NaN } }, 'lots of at least 0 that a bar can fill from "mine", was NaN'],
    ['financing', { account: { financing: { ...hourly, kind: 'borrow' } } }, 'whole ledger units of cash from "mine", was 0.5'],
    ['interest', { account: { interest: { ...hourly, cash: () => NaN } } }, 'whole ledger units of cash from "mine", was NaN'],
  ])('%s', (_, options, expected) => {
    const data = flat({ id: 'A', lot: 1 }, 100)
    expect(() => backtest(buyer('A', 10), { data, cash: 10_000, ...options })).toThrow(`expected ${expected}`)
  })
})

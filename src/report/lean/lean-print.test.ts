import { expect, test } from 'vitest'
import { currencyOf } from '../../model/instrument.ts'
import { ClosingFills } from './closing-fills.ts'
import { printLean } from './lean-print.ts'
import type { LeanSamples } from './lean-sampler.ts'
import { leanStatistics, type LeanActivity, type LeanStatistics } from './lean-statistics.ts'

const day = 86_400_000

function statistics(samples: Partial<LeanSamples> = {}, activity: Partial<LeanActivity> = {}): LeanStatistics {
  const daily = { time: [], change: [], benchmark: [] }
  return leanStatistics({
    samples: { daily, turnover: [], curve: { time: [], equity: [] }, ...samples },
    closing: new ClosingFills(1000),
    startEquity: 1000,
    totalOrders: 0,
    totalFees: 0,
    riskFreeRate: () => 0,
    tradingDaysPerYear: 252,
    ...activity,
  })
}

function printed(changes: Partial<LeanStatistics>): Record<string, string> {
  return printLean({ ...statistics(), ...changes }, currencyOf('USD'))
}

const moving: LeanSamples = {
  daily: { time: [0, day, 2 * day, 3 * day, 4 * day], change: [0, 9, 1, -2, 3], benchmark: [10, 10, 11, 11, 12] },
  turnover: [0.5, 0, 0, 0.1],
  curve: { time: [0, day, 2 * day, 4 * day], equity: [1000, 1100, 990, 1100] },
}

test('figures that are decimals there keep their zeros, and only an exact nothing is bare', () => {
  expect(printed({ compoundingAnnualReturn: 0.391 })['Compounding Annual Return']).toBe('39.100%')
  expect(printed({ averageLoss: -0.000_01 })['Average Loss']).toBe('0.00%')
  expect(printed({ averageLoss: 0 })['Average Loss']).toBe('0%')
  expect(printed({ expectancy: -0.2 + 1e-9 })['Expectancy']).toBe('-0.200')
  expect(printed({ expectancy: -1 })['Expectancy']).toBe('-1')
  expect(printed({ drawdown: 0.0004 })['Drawdown']).toBe('0.000%')
  expect(printed({ drawdown: 0.02249 })['Drawdown']).toBe('2.200%')
  expect(printed({ endEquity: 99_993.9 })['End Equity']).toBe('99993.90')
  expect(printed({ endEquity: 1000 })['End Equity']).toBe('1000')
})

test('figures that are doubles there drop their zeros and keep the sign of nothing', () => {
  expect(printed({ sharpeRatio: -22.0601 })['Sharpe Ratio']).toBe('-22.06')
  expect(printed({ alpha: -0.0004 })['Alpha']).toBe('-0')
  expect(printed({ alpha: 0.0004 })['Alpha']).toBe('0')
})

test('rates round halves to even, fees away from zero', () => {
  expect(printed({ winRate: 0.125, lossRate: 0.875 })).toMatchObject({ 'Win Rate': '12%', 'Loss Rate': '88%' })
  expect(printed({ totalFees: 3_485_000 })['Total Fees']).toBe('$3.49')
  expect(printLean(statistics(), currencyOf('CHF'))['Total Fees']).toBe('CHF0.00')
})

test('with fewer than two returns all but equity, orders, fees and turnover is nothing', () => {
  const daily = { time: [0, day, 2 * day], change: [0, 9, 1], benchmark: [10, 10, 11] }
  const s = statistics({ ...moving, daily }, { totalOrders: 3, totalFees: 7 })
  expect(s).toMatchObject({ totalOrders: 3, totalFees: 7, endEquity: 1100, portfolioTurnover: 0.15 })
  expect(s).toMatchObject({ netProfit: 0, drawdown: 0, compoundingAnnualReturn: 0, winRate: 0, annualVariance: 0 })
})

test('the way back from a fall is counted from the last time at the peak, and only once it is there', () => {
  expect(statistics(moving)).toMatchObject({ drawdown: 1 - 990 / 1100, drawdownRecovery: 3 })
  const curve = { time: [0, day, 2 * day, 9 * day], equity: [1000, 1000, 900, 999] }
  expect(statistics({ ...moving, curve }).drawdownRecovery).toBe(0)
})

test('a benchmark that does not move leaves alpha, beta and Treynor at nothing, an idle account its Sharpe ratios', () => {
  const still = statistics({ ...moving, daily: { ...moving.daily, benchmark: [0, 0, 0, 0, 0] } })
  expect(still).toMatchObject({ alpha: 0, beta: 0, treynorRatio: 0 })
  expect(still.informationRatio).toBeCloseTo(still.sharpeRatio, 12)
  const idle = statistics({ ...moving, daily: { ...moving.daily, change: [0, 0, 0, 0, 0] } })
  expect(idle).toMatchObject({ sharpeRatio: 0, sortinoRatio: 0, probabilisticSharpeRatio: 0, annualVariance: 0 })
})

test('wins and losses are shares of the capital before them, less twice the fee of the fill that closed', () => {
  const closing = new ClosingFills(1000)
  closing.add({ realised: 102, fee: 1 })
  closing.add({ realised: 2, fee: 1 })
  closing.add({ realised: -20, fee: 1 })
  const s = statistics(moving, { closing })
  expect(s).toMatchObject({ winRate: 1 / 3, lossRate: 2 / 3, averageWin: 0.1, averageLoss: -0.01, profitLossRatio: 10 })
  expect(s.expectancy).toBeCloseTo(10 / 3 - 2 / 3, 12)
})

/**
 * LEAN's statistics, by LEAN's formulas, peculiarities and guards included: they are here to be equal to that engine's, not
 * to be better. Ratios are per year; what LEAN prints in per cent is a fraction here.
 */
import { DAY_MS } from '../../model/time.ts'
import { mean } from '../statistics/moments.ts'
import type { ClosingFills } from './closing-fills.ts'
import { finiteOrZero, leanOfBoth, leanOfReturns, type OfReturns } from './lean-returns.ts'
import type { LeanSamples } from './lean-sampler.ts'
import { halfEven } from './rounding.ts'

/** LEAN's figures as numbers; shares are fractions, 0.01 for one percent. */
export interface LeanStatistics {
  readonly totalOrders: number
  /** Mean profit of a closing fill that won, and (negative) of one that lost, as shares of capital. */
  readonly averageWin: number
  readonly averageLoss: number
  readonly compoundingAnnualReturn: number
  /** Deepest fall from a peak of the equity curve, a positive fraction. */
  readonly drawdown: number
  readonly expectancy: number
  readonly startEquity: number
  readonly endEquity: number
  readonly netProfit: number
  readonly sharpeRatio: number
  readonly sortinoRatio: number
  readonly probabilisticSharpeRatio: number
  readonly lossRate: number
  readonly winRate: number
  readonly profitLossRatio: number
  readonly alpha: number
  readonly beta: number
  readonly annualStandardDeviation: number
  readonly annualVariance: number
  readonly informationRatio: number
  readonly trackingError: number
  readonly treynorRatio: number
  /** Whole ledger units of the account's currency. */
  readonly totalFees: number
  /** Mean of the value traded in a day as a share of equity. */
  readonly portfolioTurnover: number
  /** Whole days of the longest way back to a peak. */
  readonly drawdownRecovery: number
  /** What a day loses at most at that confidence if returns were normal: a negative fraction. */
  readonly valueAtRisk95: number
  readonly valueAtRisk99: number
}

export interface LeanActivity {
  readonly samples: LeanSamples
  readonly closing: ClosingFills
  readonly startEquity: number
  readonly totalOrders: number
  readonly totalFees: number
  /** Yearly rate as a fraction at an instant, epoch ms. */
  readonly riskFreeRate: (time: number) => number
  readonly tradingDaysPerYear: number
}

/** The statistics of a run that was sampled to its end. With fewer than two returns most of them are 0. */
export function leanStatistics(activity: LeanActivity): LeanStatistics {
  const { samples, startEquity, totalOrders, totalFees, tradingDaysPerYear: days } = activity
  // The first change is that to the first midnight; the second is LEAN's way of lining up with the benchmark.
  const returns = Float64Array.from(samples.daily.change.slice(2), (percent) => percent / 100)
  const benchmark = changesOf(samples.daily.benchmark).slice(1)
  const { time, equity } = samples.curve
  const endEquity = equity.at(-1) ?? startEquity
  const always = { totalOrders, totalFees, startEquity, endEquity, portfolioTurnover: meanOrZero(samples.turnover) }
  if (returns.length < 2 || benchmark.length < 2) return { ...nothing, ...always }
  const riskFree = meanOrZero(time.map(activity.riskFreeRate))
  return {
    ...always,
    ...ofTrades(activity.closing),
    ...ofCurve(samples.curve, startEquity),
    ...roundedRisk(leanOfReturns(returns, days, riskFree)),
    ...leanOfBoth(returns, benchmark, days, riskFree),
  }
}

/** LEAN keeps three decimals of what a day loses at most. */
function roundedRisk(figures: OfReturns): OfReturns {
  return { ...figures, valueAtRisk95: halfEven(figures.valueAtRisk95, 3), valueAtRisk99: halfEven(figures.valueAtRisk99, 3) }
}

type OfTrades = Pick<LeanStatistics, 'averageWin' | 'averageLoss' | 'profitLossRatio' | 'winRate' | 'lossRate' | 'expectancy'>

function ofTrades({ wins, losses, won, lost }: ClosingFills): OfTrades {
  const averageWin = wins === 0 ? 0 : won / wins
  const averageLoss = losses === 0 ? 0 : lost / losses
  const profitLossRatio = averageLoss === 0 ? 0 : averageWin / Math.abs(averageLoss)
  const winRate = wins === 0 ? 0 : wins / (wins + losses)
  const lossRate = losses === 0 ? 0 : losses / (wins + losses)
  return { averageWin, averageLoss, profitLossRatio, winRate, lossRate, expectancy: winRate * profitLossRatio - lossRate }
}

type OfCurve = Pick<LeanStatistics, 'netProfit' | 'compoundingAnnualReturn' | 'drawdown' | 'drawdownRecovery'>

function ofCurve({ time, equity }: LeanSamples['curve'], startEquity: number): OfCurve {
  const growth = equity.at(-1)! / startEquity
  const years = (time.at(-1)! - time[0]!) / DAY_MS / 365
  let [peak, peakTime, drawdown, recovery] = [equity[0]!, time[0]!, 0, 0]
  for (let i = 1; i < equity.length; i++) {
    if (equity[i]! >= peak) {
      // A way back is one only from below: a peak that is repeated at once is none.
      if (equity[i - 1]! < peak) recovery = Math.max(recovery, Math.floor((time[i]! - peakTime) / DAY_MS))
      peak = equity[i]!
      peakTime = time[i]!
    } else if (peak > 0) drawdown = Math.max(drawdown, 1 - equity[i]! / peak)
  }
  return {
    netProfit: growth - 1,
    compoundingAnnualReturn: years === 0 ? 0 : finiteOrZero(growth ** (1 / years) - 1),
    drawdown,
    drawdownRecovery: recovery,
  }
}

/** Relative changes; 0 after a price of 0. */
function changesOf(prices: readonly number[]): Float64Array {
  const changes = new Float64Array(Math.max(0, prices.length - 1))
  for (let i = 0; i < changes.length; i++) changes[i] = prices[i] === 0 ? 0 : (prices[i + 1]! - prices[i]!) / prices[i]!
  return changes
}

function meanOrZero(values: readonly number[]): number {
  return values.length === 0 ? 0 : mean(Float64Array.from(values))
}

const nothing: LeanStatistics = {
  totalOrders: 0,
  averageWin: 0,
  averageLoss: 0,
  compoundingAnnualReturn: 0,
  drawdown: 0,
  expectancy: 0,
  startEquity: 0,
  endEquity: 0,
  netProfit: 0,
  sharpeRatio: 0,
  sortinoRatio: 0,
  probabilisticSharpeRatio: 0,
  lossRate: 0,
  winRate: 0,
  profitLossRatio: 0,
  alpha: 0,
  beta: 0,
  annualStandardDeviation: 0,
  annualVariance: 0,
  informationRatio: 0,
  trackingError: 0,
  treynorRatio: 0,
  totalFees: 0,
  portfolioTurnover: 0,
  drawdownRecovery: 0,
  valueAtRisk95: 0,
  valueAtRisk99: 0,
}

/**
 * The statistics under LEAN's names and as LEAN prints them. It keeps some figures as decimals, which print their zeros
 * (`39.100%`, and a bare `0%` only for an exact nothing), and others as doubles, which do not (`-22.06`, `-0`).
 */
import { divideRounded } from '../../base/fixed-point.ts'
import type { Currency } from '../../model/instrument.ts'
import type { LeanStatistics } from './lean-statistics.ts'
import { halfEven } from './rounding.ts'

const SYMBOLS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', INR: '₹', JPY: '¥', BTC: '₿', USDT: '₮' }

/** Names and texts, in LEAN's order. */
export function printLean(s: LeanStatistics, currency: Currency): Record<string, string> {
  return {
    'Total Orders': String(s.totalOrders),
    'Average Win': percent(s.averageWin, 2),
    'Average Loss': percent(s.averageLoss, 2),
    'Compounding Annual Return': percent(s.compoundingAnnualReturn, 3),
    // Rounded twice: as a fraction, then as per cent.
    Drawdown: s.drawdown === 0 ? '0%' : `${fixed(halfEven(s.drawdown, 3) * 100, 3)}%`,
    Expectancy: decimal(s.expectancy, 3),
    'Start Equity': String(halfEven(s.startEquity, 2)),
    'End Equity': s.endEquity === s.startEquity ? String(halfEven(s.endEquity, 2)) : fixed(s.endEquity, 2),
    'Net Profit': percent(s.netProfit, 3),
    'Sharpe Ratio': double(s.sharpeRatio),
    'Sortino Ratio': double(s.sortinoRatio),
    'Probabilistic Sharpe Ratio': percent(s.probabilisticSharpeRatio, 3),
    'Loss Rate': `${halfEven(s.lossRate * 100, 0)}%`,
    'Win Rate': `${halfEven(s.winRate * 100, 0)}%`,
    'Profit-Loss Ratio': decimal(s.profitLossRatio, 2),
    Alpha: double(s.alpha),
    Beta: double(s.beta),
    'Annual Standard Deviation': double(s.annualStandardDeviation),
    'Annual Variance': double(s.annualVariance),
    'Information Ratio': double(s.informationRatio),
    'Tracking Error': double(s.trackingError),
    'Treynor Ratio': double(s.treynorRatio),
    'Total Fees': (SYMBOLS[currency.code] ?? currency.code) + feesText(s.totalFees, currency),
    'Portfolio Turnover': percent(s.portfolioTurnover, 2),
    'Drawdown Recovery': String(s.drawdownRecovery),
  }
}

function percent(fraction: number, decimals: number): string {
  return fraction === 0 ? '0%' : `${fixed(fraction * 100, decimals)}%`
}

function decimal(value: number, decimals: number): string {
  return Number.isInteger(value) ? String(value) : fixed(value, decimals)
}

function fixed(value: number, decimals: number): string {
  return halfEven(value, decimals).toFixed(decimals)
}

function double(value: number): string {
  const rounded = halfEven(value, 3)
  return rounded === 0 && value < 0 ? '-0' : String(rounded)
}

/** Two decimals, and the one figure whose halves go away from zero: 3.485 is 3.49. */
function feesText(units: number, { decimals }: Currency): string {
  return (divideRounded(units, 10 ** (decimals - 2)) / 100).toFixed(2)
}

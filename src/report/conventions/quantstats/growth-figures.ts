/** Growth, ratios and moments. */
import { dailyRate } from '../../definitions/definition.ts'
import { also } from '../../statistics/figure.ts'
import { onReturns, type ConventionDefinition } from '../convention.ts'
import * as days from './days.ts'
import * as falls from './falls.ts'
import * as ratios from './ratios.ts'

const SAME = 'The same as ours, if the market has 252 days a year.'
const NOT_OURS = 'We have none.'

export const growthFigures: readonly ConventionDefinition[] = [
  {
    id: 'comp',
    label: 'Cumulative Return',
    unit: 'fraction',
    definition: 'Product of (1 + daily return) - 1.',
    differs: 'The same as ours.',
    value: onReturns(ratios.compounded),
  },
  {
    id: 'cagr',
    label: 'CAGR',
    unit: 'fraction',
    definition: '(1 + cumulative return)^(252 / days) - 1.',
    differs: 'A year is 252 returns; ours is 365.25 days of time.',
    value: onReturns(ratios.growthOfYear),
  },
  {
    id: 'sharpe',
    label: 'Sharpe',
    unit: 'ratio',
    definition: 'Mean / sample standard deviation of daily excess returns × sqrt(252).',
    differs: SAME,
    value: onReturns((r, a) => ratios.sharpe(excess(r, a))),
  },
  {
    id: 'psr',
    label: 'Prob. Sharpe Ratio',
    unit: 'fraction',
    definition: 'Chance that the true Sharpe ratio is above 0; excess kurtosis - 3 stands where the paper has raw kurtosis - 1.',
    differs: 'Ours has the raw kurtosis of the paper.',
    value: onReturns((r, a) => ratios.probabilisticSharpe(excess(r, a))),
  },
  {
    id: 'smart_sharpe',
    label: 'Smart Sharpe',
    unit: 'ratio',
    definition: 'Sharpe ratio / sqrt(1 + 2 × sum of (1 - k / days) × |first autocorrelation|^k over all lags k).',
    differs: NOT_OURS,
    value: onReturns((r, a) => ratios.smart(ratios.sharpe(excess(r, a)), r)),
  },
  {
    id: 'sortino',
    label: 'Sortino',
    unit: 'ratio',
    definition: 'Mean daily excess return × sqrt(252) / root mean square of min(0, daily excess return).',
    differs: SAME,
    value: onReturns((r, a) => ratios.sortino(excess(r, a))),
  },
  {
    id: 'smart_sortino',
    label: 'Smart Sortino',
    unit: 'ratio',
    definition: 'Sortino ratio / the same penalty for autocorrelation.',
    differs: NOT_OURS,
    value: onReturns((r, a) => ratios.smart(ratios.sortino(excess(r, a)), r)),
  },
  {
    id: 'adjusted_sortino',
    label: 'Sortino/√2',
    unit: 'ratio',
    definition: 'Sortino ratio / sqrt(2), to compare with Sharpe ratios.',
    differs: NOT_OURS,
    value: onReturns((r, a) => also(ratios.sortino(excess(r, a)), (s) => s / Math.SQRT2)),
  },
  {
    id: 'omega',
    label: 'Omega',
    unit: 'ratio',
    definition: 'Sum of positive daily returns / |sum of negative daily returns|.',
    differs: 'The same as ours.',
    value: onReturns(days.profitFactor),
  },
  {
    id: 'volatility',
    label: 'Volatility (ann.)',
    unit: 'fraction',
    definition: 'Sample standard deviation of daily returns × sqrt(252).',
    differs: SAME,
    value: onReturns(ratios.volatility),
  },
  {
    id: 'calmar',
    label: 'Calmar',
    unit: 'ratio',
    definition: 'CAGR / |max drawdown|.',
    differs: 'CAGR by count of days, drawdown of daily closes; ours are by time and of bar closes.',
    value: onReturns((r) => also(ratios.growthOfYear(r), (g) => falls.perDrawdown(r, g))),
  },
  {
    id: 'skew',
    label: 'Skew',
    unit: 'ratio',
    definition: 'Skewness of daily returns, bias-corrected.',
    differs: 'The same as ours.',
    value: onReturns(ratios.skew),
  },
  {
    id: 'kurtosis',
    label: 'Kurtosis',
    unit: 'ratio',
    definition: 'Excess kurtosis of daily returns, bias-corrected.',
    differs: 'The same as ours.',
    value: onReturns(ratios.kurtosis),
  },
  {
    id: 'expected_daily',
    label: 'Expected Daily',
    unit: 'fraction',
    definition: 'Geometric mean of daily returns.',
    differs: NOT_OURS,
    value: onReturns(ratios.geometricMean),
  },
]

/** Returns less the risk-free rate of a day, 252 to a year. */
function excess(returns: Float64Array, { riskFree }: { readonly riskFree: number }): Float64Array {
  const rate = dailyRate({ riskFree, periodsPerYear: ratios.DAYS })
  return returns.map((r) => r - rate)
}

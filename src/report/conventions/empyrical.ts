/** empyrical, the statistics of zipline and pyfolio, as pyfolio's tear sheet labels them. Days are 252 a year there, whatever the market. */
import type { Figure } from '../statistics/figure.ts'
import { excessKurtosis, skewness } from '../statistics/moments.ts'
import { tooFewForMoments } from '../statistics/sample.ts'
import { dailyRate } from '../definitions/definition.ts'
import { onPair, onReturns, type Convention, type ConventionDefinition } from './convention.ts'
import { alphaBeta, alphaBetaIn, beta, betaFragility, capture, upDownCapture } from './empyrical/factors.ts'
import { annualReturn, calmarRatio, cumulativeReturn, maximumDrawdown } from './empyrical/growth.ts'
import * as ratios from './empyrical/ratios.ts'

const DAYS = 252
const DAYS_DIFFER = 'Always 252 days a year; ours takes the days of the calendar.'
const SAME = 'The same as ours.'

const ofReturns: readonly ConventionDefinition[] = [
  {
    id: 'cum_returns_final',
    label: 'Cumulative returns',
    unit: 'fraction',
    definition: 'Product of (1 + daily return) - 1.',
    differs: SAME,
    value: onReturns((r) => cumulativeReturn(r)),
  },
  {
    id: 'annual_return',
    label: 'Annual return',
    unit: 'fraction',
    definition: '(Final value)^(252 / days) - 1.',
    differs: 'A year is 252 returns; ours is 365.25 days of time.',
    value: onReturns((r) => annualReturn(r, DAYS)),
  },
  {
    id: 'annual_volatility',
    label: 'Annual volatility',
    unit: 'fraction',
    definition: 'Sample standard deviation of daily returns × sqrt(252).',
    differs: DAYS_DIFFER,
    value: onReturns((r) => ratios.annualVolatility(r, DAYS)),
  },
  {
    id: 'sharpe_ratio',
    label: 'Sharpe ratio',
    unit: 'ratio',
    definition: 'Mean / sample standard deviation of daily excess returns × sqrt(252).',
    differs: DAYS_DIFFER,
    value: onReturns((r, a) => ratios.sharpeRatio(r, dailyRate({ ...a, periodsPerYear: DAYS }), DAYS)),
  },
  {
    id: 'sortino_ratio',
    label: 'Sortino ratio',
    unit: 'ratio',
    definition: 'Mean daily return × 252 / downside risk.',
    differs: `${DAYS_DIFFER} The required return is 0, not the risk-free rate.`,
    value: onReturns((r) => ratios.sortinoRatio(r, 0, DAYS)),
  },
  {
    id: 'downside_risk',
    label: 'Downside risk',
    unit: 'fraction',
    definition: 'Root mean square of min(0, daily return) × sqrt(252).',
    differs: DAYS_DIFFER,
    value: onReturns((r) => ratios.downsideRisk(r, 0, DAYS)),
  },
  {
    id: 'calmar_ratio',
    label: 'Calmar ratio',
    unit: 'ratio',
    definition: 'Annual return / |max drawdown|.',
    differs: 'Annual return by count of days, drawdown of daily closes; ours are by time and of bar closes.',
    value: onReturns((r) => calmarRatio(r, DAYS)),
  },
  {
    id: 'stability_of_timeseries',
    label: 'Stability',
    unit: 'ratio',
    definition: 'R² of the straight line through the cumulated log returns.',
    differs: SAME,
    value: onReturns(ratios.stabilityOfTimeseries),
  },
  {
    id: 'max_drawdown',
    label: 'Max drawdown',
    unit: 'fraction',
    definition: 'Lowest of daily equity / its peak - 1: 0 or below.',
    differs: 'Of daily closes and below 0; ours is of bar closes and above.',
    value: onReturns(maximumDrawdown),
  },
  {
    id: 'omega_ratio',
    label: 'Omega ratio',
    unit: 'ratio',
    definition: 'Sum of positive daily returns / |sum of negative daily returns|.',
    differs: SAME,
    value: onReturns((r) => ratios.omegaRatio(r, 0)),
  },
  {
    id: 'skew',
    label: 'Skew',
    unit: 'ratio',
    definition: 'Skewness of daily returns without correction for bias (g1).',
    differs: 'Ours is corrected for bias (G1).',
    value: onReturns((r) => tooFewForMoments(r) ?? (skewness(r) * (r.length - 2)) / Math.sqrt(r.length * (r.length - 1))),
  },
  {
    id: 'kurtosis',
    label: 'Kurtosis',
    unit: 'ratio',
    definition: 'Excess kurtosis of daily returns without correction for bias (g2).',
    differs: 'Ours is corrected for bias (G2).',
    value: onReturns((r) => tooFewForMoments(r) ?? biasedKurtosis(r)),
  },
  {
    id: 'tail_ratio',
    label: 'Tail ratio',
    unit: 'ratio',
    definition: '|95 % quantile| / |5 % quantile| of daily returns.',
    differs: SAME,
    value: onReturns(ratios.tailRatio),
  },
  {
    id: 'value_at_risk',
    label: 'Value at risk',
    unit: 'fraction',
    definition: '5 % quantile of daily returns: below 0 for a loss.',
    differs: 'A loss is below 0; ours is above.',
    value: onReturns((r) => ratios.valueAtRisk(r)),
  },
  {
    id: 'conditional_value_at_risk',
    label: 'Conditional value at risk',
    unit: 'fraction',
    definition: 'Mean of the lowest floor((days - 1) × 5 %) + 1 daily returns.',
    differs: 'A loss is below 0, and a count of days is averaged; ours averages what is at or below the quantile.',
    value: onReturns((r) => ratios.conditionalValueAtRisk(r)),
  },
]

const ofBoth: readonly ConventionDefinition[] = [
  {
    id: 'alpha',
    label: 'Alpha',
    unit: 'fraction',
    definition: '(1 + mean of (daily excess return - beta × excess return of the benchmark))^252 - 1.',
    differs: DAYS_DIFFER,
    value: onPair((own, held, a) => alphaBeta(own, held, DAYS, dailyRate({ ...a, periodsPerYear: DAYS })).alpha),
  },
  {
    id: 'beta',
    label: 'Beta',
    unit: 'ratio',
    definition: 'Covariance of daily returns with the benchmark / variance of the benchmark.',
    differs: SAME,
    value: onPair((own, held) => beta(own, held)),
  },
  {
    id: 'excess_sharpe',
    label: 'Excess Sharpe',
    unit: 'ratio',
    definition: 'Mean / sample standard deviation of (daily return - benchmark return).',
    differs: 'Of one day; our information ratio is of a year.',
    value: onPair((own, held) => ratios.excessSharpe(own, held)),
  },
  ...(['all', 'up', 'down'] as const).map((market): ConventionDefinition => ({
    id: market === 'all' ? 'capture' : `${market}_capture`,
    label: market === 'all' ? 'Capture' : `${market === 'up' ? 'Up' : 'Down'} capture`,
    unit: 'ratio',
    definition: `Annual return / annual return of the benchmark, of ${daysOf(market)}.`,
    differs: 'Compounds the days to a year; ours are means.',
    value: onPair((own, held) => capture(market, own, held, DAYS)),
  })),
  {
    id: 'up_down_capture',
    label: 'Up/down capture',
    unit: 'ratio',
    definition: 'Up capture / down capture.',
    differs: 'Compounds the days to a year; ours are means.',
    value: onPair((own, held) => upDownCapture(own, held, DAYS)),
  },
  ...(['up', 'down'] as const).flatMap((market): ConventionDefinition[] => [
    {
      id: `${market}_alpha`,
      label: `${market === 'up' ? 'Up' : 'Down'} alpha`,
      unit: 'fraction',
      definition: `Alpha of ${daysOf(market)}.`,
      differs: 'We have none.',
      value: onPair((own, held): Figure => alphaBetaIn(market, own, held, DAYS).alpha),
    },
    {
      id: `${market}_beta`,
      label: `${market === 'up' ? 'Up' : 'Down'} beta`,
      unit: 'ratio',
      definition: `Beta of ${daysOf(market)}.`,
      differs: 'We have none.',
      value: onPair((own, held): Figure => alphaBetaIn(market, own, held, DAYS).beta),
    },
  ]),
  {
    id: 'beta_fragility_heuristic',
    label: 'Beta fragility',
    unit: 'ratio',
    definition: 'Weighted returns of the days on which the benchmark was lowest and highest - that of the middle one: below 0 is fragile.',
    differs: 'We have none.',
    value: onPair(betaFragility),
  },
]

export const empyrical: Convention = { name: 'empyrical', definitions: [...ofReturns, ...ofBoth] }

function daysOf(market: 'all' | 'up' | 'down'): string {
  return market === 'all' ? 'all days' : `the days on which the benchmark ${market === 'up' ? 'rose' : 'fell'}`
}

function biasedKurtosis(r: Float64Array): number {
  const n = r.length
  return ((excessKurtosis(r) * (n - 2) * (n - 3)) / (n - 1) - 6) / (n + 1)
}

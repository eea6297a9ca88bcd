/** Costs, and the comparison with buying and holding. */
import {
  alpha,
  battingAverage,
  beta,
  capture,
  correlation,
  informationRatio,
  trackingError,
  type PairedReturns,
} from '../statistics/benchmark-figures.ts'
import { also, finite, type Figure } from '../statistics/figure.ts'
import { cagr } from '../statistics/returns.ts'
import { dailyRate, type AccountDefinition, type AccountFacts, type BenchmarkFacts } from './definition.ts'

export const costDefinitions: readonly AccountDefinition[] = [
  { id: 'fees', label: 'Fees', unit: 'money', definition: 'Sum of the fees of all fills; rebates are negative.', value: (a) => a.fees },
  {
    id: 'slippage',
    label: 'Slippage',
    unit: 'money',
    definition: 'Sum over the fills of the ticks that slippage moved the price against us × size.',
    value: (a) => a.slippage,
  },
  {
    id: 'slippageOfNotional',
    label: 'Slippage of notional',
    unit: 'fraction',
    definition: 'Slippage / sum of |price × size| of all fills.',
    value: (a) => (a.notional === 0 ? 'there is no fill' : a.slippage / a.notional),
  },
  {
    id: 'shortfall',
    label: 'Shortfall',
    unit: 'money',
    definition:
      'Sum over the fills of market orders of (fill price - last close at the decision) × side × size: what waiting and slippage cost, fees apart; negative is a gain.',
    source: 'Perold 1988',
    value: (a) => a.shortfall,
  },
]

/** Of the days that both have; alpha and Treynor's ratio are in excess of the risk-free rate. */
export const benchmarkDefinitions: readonly AccountDefinition[] = [
  {
    id: 'beta',
    label: 'Beta',
    unit: 'ratio',
    definition: 'Covariance of daily returns with the benchmark / variance of the benchmark.',
    value: (a) => held(a, beta),
  },
  {
    id: 'alpha',
    label: 'Alpha, annual',
    unit: 'fraction',
    signed: true,
    definition: '(1 + mean of (daily excess return - beta × excess return of the benchmark))^(days per year) - 1.',
    source: 'Jensen 1968',
    value: (a) => held(a, (b) => alpha(excessOf(b, dailyRate(a)), a.periodsPerYear)),
  },
  {
    id: 'correlation',
    label: 'Correlation',
    unit: 'ratio',
    definition: 'Correlation of daily returns with the benchmark.',
    value: (a) => held(a, correlation),
  },
  {
    id: 'rSquared',
    label: 'R²',
    unit: 'ratio',
    definition: 'Square of the correlation: the share of the variance that the benchmark explains.',
    value: (a) => held(a, (b) => also(correlation(b), (r) => r * r)),
  },
  {
    id: 'trackingError',
    label: 'Tracking error',
    unit: 'fraction',
    definition: 'Sample standard deviation of (daily return - benchmark return) × sqrt(days per year).',
    value: (a) => held(a, (b) => trackingError(b, a.periodsPerYear)),
  },
  {
    id: 'informationRatio',
    label: 'Information ratio',
    unit: 'ratio',
    definition: 'Mean / sample standard deviation of (daily return - benchmark return) × sqrt(days per year).',
    source: 'Goodwin 1998',
    value: (a) => held(a, (b) => informationRatio(b, a.periodsPerYear)),
  },
  {
    id: 'treynor',
    label: 'Treynor ratio',
    unit: 'ratio',
    definition: '(CAGR - risk-free rate) / beta.',
    source: 'Treynor 1965',
    value: (a) => held(a, (b) => also(beta(b), (slope) => also(cagr(a), (growth) => perBeta(growth - a.riskFree, slope)))),
  },
  {
    id: 'captureUp',
    label: 'Up capture',
    unit: 'ratio',
    definition: 'Mean return on the days on which the benchmark rose / mean return of the benchmark on them.',
    value: (a) => held(a, (b) => capture(b, 1)),
  },
  {
    id: 'captureDown',
    label: 'Down capture',
    unit: 'ratio',
    definition: 'Mean return on the days on which the benchmark fell / mean return of the benchmark on them.',
    value: (a) => held(a, (b) => capture(b, -1)),
  },
  {
    id: 'captureRatio',
    label: 'Capture ratio',
    unit: 'ratio',
    definition: 'Up capture / down capture.',
    value: (a) => held(a, (b) => also(capture(b, -1), (down) => also(capture(b, 1), (up) => perDown(up, down)))),
  },
  {
    id: 'battingAverage',
    label: 'Batting average',
    unit: 'fraction',
    definition: 'Calendar months with a return above that of the benchmark / all months in common.',
    value: (a) => held(a, battingAverage),
  },
]

function held(a: AccountFacts, figure: (benchmark: BenchmarkFacts) => Figure): Figure {
  if (a.benchmark === null) return 'the run has no benchmark'
  if (a.noReturns !== null) return a.noReturns
  return also(figure(a.benchmark), finite)
}

function excessOf({ account, held: other }: BenchmarkFacts, rate: number): PairedReturns {
  return { account: account.map((r) => r - rate), held: other.map((r) => r - rate) }
}

function perBeta(excess: number, slope: number): Figure {
  return slope === 0 ? 'beta is 0' : finite(excess / slope)
}

function perDown(up: number, down: number): Figure {
  return down === 0 ? 'the down capture is 0' : up / down
}

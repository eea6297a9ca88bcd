/** Costs, and the comparison with buying and holding. */
import { finite, type Figure } from '../statistics/figure.ts'
import { alpha, beta, informationRatio } from '../statistics/benchmark-figures.ts'
import type { AccountDefinition, AccountFacts, BenchmarkFacts } from './definition.ts'

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

export const benchmarkDefinitions: readonly AccountDefinition[] = [
  {
    id: 'benchmarkReturn',
    label: 'Buy and hold return',
    unit: 'fraction',
    signed: true,
    definition: 'Last close / open of the first tradable bar - 1, entry costs taken off.',
    value: (a) => held(a, (b) => b.totalReturn),
  },
  {
    id: 'benchmarkCagr',
    label: 'Buy and hold CAGR',
    unit: 'fraction',
    signed: true,
    definition: 'CAGR of buying and holding.',
    value: (a) => held(a, (b) => b.cagr),
  },
  {
    id: 'benchmarkVolatility',
    label: 'Buy and hold volatility',
    unit: 'fraction',
    definition: 'Annual volatility of buying and holding.',
    value: (a) => held(a, (b) => b.volatility),
  },
  {
    id: 'benchmarkSharpe',
    label: 'Buy and hold Sharpe',
    unit: 'ratio',
    definition: 'Sharpe ratio of buying and holding.',
    value: (a) => held(a, (b) => b.sharpe),
  },
  {
    id: 'benchmarkDrawdown',
    label: 'Buy and hold drawdown',
    unit: 'fraction',
    definition: 'Max. drawdown of buying and holding, daily closes.',
    value: (a) => held(a, (b) => b.maxDrawdown),
  },
  {
    id: 'beta',
    label: 'Beta',
    unit: 'ratio',
    definition: 'Covariance of daily returns with the benchmark / variance of the benchmark.',
    value: (a) => held(a, (b) => a.noReturns ?? beta(b)),
  },
  {
    id: 'alpha',
    label: 'Alpha, annual',
    unit: 'fraction',
    signed: true,
    definition: '(1 + mean of (daily return - beta × benchmark return))^(days per year) - 1.',
    source: 'Jensen 1968',
    value: (a) => held(a, (b) => a.noReturns ?? alpha(b, a.periodsPerYear)),
  },
  {
    id: 'informationRatio',
    label: 'Information ratio',
    unit: 'ratio',
    definition: 'Mean / sample standard deviation of (daily return - benchmark return) × sqrt(days per year).',
    value: (a) => held(a, (b) => a.noReturns ?? informationRatio(b, a.periodsPerYear)),
  },
]

function held(a: AccountFacts, figure: (benchmark: BenchmarkFacts) => Figure): Figure {
  if (a.benchmark === null) return 'the run has no benchmark'
  const value = figure(a.benchmark)
  return typeof value === 'number' ? finite(value) : value
}

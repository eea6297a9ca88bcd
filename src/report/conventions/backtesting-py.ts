/** backtesting.py, by its labels: per cent where a label says so. Annual figures are geometric, ratios divide annual ones. */
import { also, finite, type Figure } from '../statistics/figure.ts'
import { covariance, mean, variance } from '../statistics/moments.ts'
import * as own from '../statistics/returns.ts'
import { FEW, ROUNDING, STILL } from '../statistics/sample.ts'
import type { AccountFacts } from '../definitions/definition.ts'
import { bars, percent } from './backtesting-py/scale.ts'
import { tradeFigures } from './backtesting-py/trade-figures.ts'
import { onReturns, type Convention, type ConventionDefinition, type ConventionFacts } from './convention.ts'

const NO_DRAWDOWN = 'there was no drawdown'

const account: readonly ConventionDefinition[] = [
  {
    id: 'duration',
    label: 'Duration',
    unit: 'ms',
    definition: 'First to last bar.',
    differs: 'The same as our years; without the bars of the warm-up here.',
    value: ({ account: a }) => a.years * own.YEAR_MS,
  },
  {
    id: 'exposure_time',
    label: 'Exposure Time [%]',
    unit: 'percent',
    definition: 'Share of bars with a position.',
    differs: 'There the bar of an exit counts too; here bars count by their close.',
    value: ({ account: a }) => (a.marks === 0 ? 'the run has no marks' : (a.exposedMarks / a.marks) * 100),
  },
  {
    id: 'equity_final',
    label: 'Equity Final [$]',
    unit: 'money',
    definition: 'Equity at the last close.',
    differs: 'The same as ours.',
    value: ({ account: a }) => a.closing,
  },
  {
    id: 'equity_peak',
    label: 'Equity Peak [$]',
    unit: 'money',
    definition: 'Highest equity at a close.',
    differs: 'We have none.',
    value: ({ account: a }) => a.drawdowns.peak,
  },
  {
    id: 'commissions',
    label: 'Commissions [$]',
    unit: 'money',
    definition: 'Sum of commissions.',
    differs: 'The same as our fees.',
    value: ({ account: a }) => a.fees,
  },
  {
    id: 'return',
    label: 'Return [%]',
    unit: 'percent',
    definition: 'Last / first equity - 1.',
    differs: 'The same as ours.',
    value: ({ account: a }) => percent(own.totalReturn(a)),
  },
  {
    id: 'buy_and_hold_return',
    label: 'Buy & Hold Return [%]',
    unit: 'percent',
    definition: 'Last / first close after the warm-up - 1, without costs.',
    differs: 'The figure here pays the costs of the run and buys at an open.',
    value: held((a) => percent(own.totalReturn(a))),
  },
  {
    id: 'return_annual',
    label: 'Return (Ann.) [%]',
    unit: 'percent',
    definition: '(Geometric mean of 1 + daily return)^A - 1; A is 365 if weekends have bars, else 252.',
    differs: 'A year is A returns; our CAGR is by time.',
    value: onReturns((r, a) => percent(annual(r, yearOf(a)))),
  },
  {
    id: 'volatility_annual',
    label: 'Volatility (Ann.) [%]',
    unit: 'percent',
    definition: 'sqrt((variance + (1 + g)^2)^A - (1 + g)^(2A)), g the geometric mean of daily returns.',
    differs: 'Compounds; ours is deviation × sqrt(A).',
    value: onReturns((r, a) => percent(volatility(r, yearOf(a)))),
  },
  {
    id: 'cagr',
    label: 'CAGR [%]',
    unit: 'percent',
    definition: '(Last / first equity)^(1 / years) - 1, 365.25 days a year.',
    differs: 'The same as ours.',
    value: ({ account: a }) => percent(own.cagr(a)),
  },
  {
    id: 'sharpe_ratio',
    label: 'Sharpe Ratio',
    unit: 'ratio',
    definition: '(Annual return - risk-free rate) / annual volatility.',
    differs: 'Divides compounded figures; ours is arithmetic.',
    value: onReturns((r, a) =>
      also(annual(r, yearOf(a)), (growth) =>
        also(volatility(r, yearOf(a)), (spread) => (spread <= ROUNDING ? STILL : (growth - a.riskFree) / spread)),
      ),
    ),
  },
  {
    id: 'sortino_ratio',
    label: 'Sortino Ratio',
    unit: 'ratio',
    definition: '(Annual return - risk-free rate) / (root mean square of min(0, daily return) × sqrt(A)).',
    differs: 'Has the geometric annual return on top; ours the arithmetic one.',
    value: onReturns((r, a) =>
      also(annual(r, yearOf(a)), (growth) =>
        also(own.downsideDeviation(r, yearOf(a)), (risk) =>
          risk <= ROUNDING ? 'no daily return is negative' : (growth - a.riskFree) / risk,
        ),
      ),
    ),
  },
  {
    id: 'calmar_ratio',
    label: 'Calmar Ratio',
    unit: 'ratio',
    definition: 'Annual return / |max. drawdown|.',
    differs: 'A year is A returns; ours is by time.',
    value: onReturns((r, a) => also(annual(r, yearOf(a)), (growth) => also(deepest(a), (depth) => finite(growth / depth)))),
  },
  {
    id: 'alpha',
    label: 'Alpha [%]',
    unit: 'percent',
    definition: '(Return - risk-free rate) - beta × (buy and hold return - risk-free rate), of the whole run.',
    differs: 'Of the whole run; ours is of a year.',
    value: (f) =>
      also(beta(f.account), (slope) =>
        also(own.totalReturn(f.account), (total) =>
          held((other, a) => also(own.totalReturn(other), (bought) => percent(total - a.riskFree - slope * (bought - a.riskFree))))(f),
        ),
      ),
  },
  {
    id: 'beta',
    label: 'Beta',
    unit: 'ratio',
    definition: 'Covariance of log returns with the benchmark / variance of the benchmark.',
    differs: 'Of log returns, there of bars and here of days; ours are simple.',
    value: ({ account: a }) => beta(a),
  },
]

const drawdowns: readonly ConventionDefinition[] = [
  {
    id: 'max_drawdown',
    label: 'Max. Drawdown [%]',
    unit: 'percent',
    definition: 'Lowest of equity at bar closes / its peak - 1: below 0.',
    differs: 'Below 0; ours is above.',
    value: ({ account: a }) => also(deepest(a), (depth) => -depth * 100),
  },
  {
    id: 'average_drawdown',
    label: 'Avg. Drawdown [%]',
    unit: 'percent',
    definition: 'Mean of the lowest points of all drawdowns of bar closes: below 0.',
    differs: 'Of bar closes; ours is of days.',
    value: ({ account: { drawdowns: d } }) => (d.episodes === 0 ? NO_DRAWDOWN : (-d.depthSum / d.episodes) * 100),
  },
  {
    id: 'max_drawdown_duration',
    label: 'Max. Drawdown Duration',
    unit: 'ms',
    definition: 'Longest time from a peak to its recovery or the last bar, rounded up to bars.',
    differs: 'The same as ours.',
    value: ({ account: { drawdowns: d }, barMs }) => (d.longest === null ? NO_DRAWDOWN : bars(d.longest.end - d.longest.start, barMs)),
  },
  {
    id: 'average_drawdown_duration',
    label: 'Avg. Drawdown Duration',
    unit: 'ms',
    definition: 'Mean time from a peak to its recovery or the last bar, rounded up to bars.',
    differs: 'Rounded up to bars.',
    value: ({ account: { drawdowns: d }, barMs }) => (d.episodes === 0 ? NO_DRAWDOWN : bars(d.lastedMsSum / d.episodes, barMs)),
  },
]

export const backtestingPy: Convention = { name: 'backtesting.py', definitions: [...account, ...drawdowns, ...tradeFigures] }

/** 365 where weekends have at least three fifths of the days that they would have in a market without any, else 252. */
function yearOf({ day }: AccountFacts): number {
  // 1970-01-01 was a Thursday: Saturdays and Sundays are 2 and 3 days after it.
  const weekend = day.filter((d) => (((d + 4) % 7) + 7) % 7 === 0 || (((d + 4) % 7) + 7) % 7 === 6).length
  return weekend / day.length > (2 / 7) * 0.6 ? 365 : 252
}

function annual(returns: Float64Array, perYear: number): Figure {
  return returns.length === 0 ? FEW : finite(growthOf(returns) ** perYear - 1)
}

function volatility(returns: Float64Array, perYear: number): Figure {
  if (returns.length < 2) return FEW
  const growth = growthOf(returns)
  return finite(Math.sqrt((variance(returns) + growth ** 2) ** perYear - growth ** (2 * perYear)))
}

/** Geometric mean of 1 + r. */
function growthOf(returns: Float64Array): number {
  return Math.exp(mean(returns.map(Math.log1p)))
}

function deepest({ drawdowns: { deepest: list } }: AccountFacts): Figure {
  return list[0] === undefined ? NO_DRAWDOWN : list[0].depth
}

function beta({ benchmark, noReturns }: AccountFacts): Figure {
  if (benchmark === null) return 'the run has no benchmark'
  if (noReturns !== null) return noReturns
  if (benchmark.held.length < 2) return FEW
  const market = benchmark.held.map(Math.log1p)
  const spread = variance(market)
  return spread === 0 ? 'the benchmark does not move' : covariance(benchmark.account.map(Math.log1p), market) / spread
}

function held(figure: (holding: AccountFacts, a: AccountFacts) => Figure): (f: ConventionFacts) => Figure {
  return ({ account: a }) => (a.benchmark === null ? 'the run has no benchmark' : figure(a.benchmark.facts, a))
}

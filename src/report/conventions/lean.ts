/**
 * LEAN's statistics from what any run has, unrounded. A run with LEAN's own preset on a LEAN folder has all of them exactly,
 * by `LeanStatisticsTap`: it samples at New York's midnights, as LEAN does.
 */
import type { AccountFacts } from '../definitions/definition.ts'
import { leanOfBoth, leanOfReturns, type OfBoth, type OfReturns } from '../lean/lean-returns.ts'
import type { RoundTrips } from '../round-trips.ts'
import { finite, type Figure } from '../statistics/figure.ts'
import { deviation } from '../statistics/moments.ts'
import { FEW, ROUNDING, STILL, tooFewForMoments } from '../statistics/sample.ts'
import { onPair, onReturns, type Convention, type ConventionDefinition } from './convention.ts'

const SAMPLES = 'LEAN samples at midnight in New York and leaves out its first two samples; here all days of the run count.'
const TRIPS = 'Of our round trips; LEAN counts every fill that closes, and no profit as a loss.'
const DAYS = 252

const account: readonly ConventionDefinition[] = [
  {
    id: 'compoundingAnnualReturn',
    label: 'Compounding Annual Return',
    unit: 'fraction',
    definition: '(Last / first equity)^(365 / days) - 1.',
    differs: 'A year has 365 days; ours has 365.25.',
    value: ({ account: a }) => annualReturn(a),
  },
  {
    id: 'drawdown',
    label: 'Drawdown',
    unit: 'fraction',
    definition: 'Deepest fall of equity from its peak.',
    differs: 'LEAN samples equity at most 4,000 times and rounds to a tenth of a per cent.',
    value: ({ account: a }) => (a.marks === 0 ? 'the run has no marks' : (a.drawdowns.deepest[0]?.depth ?? 0)),
  },
  {
    id: 'netProfit',
    label: 'Net Profit',
    unit: 'fraction',
    definition: 'Last / first equity - 1.',
    differs: 'The same as our total return.',
    value: ({ account: a }) => (a.opening > 0 ? finite(a.closing / a.opening - 1) : 'the opening equity is not positive'),
  },
  {
    id: 'startEquity',
    label: 'Start Equity',
    unit: 'money',
    definition: 'Opening cash.',
    differs: 'The same as ours.',
    value: (f) => f.account.opening,
  },
  {
    id: 'endEquity',
    label: 'End Equity',
    unit: 'money',
    definition: 'Equity at the end.',
    differs: 'The same as ours.',
    value: (f) => f.account.closing,
  },
  {
    id: 'totalFees',
    label: 'Total Fees',
    unit: 'money',
    definition: 'Sum of fees.',
    differs: 'The same as ours.',
    value: (f) => f.account.fees,
  },
  {
    id: 'drawdownRecovery',
    label: 'Drawdown Recovery',
    unit: 'count',
    definition: 'Whole days of the longest way back to a peak.',
    differs: 'One that still goes on is not counted; ours counts to the end.',
    value: ({ account: a }) => recoveryDays(a),
  },
]

const ofReturns: readonly ConventionDefinition[] = [
  returnFigure('sharpeRatio', 'Sharpe Ratio', '((1 + mean daily return)^252 - 1 - risk-free rate) / annual standard deviation.', 'ratio'),
  returnFigure('sortinoRatio', 'Sortino Ratio', 'The same / sample standard deviation of the negative returns × sqrt(252).', 'ratio', (r) =>
    r.filter((x) => x < 0).length < 2 ? 'there are fewer than two negative daily returns' : null,
  ),
  returnFigure(
    'probabilisticSharpeRatio',
    'Probabilistic Sharpe Ratio',
    'Chance that the true Sharpe ratio is above 1 a year; excess kurtosis stands where the paper has the raw one.',
    'fraction',
    tooFewForMoments,
  ),
  returnFigure('annualStandardDeviation', 'Annual Standard Deviation', 'Sample standard deviation of daily returns × sqrt(252).', 'ratio'),
  returnFigure('annualVariance', 'Annual Variance', 'Sample variance of daily returns × 252.', 'ratio'),
  returnFigure(
    'valueAtRisk95',
    'Value at Risk 95',
    '5 % quantile of a normal distribution with the mean and deviation of the last 252 days.',
    'fraction',
  ),
  returnFigure('valueAtRisk99', 'Value at Risk 99', '1 % quantile of the same.', 'fraction'),
]

const ofBoth: readonly ConventionDefinition[] = [
  pairFigure('alpha', 'Alpha', 'Annual return - (risk-free rate + beta × (annual return of the benchmark - risk-free rate)).'),
  pairFigure('beta', 'Beta', 'Covariance of daily returns with the benchmark / variance of the benchmark.'),
  pairFigure('informationRatio', 'Information Ratio', 'Difference of the annual returns / tracking error.'),
  pairFigure('trackingError', 'Tracking Error', 'Sample standard deviation of the daily differences × sqrt(252).'),
  pairFigure('treynorRatio', 'Treynor Ratio', '(Annual return - risk-free rate) / beta.'),
]

const trades: readonly ConventionDefinition[] = [
  {
    id: 'winRate',
    label: 'Win Rate',
    unit: 'fraction',
    definition: 'Profits / all.',
    differs: TRIPS,
    value: ({ trips: t }) => some(t, () => t.wins / t.count),
  },
  {
    id: 'lossRate',
    label: 'Loss Rate',
    unit: 'fraction',
    definition: 'Losses and nothings / all.',
    differs: TRIPS,
    value: ({ trips: t }) => some(t, () => 1 - t.wins / t.count),
  },
  {
    id: 'profitLossRatio',
    label: 'Profit-Loss Ratio',
    unit: 'ratio',
    definition: 'Mean profit / |mean loss|.',
    differs: `${TRIPS} In money here, as shares of capital there.`,
    value: ({ trips: t }) => some(t, () => payoff(t)),
  },
  {
    id: 'expectancy',
    label: 'Expectancy',
    unit: 'ratio',
    definition: 'Win rate × profit-loss ratio - loss rate.',
    differs: 'A ratio; ours is money.',
    value: ({ trips: t }) =>
      some(t, () => {
        const ratio = payoff(t)
        return typeof ratio === 'string' ? ratio : (t.wins / t.count) * ratio - (1 - t.wins / t.count)
      }),
  },
]

export const lean: Convention = { name: 'lean', definitions: [...account, ...ofReturns, ...ofBoth, ...trades] }

function returnFigure(
  id: keyof OfReturns,
  label: string,
  definition: string,
  unit: 'ratio' | 'fraction',
  missing: (returns: Float64Array) => string | null = () => null,
): ConventionDefinition {
  const value = onReturns((r, a) => unmoved(r) ?? missing(r) ?? finite(leanOfReturns(r, DAYS, a.riskFree)[id]))
  return { id, label, unit, definition, differs: SAMPLES, value }
}

function pairFigure(id: keyof OfBoth, label: string, definition: string): ConventionDefinition {
  const value = onPair((own, held, a) => unmoved(held) ?? finite(leanOfBoth(own, held, DAYS, a.riskFree)[id]))
  return { id, label, unit: 'ratio', definition, differs: SAMPLES, value }
}

function unmoved(returns: Float64Array): string | null {
  if (returns.length < 2) return FEW
  return deviation(returns) <= ROUNDING ? STILL : null
}

function annualReturn({ opening, closing, day }: AccountFacts): Figure {
  const span = day.length === 0 ? 0 : day[day.length - 1]! - day[0]! + 1
  if (span === 0) return 'the run has no marks'
  return opening > 0 && closing > 0 ? finite((closing / opening) ** (365 / span) - 1) : 'equity is not positive at both ends'
}

function recoveryDays({ day, equity, opening }: AccountFacts): Figure {
  if (day.length === 0) return 'the run has no marks'
  let [peak, peakDay, under, longest] = [opening, day[0]! - 1, false, 0]
  for (let i = 0; i < day.length; i++) {
    if (equity[i]! < peak) {
      under = true
      continue
    }
    if (under) longest = Math.max(longest, day[i]! - peakDay)
    ;[peak, peakDay, under] = [equity[i]!, day[i]!, false]
  }
  return longest
}

function some({ count }: RoundTrips, figure: () => Figure): Figure {
  return count === 0 ? 'there is no closed round trip' : figure()
}

/** A profit of nothing is a loss there. */
function payoff({ count, wins, won, lost }: RoundTrips): Figure {
  if (wins === 0) return 'no round trip won'
  return lost === 0 ? 'no round trip lost' : finite(won / wins / (-lost / (count - wins)))
}

/** quantstats, as its report labels its figures. It looks at days alone: a win is a day that gained, exposure is a day with a return. */
import { also } from '../statistics/figure.ts'
import { onPair, onReturns, type Convention, type ConventionDefinition } from './convention.ts'
import { dayFigures } from './quantstats/day-figures.ts'
import * as days from './quantstats/days.ts'
import { drawdownFigures } from './quantstats/drawdown-figures.ts'
import { growthFigures } from './quantstats/growth-figures.ts'
import * as ratios from './quantstats/ratios.ts'

const tails: readonly ConventionDefinition[] = [
  {
    id: 'value_at_risk',
    label: 'Daily Value-at-Risk',
    unit: 'fraction',
    definition: '5 % quantile of a normal distribution with the mean and deviation of daily returns.',
    differs: 'Normal and below 0; ours is the quantile of the returns themselves, above 0.',
    value: onReturns(ratios.normalValueAtRisk),
  },
  {
    id: 'conditional_value_at_risk',
    label: 'Expected Shortfall (cVaR)',
    unit: 'fraction',
    definition: 'Mean of the daily returns below the normal value at risk, or that itself where none is.',
    differs: 'Below the normal quantile; ours is below that of the returns.',
    value: onReturns(ratios.shortfall),
  },
  {
    id: 'tail_ratio',
    label: 'Tail Ratio',
    unit: 'ratio',
    definition: '|95 % quantile / 5 % quantile| of daily returns.',
    differs: 'The same as ours.',
    value: onReturns(ratios.tailRatio),
  },
  {
    id: 'common_sense_ratio',
    label: 'Common Sense Ratio',
    unit: 'ratio',
    definition: 'Profit factor of days × tail ratio.',
    differs: 'We have none.',
    value: onReturns((r) => also(days.profitFactor(r), (factor) => also(ratios.tailRatio(r), (tail) => factor * tail))),
  },
]

const ofBoth: readonly ConventionDefinition[] = [
  {
    id: 'r_squared',
    label: 'R^2',
    unit: 'ratio',
    definition: 'Square of the correlation of daily returns with the benchmark.',
    differs: 'The same as ours.',
    value: onPair(ratios.rSquared),
  },
  {
    id: 'information_ratio',
    label: 'Information Ratio',
    unit: 'ratio',
    definition: 'Mean / sample standard deviation of (daily return - benchmark return).',
    differs: 'Of one day; ours is of a year.',
    value: onPair(ratios.informationRatio),
  },
  {
    id: 'beta',
    label: 'Beta',
    unit: 'ratio',
    definition: 'Covariance of daily returns with the benchmark / variance of the benchmark.',
    differs: 'The same as ours.',
    value: onPair(ratios.slope),
  },
  {
    id: 'alpha',
    label: 'Alpha',
    unit: 'fraction',
    definition: '(Mean daily return - beta × mean return of the benchmark) × 252.',
    differs: 'Not compounded, and no risk-free rate.',
    value: onPair(ratios.intercept),
  },
  {
    id: 'treynor_ratio',
    label: 'Treynor Ratio',
    unit: 'ratio',
    definition: '(Cumulative return - risk-free rate) / beta.',
    differs: 'Takes the return of the whole run; ours that of a year.',
    value: onPair((own, held, a) => ratios.treynor(own, held, a.riskFree)),
  },
]

export const quantstats: Convention = {
  name: 'quantstats',
  definitions: [...growthFigures, ...drawdownFigures, ...tails, ...dayFigures, ...ofBoth],
}

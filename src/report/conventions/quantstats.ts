/** quantstats, as its report labels its figures. It looks at days alone: a win is a day that gained, exposure is a day with a return. */
import { dailyRate } from '../definitions/definition.ts'
import { also } from '../statistics/figure.ts'
import { onPair, onReturns, type Convention, type ConventionDefinition } from './convention.ts'
import * as days from './quantstats/days.ts'
import * as falls from './quantstats/falls.ts'
import * as ratios from './quantstats/ratios.ts'

const SAME = 'The same as ours, if the market has 252 days a year.'
const DAYS_NOT_TRIPS = 'Of days; ours is of round trips.'
const NOT_OURS = 'We have none.'

const growth: readonly ConventionDefinition[] = [
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

const drawdowns: readonly ConventionDefinition[] = [
  {
    id: 'max_drawdown',
    label: 'Max Drawdown',
    unit: 'fraction',
    definition: 'Lowest of daily equity / its peak - 1: 0 or below.',
    differs: 'Of daily closes and below 0; ours is of bar closes and above.',
    value: onReturns(falls.maximumDrawdown),
  },
  {
    id: 'longest_drawdown_days',
    label: 'Longest DD Days',
    unit: 'count',
    definition: 'Days from the first to the last day under water, both counted.',
    differs: 'Ours is from the peak to the recovery.',
    value: ({ account }) => account.noReturns ?? falls.longestDays(account),
  },
  {
    id: 'average_drawdown',
    label: 'Avg. Drawdown',
    unit: 'fraction',
    definition: 'Mean of the lowest points of all drawdowns: below 0.',
    differs: 'Ours is above 0.',
    value: onReturns(falls.averageDrawdown),
  },
  {
    id: 'average_drawdown_days',
    label: 'Avg. Drawdown Days',
    unit: 'bars',
    definition: 'Mean days from the first to the last day under water, both counted.',
    differs: 'Ours is from the peak to the recovery.',
    value: ({ account }) => account.noReturns ?? falls.averageDays(account),
  },
  {
    id: 'recovery_factor',
    label: 'Recovery Factor',
    unit: 'ratio',
    definition: '|Sum of daily returns - risk-free rate| / |max drawdown|.',
    differs: 'Sums returns; ours is net profit / drawdown in money.',
    value: onReturns((r, a) => falls.perDrawdown(r, Math.abs(days.sumOf(r) - a.riskFree))),
  },
  {
    id: 'ulcer_index',
    label: 'Ulcer Index',
    unit: 'fraction',
    definition: 'sqrt(sum of squared drawdowns / (days - 1)).',
    differs: 'Ours divides by days.',
    value: onReturns(falls.ulcerIndex),
  },
  {
    id: 'upi',
    label: 'Ulcer Performance Index',
    unit: 'ratio',
    definition: '(Cumulative return - risk-free rate) / ulcer index.',
    differs: 'Takes the return of the whole run; ours that of a year.',
    value: onReturns((r, a) => also(ratios.compounded(r), (total) => falls.perUlcer(r, total - a.riskFree))),
  },
  {
    id: 'serenity',
    label: 'Serenity Index',
    unit: 'ratio',
    definition:
      '(Sum of daily returns - risk-free rate) / (ulcer index × pitfall); pitfall = -mean of the drawdowns below their normal 5 % quantile / standard deviation of returns.',
    differs: NOT_OURS,
    value: onReturns((r, a) => falls.serenity(r, a.riskFree)),
  },
]

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
    definition: 'Mean of the daily returns below the normal value at risk.',
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
    differs: NOT_OURS,
    value: onReturns((r) => also(days.profitFactor(r), (factor) => also(ratios.tailRatio(r), (tail) => factor * tail))),
  },
]

const ofDays: readonly ConventionDefinition[] = [
  {
    id: 'exposure',
    label: 'Time in Market',
    unit: 'fraction',
    definition: 'Days with a return other than 0 / all days, rounded up to a whole per cent.',
    differs: 'Ours is the share of bars with a position.',
    value: onReturns(days.exposure),
  },
  {
    id: 'win_rate',
    label: 'Win Days',
    unit: 'fraction',
    definition: 'Days with a return above 0 / days with a return other than 0.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns(days.winRate),
  },
  {
    id: 'avg_win',
    label: 'Avg. Up Day',
    unit: 'fraction',
    definition: 'Mean of the returns above 0.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns((r) => days.averageOf(r, 1)),
  },
  {
    id: 'avg_loss',
    label: 'Avg. Down Day',
    unit: 'fraction',
    definition: 'Mean of the returns below 0.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns((r) => days.averageOf(r, -1)),
  },
  {
    id: 'avg_return',
    label: 'Avg. Return',
    unit: 'fraction',
    definition: 'Mean of the returns other than 0.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns((r) => days.averageOf(r, 0)),
  },
  {
    id: 'payoff_ratio',
    label: 'Payoff Ratio',
    unit: 'ratio',
    definition: 'Mean return of days up / |mean return of days down|.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns(days.payoff),
  },
  {
    id: 'profit_factor',
    label: 'Profit Factor',
    unit: 'ratio',
    definition: 'Sum of returns of days up / |sum of returns of days down|.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns(days.profitFactor),
  },
  {
    id: 'cpc_index',
    label: 'CPC Index',
    unit: 'ratio',
    definition: 'Profit factor × win rate × payoff ratio, of days.',
    differs: NOT_OURS,
    value: onReturns(days.cpcIndex),
  },
  {
    id: 'gain_to_pain_ratio',
    label: 'Gain/Pain Ratio',
    unit: 'ratio',
    definition: 'Sum of daily returns / |sum of negative daily returns|.',
    differs: 'The same as ours.',
    value: onReturns((r) => also(days.profitFactor(r), (factor) => factor - 1)),
  },
  {
    id: 'kelly_criterion',
    label: 'Kelly Criterion',
    unit: 'fraction',
    definition: 'W - (1 - W) / payoff ratio with W the win rate, of days.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns(days.kelly),
  },
  {
    id: 'risk_of_ruin',
    label: 'Risk of Ruin',
    unit: 'fraction',
    definition: '((1 - W) / (1 + W))^days with W the win rate of days.',
    differs: NOT_OURS,
    value: onReturns((r) => also(days.winRate(r), (w) => ((1 - w) / (1 + w)) ** r.length)),
  },
  {
    id: 'consecutive_wins',
    label: 'Max Consecutive Wins',
    unit: 'count',
    definition: 'Most days up in a row.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns((r) => days.streak(r, 1)),
  },
  {
    id: 'consecutive_losses',
    label: 'Max Consecutive Losses',
    unit: 'count',
    definition: 'Most days down in a row.',
    differs: DAYS_NOT_TRIPS,
    value: onReturns((r) => days.streak(r, -1)),
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

export const quantstats: Convention = { name: 'quantstats', definitions: [...growth, ...drawdowns, ...tails, ...ofDays, ...ofBoth] }

/** Returns less the risk-free rate of a day, 252 to a year. */
function excess(returns: Float64Array, { riskFree }: { readonly riskFree: number }): Float64Array {
  const rate = dailyRate({ riskFree, periodsPerYear: ratios.DAYS })
  return returns.map((r) => r - rate)
}

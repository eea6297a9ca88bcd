/** Drawdowns, and what was earned for them. */
import { also } from '../../statistics/figure.ts'
import { onReturns, type ConventionDefinition } from '../convention.ts'
import * as days from './days.ts'
import * as falls from './falls.ts'
import * as ratios from './ratios.ts'

const NOT_OURS = 'We have none.'

export const drawdownFigures: readonly ConventionDefinition[] = [
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

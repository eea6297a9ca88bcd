/** Days as if each were a round trip. */
import { also } from '../../statistics/figure.ts'
import { onReturns, type ConventionDefinition } from '../convention.ts'
import * as days from './days.ts'

const DAYS_NOT_TRIPS = 'Of days; ours is of round trips.'
const NOT_OURS = 'We have none.'

export const dayFigures: readonly ConventionDefinition[] = [
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

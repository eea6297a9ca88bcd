/** Trades. */
import type { RoundTrips } from '../../round-trips.ts'
import { also, finite, type Figure } from '../../statistics/figure.ts'
import * as trips from '../../statistics/round-trip-figures.ts'
import type { ConventionDefinition } from '../convention.ts'
import { bars, percent } from './scale.ts'

const TRIPS = 'Of our round trips, flat to flat; there every entry is a trade of its own.'

export const tradeFigures: readonly ConventionDefinition[] = [
  { id: 'trades', label: '# Trades', unit: 'count', definition: 'Closed trades.', differs: TRIPS, value: ({ trips: t }) => t.count },
  {
    id: 'win_rate',
    label: 'Win Rate [%]',
    unit: 'percent',
    definition: 'Trades with a profit / all trades.',
    differs: TRIPS,
    value: ({ trips: t }) => percent(trips.winRate(t)),
  },
  {
    id: 'best_trade',
    label: 'Best Trade [%]',
    unit: 'percent',
    definition: 'Largest return on the entry price.',
    differs: TRIPS,
    value: ({ trips: t }) => percent(trips.best(t.returns)),
  },
  {
    id: 'worst_trade',
    label: 'Worst Trade [%]',
    unit: 'percent',
    definition: 'Smallest return on the entry price.',
    differs: TRIPS,
    value: ({ trips: t }) => percent(trips.worst(t.returns)),
  },
  {
    id: 'average_trade',
    label: 'Avg. Trade [%]',
    unit: 'percent',
    definition: 'Geometric mean of the returns of trades.',
    differs: TRIPS,
    value: ({ trips: t }) => percent(trips.geometricReturn(t)),
  },
  {
    id: 'max_trade_duration',
    label: 'Max. Trade Duration',
    unit: 'ms',
    definition: 'Longest time from entry to exit, rounded up to bars.',
    differs: TRIPS,
    value: ({ trips: t, barMs }) => also(trips.best(t.lastedMs), (ms) => bars(ms, barMs)),
  },
  {
    id: 'average_trade_duration',
    label: 'Avg. Trade Duration',
    unit: 'ms',
    definition: 'Mean time from entry to exit, rounded up to bars.',
    differs: TRIPS,
    value: ({ trips: t, barMs }) => also(trips.average(t.lastedMs), (ms) => bars(ms, barMs)),
  },
  {
    id: 'profit_factor',
    label: 'Profit Factor',
    unit: 'ratio',
    definition: 'Sum of returns of winners / |sum of returns of losers|.',
    differs: 'Of returns; ours is of money.',
    value: ({ trips: t }) => profitFactor(t),
  },
  {
    id: 'expectancy',
    label: 'Expectancy [%]',
    unit: 'percent',
    definition: 'Arithmetic mean of the returns of trades.',
    differs: 'A return; ours is money.',
    value: ({ trips: t }) => percent(trips.averageReturn(t)),
  },
  {
    id: 'sqn',
    label: 'SQN',
    unit: 'ratio',
    definition: 'sqrt(trades) × mean / sample standard deviation of profits.',
    differs: TRIPS,
    value: ({ trips: t }) => trips.systemQuality(t, Infinity),
  },
  {
    id: 'kelly_criterion',
    label: 'Kelly Criterion',
    unit: 'ratio',
    definition: 'W - (1 - W) / (mean profit of winners / |mean loss of losers|).',
    differs: TRIPS,
    value: ({ trips: t }) => trips.kelly(t),
  },
]

function profitFactor({ count, returns }: RoundTrips): Figure {
  if (count === 0) return 'there is no closed round trip'
  let [won, lost] = [0, 0]
  for (const r of returns) {
    if (r > 0) won += r
    else lost -= r
  }
  return lost === 0 ? 'no round trip lost' : finite(won / lost)
}

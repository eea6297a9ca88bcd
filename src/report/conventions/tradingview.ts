/**
 * TradingView's strategy report. Its ratios are of months, are not annualised, and take a risk-free rate of 2 % a year unless
 * told otherwise.
 */
import { also, finite, type Figure } from '../statistics/figure.ts'
import { deviation, mean } from '../statistics/moments.ts'
import { monthlyOf } from '../statistics/monthly-returns.ts'
import * as trips from '../statistics/round-trip-figures.ts'
import { totalReturn } from '../statistics/returns.ts'
import { ROUNDING } from '../statistics/sample.ts'
import type { AccountFacts } from '../definitions/definition.ts'
import type { Convention, ConventionDefinition } from './convention.ts'

/** Used when the run has none. */
const RISK_FREE = 0.02
const MONTHS_MIN = 3
const SAME = 'The same as ours.'

const account: readonly ConventionDefinition[] = [
  {
    id: 'net_profit',
    label: 'Net profit',
    unit: 'money',
    definition: 'Gross profit - gross loss.',
    differs: 'Of closed trades; ours has open positions in it.',
    value: ({ trips: t }) => t.won + t.lost,
  },
  {
    id: 'gross_profit',
    label: 'Gross profit',
    unit: 'money',
    definition: 'Sum of the profits of winners, commission taken off.',
    differs: SAME,
    value: ({ trips: t }) => t.won,
  },
  {
    id: 'gross_loss',
    label: 'Gross loss',
    unit: 'money',
    definition: 'Sum of the losses of losers, above 0.',
    differs: 'Above 0; ours is below.',
    value: ({ trips: t }) => -t.lost,
  },
  {
    id: 'commission_paid',
    label: 'Commission paid',
    unit: 'money',
    definition: 'Sum of commissions.',
    differs: 'The same as our fees.',
    value: ({ account: a }) => a.fees,
  },
  {
    id: 'max_equity_drawdown',
    label: 'Max equity drawdown',
    unit: 'money',
    definition: 'Largest fall of equity from its peak.',
    differs: 'There within bars, at their worst price; here of bar closes.',
    value: ({ account: a }) => (a.marks === 0 ? 'the run has no marks' : a.drawdowns.moneyMax),
  },
  {
    id: 'buy_and_hold_return',
    label: 'Buy & hold return',
    unit: 'money',
    definition: 'What buying with the opening cash at the first bar and holding would have gained.',
    differs: 'Without costs there; the figure here pays the costs of the run.',
    value: ({ account: { benchmark } }) =>
      benchmark === null ? 'the run has no benchmark' : also(totalReturn(benchmark.facts), (total) => total * benchmark.facts.opening),
  },
  {
    id: 'sharpe_ratio',
    label: 'Sharpe ratio',
    unit: 'ratio',
    definition:
      '(Mean monthly return - risk-free rate of a year / 12) / sample standard deviation of monthly returns; of days for less than three months.',
    differs: 'Of months, not annualised, with a risk-free rate of 2 % unless the run has one.',
    value: ({ account: a }) =>
      ofPeriods(a, (r, rate) => {
        const spread = deviation(r)
        return spread <= ROUNDING ? 'the returns do not vary' : (mean(r) - rate) / spread
      }),
  },
  {
    id: 'sortino_ratio',
    label: 'Sortino ratio',
    unit: 'ratio',
    definition: '(Mean monthly return - risk-free rate of a year / 12) / root mean square of min(0, monthly return - that rate).',
    differs: 'Of months, not annualised, with a risk-free rate of 2 % unless the run has one.',
    value: ({ account: a }) =>
      ofPeriods(a, (r, rate) => {
        const risk = Math.sqrt(mean(r.map((x) => Math.min(0, x - rate) ** 2)))
        return risk <= ROUNDING ? 'no return is below the risk-free rate' : (mean(r) - rate) / risk
      }),
  },
  {
    id: 'profit_factor',
    label: 'Profit factor',
    unit: 'ratio',
    definition: 'Gross profit / gross loss.',
    differs: SAME,
    value: ({ trips: t }) => trips.profitFactor(t),
  },
]

const trades: readonly ConventionDefinition[] = [
  {
    id: 'total_trades',
    label: 'Total closed trades',
    unit: 'count',
    definition: 'Closed trades.',
    differs: 'Round trips here, flat to flat; there every entry is a trade of its own.',
    value: ({ trips: t }) => t.count,
  },
  {
    id: 'percent_profitable',
    label: 'Percent profitable',
    unit: 'fraction',
    definition: 'Winners / closed trades.',
    differs: SAME,
    value: ({ trips: t }) => trips.winRate(t),
  },
  {
    id: 'average_trade',
    label: 'Avg P&L',
    unit: 'money',
    definition: 'Mean profit of a trade.',
    differs: SAME,
    value: ({ trips: t }) => trips.expectancy(t),
  },
  {
    id: 'average_winner',
    label: 'Avg winning trade',
    unit: 'money',
    definition: 'Mean profit of winners.',
    differs: SAME,
    value: ({ trips: t }) => trips.averageOf(t, 1, t.net),
  },
  {
    id: 'average_loser',
    label: 'Avg losing trade',
    unit: 'money',
    definition: 'Mean loss of losers, above 0.',
    differs: 'Above 0; ours is below.',
    value: ({ trips: t }) => also(trips.averageOf(t, -1, t.net), (loss) => -loss),
  },
  {
    id: 'payoff',
    label: 'Ratio avg win / avg loss',
    unit: 'ratio',
    definition: 'Mean profit of winners / mean loss of losers.',
    differs: SAME,
    value: ({ trips: t }) => trips.payoff(t),
  },
  {
    id: 'largest_winner',
    label: 'Largest winning trade',
    unit: 'money',
    definition: 'Largest profit of a trade.',
    differs: SAME,
    value: ({ trips: t }) => (t.count > 0 && t.wins === 0 ? 'no round trip won' : trips.best(t.net)),
  },
  {
    id: 'largest_loser',
    label: 'Largest losing trade',
    unit: 'money',
    definition: 'Largest loss of a trade, above 0.',
    differs: 'Above 0; ours is below.',
    value: ({ trips: t }) => (t.count > 0 && t.losses === 0 ? 'no round trip lost' : also(trips.worst(t.net), (loss) => -loss)),
  },
  {
    id: 'average_bars',
    label: 'Avg # bars in trades',
    unit: 'bars',
    definition: 'Mean bars from entry to exit, both counted.',
    differs: SAME,
    value: ({ trips: t }) => trips.average(t.bars),
  },
]

export const tradingView: Convention = { name: 'tradingview', definitions: [...account, ...trades] }

/** Months, or days where there are fewer than three months, with the risk-free rate of one. */
function ofPeriods(a: AccountFacts, figure: (returns: Float64Array, rate: number) => Figure): Figure {
  if (a.noReturns !== null) return a.noReturns
  const yearly = a.riskFree === 0 ? RISK_FREE : a.riskFree
  const months = monthlyOf(a.day, a.returns)
  const [returns, rate] = months.length >= MONTHS_MIN ? [months, yearly / 12] : [a.returns, yearly / a.periodsPerYear]
  return returns.length < 2 ? 'there are fewer than two returns' : also(figure(returns, rate), finite)
}

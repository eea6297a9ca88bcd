/** Growth, risk and the ratios of the two. */
import { also, finite, type Figure } from '../statistics/figure.ts'
import { cagr, downsideDeviation, gainToPain, omega, sharpe, sortino, stability, totalReturn, volatility } from '../statistics/returns.ts'
import { ofExcess, ofReturns, type AccountDefinition, type AccountFacts } from './definition.ts'
import { robustnessDefinitions } from './robustness.ts'

export const growthDefinitions: readonly AccountDefinition[] = [
  {
    id: 'finalEquity',
    label: 'Final equity',
    unit: 'money',
    definition: 'Cash plus open positions at the last close.',
    value: (a) => a.closing,
  },
  {
    id: 'netProfit',
    label: 'Net profit',
    unit: 'money',
    signed: true,
    definition: 'Final equity - opening cash.',
    value: (a) => a.closing - a.opening,
  },
  {
    id: 'totalReturn',
    label: 'Total return',
    unit: 'fraction',
    signed: true,
    definition: 'Final equity / opening cash - 1.',
    value: (a) => totalReturn(a),
  },
  {
    id: 'cagr',
    label: 'CAGR',
    unit: 'fraction',
    signed: true,
    definition:
      '(Final equity / opening cash)^(1 / years) - 1; years from the first to the last mark, 365.25 days each. None for less than a week.',
    value: (a) => cagr(a),
  },
  {
    id: 'volatility',
    label: 'Volatility, annual',
    unit: 'fraction',
    definition: 'Sample standard deviation of daily returns × sqrt(days per year of the calendar).',
    value: (a) => ofReturns(a, (r) => volatility(r, a.periodsPerYear)),
  },
  {
    id: 'downsideDeviation',
    label: 'Downside deviation',
    unit: 'fraction',
    definition: 'Root mean square of min(0, daily excess return) over all days × sqrt(days per year).',
    source: 'Sortino and van der Meer 1991',
    value: (a) => ofExcess(a, (r) => downsideDeviation(r, a.periodsPerYear)),
  },
  {
    id: 'sharpe',
    label: 'Sharpe ratio',
    unit: 'ratio',
    definition:
      'Mean / sample standard deviation of daily returns in excess of the risk-free rate × sqrt(days per year). The rate of a day is (1 + rate of a year)^(1 / days per year) - 1; 0 unless given.',
    source: 'Sharpe 1994',
    value: (a) => ofExcess(a, (r) => sharpe(r, a.periodsPerYear)),
  },
  {
    id: 'sortino',
    label: 'Sortino ratio',
    unit: 'ratio',
    definition:
      'Mean daily excess return × sqrt(days per year) / root mean square of min(0, daily excess return) over all days; the risk-free rate is the target.',
    source: 'Sortino and Price 1994',
    value: (a) => ofExcess(a, (r) => sortino(r, a.periodsPerYear)),
  },
  {
    id: 'calmar',
    label: 'Calmar ratio',
    unit: 'ratio',
    definition: 'CAGR / max. drawdown.',
    source: 'Young 1991',
    value: (a) => also(cagr(a), (growth) => perDrawdown(growth, a)),
  },
  {
    id: 'omega',
    label: 'Omega ratio',
    unit: 'ratio',
    definition: 'Sum of positive daily returns / |sum of negative daily returns|.',
    source: 'Keating and Shadwick 2002',
    value: (a) => ofReturns(a, omega),
  },
  {
    id: 'gainToPain',
    label: 'Gain to pain',
    unit: 'ratio',
    definition: 'Sum of daily returns / |sum of negative daily returns|: omega less 1.',
    source: 'Schwager 2012',
    value: (a) => ofReturns(a, gainToPain),
  },
  ...robustnessDefinitions
    .filter(({ id }) => id !== 'deflatedSharpe')
    .map((d): AccountDefinition => ({ ...d, value: (account) => d.value({ account, trials: undefined }) })),
  {
    id: 'stability',
    label: 'Stability R²',
    unit: 'ratio',
    definition: 'R² of the straight line through the logarithm of daily equity.',
    value: (a) => a.noReturns ?? stability(a.equity),
  },
]

function perDrawdown(growth: number, a: AccountFacts): Figure {
  const depth = a.drawdowns.deepest[0]?.depth ?? 0
  return depth === 0 ? 'there was no drawdown' : finite(growth / depth)
}

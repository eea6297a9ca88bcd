/** What numbers mean that are no statistic of the table: columns of other tables, and what charts show. */
export interface TermDefinition {
  readonly id: string
  readonly label: string
  readonly definition: string
  readonly source?: string
}

export const termDefinitions: readonly TermDefinition[] = [
  {
    id: 'wins-draws-losses',
    label: 'W-D-L',
    definition: 'Round trips with a net profit above, of exactly and below 0. A round trip goes from flat to flat.',
  },
  {
    id: 'mae',
    label: 'MAE',
    definition: 'Maximum adverse excursion: the worst unrealised profit while the position was open, before fees; 0 or below.',
    source: 'Sweeney 1988',
  },
  {
    id: 'mfe',
    label: 'MFE',
    definition: 'Maximum favourable excursion: the best unrealised profit while the position was open, before fees; 0 or above.',
    source: 'Sweeney 1988',
  },
  {
    id: 'depth',
    label: 'Depth',
    definition: '(peak - lowest equity) / peak of an episode; the opening cash is the first peak. Equity at the close of each step.',
  },
  { id: 'underwater', label: 'Drawdown', definition: 'Equity / highest equity so far - 1; the opening cash is the first peak.' },
  {
    id: 'period-return',
    label: 'Return of a period',
    definition:
      'Last equity of the month or year / last equity before it - 1, days in UTC. The first and the last may be shorter; empty where there are no days.',
  },
  {
    id: 'rolling',
    label: 'Rolling figures',
    definition:
      'Sharpe ratio, Sortino ratio, volatility and beta of the last 126 and of the last 252 daily returns on each day, annualised like the figures of the whole run. There is none before the window is full.',
  },
  {
    id: 'box',
    label: 'Box',
    definition:
      'First quartile, median and third quartile of returns; whiskers reach to the last return within 1.5 interquartile ranges of the box.',
    source: 'Tukey 1977',
  },
  {
    id: 'quantiles',
    label: 'Against a normal distribution',
    definition:
      'Quantiles of daily returns in standard deviations from their mean, over those of a normal distribution: points on the line are as normal as they would be, points off it at the ends are fat tails.',
    source: 'Wilk and Gnanadesikan 1968',
  },
  {
    id: 'exposure',
    label: 'Exposure',
    definition:
      'Value of positions / equity: gross the sum of their sizes, long and short those of either side, net long less short, at up to 400 moments of the run.',
  },
  {
    id: 'leverage',
    label: 'Leverage',
    definition: 'Gross exposure / equity: mean and largest over the points of the equity curve, up to 8 192 of them.',
  },
  {
    id: 'concentration',
    label: 'Share of exposure',
    definition: 'Mean size of the positions in an instrument / the sum of these means over all instruments.',
  },
  { id: 'turnover-year', label: 'Turnover of a year', definition: 'Notional traded in the year / mean equity in it.' },
  {
    id: 'capacity',
    label: 'Capacity',
    definition:
      'The largest opening cash with which every fill, or 95 % of them, would have been at most that share of the volume of the bar it happened in, sizes growing with the cash.',
  },
  {
    id: 'lots',
    label: 'Lots',
    definition:
      'What one fill opened; one that is closed in parts counts each, oldest first. It counts to the decision that opened it, whatever closed it. Open ones are worth their last mark.',
  },
  { id: 'hit-rate', label: 'Hit rate', definition: 'Winning lots / closed lots; a lot of exactly 0 is no winner.' },
  { id: 'lot-profit-factor', label: 'Profit factor of lots', definition: 'What winning lots made / what losing ones lost, after fees.' },
  {
    id: 'lot-net',
    label: 'Net profit of lots',
    definition: 'Profit by prices - fees + what came without a fill, such as dividends, funding and borrow. Rows sum to the account.',
  },
  { id: 'lot-share', label: 'Share of profit', definition: 'Net profit of the row / net profit of all; of a loss, its share of that.' },
  {
    id: 'contribution-return',
    label: 'Contribution to return',
    definition: "Each day's profit / equity the day before, days linked so that rows add up to the total return.",
    source: 'Carino 1999',
  },
  {
    id: 'contribution-variance',
    label: 'Contribution to variance',
    definition: "Covariance of the row's daily contribution with the account's daily return / variance of that; rows add up to 100 %.",
  },
  {
    id: 'contribution-drawdown',
    label: 'Contribution to the deepest drawdown',
    definition: 'Profit from the peak to the trough of daily equity / equity at the peak; rows add up to that drawdown.',
  },
  { id: 'traded', label: 'Traded', definition: 'Sum of |price × size| of the fills.' },
  {
    id: 'delay',
    label: 'Delay',
    definition: 'What prices moved against the order between the decision and the price before spread and slippage, × size.',
    source: 'Perold 1988',
  },
  { id: 'spread', label: 'Spread', definition: 'The half of the quoted or assumed spread that was crossed, × size.' },
  { id: 'slipped', label: 'Slippage of fills', definition: 'What slippage moved the price against the order beyond the spread, × size.' },
  { id: 'execution-cost', label: 'Execution cost', definition: 'Delay + spread + slippage + fees; negative is a gain.' },
  { id: 'cost-bps', label: 'Cost in bps', definition: 'Execution cost / traded × 10 000.' },
  {
    id: 'slippage-sweep',
    label: 'More slippage',
    definition: 'Net profit less so many basis points of all that was traded: arithmetic, not another run.',
  },
  {
    id: 'interval',
    label: 'Range by resampled days',
    definition: 'The figure of paths made of resampled days lies between low and high with that confidence.',
    source: 'Efron 1979',
  },
  {
    id: 'resampled',
    label: 'Resampled days',
    definition: 'Paths of daily returns drawn in blocks of random length, so that days that belong together stay together.',
    source: 'Politis and Romano 1994',
  },
  {
    id: 'shuffled',
    label: 'Round trips in another order',
    definition: 'The same round trips in random orders: the end is the same, the drawdowns on the way are not.',
  },
]

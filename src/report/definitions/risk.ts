/** Drawdown, tails, exposure and turnover. */
import { lasts } from '../drawdown.ts'
import { also, finite, type Figure } from '../statistics/figure.ts'
import { mean } from '../statistics/moments.ts'
import { monthlyOf } from '../statistics/monthly-returns.ts'
import {
  cagr,
  expectedShortfall,
  extreme,
  kurtosis,
  shareOf,
  skew,
  tailRatio,
  tooShortForYears,
  valueAtRisk,
} from '../statistics/returns.ts'
import { averageDrawdown, longestUnderwater, ulcerIndex } from '../statistics/underwater.ts'
import { ofReturns, type AccountDefinition, type AccountFacts } from './definition.ts'

const NO_MARKS = 'the run has no marks'

export const riskDefinitions: readonly AccountDefinition[] = [
  {
    id: 'maxDrawdown',
    label: 'Max. drawdown',
    unit: 'fraction',
    definition: 'Deepest fall of bar-close equity from its highest point so far, the opening cash being the first.',
    value: (a) => deepest(a, a.drawdowns.deepest[0]?.depth ?? 0),
  },
  {
    id: 'maxDrawdownMoney',
    label: 'Max. drawdown, money',
    unit: 'money',
    definition: 'Largest fall of bar-close equity from its highest point so far, in money.',
    value: (a) => deepest(a, a.drawdowns.moneyMax),
  },
  {
    id: 'longestDrawdown',
    label: 'Longest drawdown',
    unit: 'ms',
    definition: 'Longest time from a peak to the first bar close at or above it; a drawdown still going counts to the end and is marked.',
    value: (a) => deepest(a, a.drawdowns.longest === null ? 0 : lasts(a.drawdowns.longest)),
    note: (a) => (a.drawdowns.longest?.ongoing === true ? 'ongoing' : null),
  },
  {
    id: 'averageDrawdown',
    label: 'Average drawdown',
    unit: 'fraction',
    definition: 'Mean depth of the drawdown episodes of daily equity.',
    value: (a) => averageDrawdown(a.equity, a.opening),
  },
  {
    id: 'averageDrawdownTime',
    label: 'Average drawdown, time',
    unit: 'ms',
    definition: 'Mean time from a peak to the first bar close at or above it; a drawdown still going counts to the end.',
    value: (a) => averageTime(a),
  },
  {
    id: 'underwaterDays',
    label: 'Days under a peak',
    unit: 'count',
    definition: 'Most days in a row, of those that count, on which daily equity closed below its highest close so far.',
    value: (a) => longestUnderwater(a.equity, a.opening),
  },
  {
    id: 'recoveryFactor',
    label: 'Recovery factor',
    unit: 'ratio',
    definition: 'Net profit / max. drawdown in money.',
    value: (a) => (a.drawdowns.moneyMax === 0 ? 'there was no drawdown' : finite((a.closing - a.opening) / a.drawdowns.moneyMax)),
  },
  {
    id: 'ulcerIndex',
    label: 'Ulcer index',
    unit: 'fraction',
    definition: 'Root mean square of the drawdown of daily equity over all days.',
    source: 'Martin and McCann 1989',
    value: (a) => ulcerIndex(a.equity, a.opening),
  },
  {
    id: 'ulcerPerformance',
    label: 'Ulcer performance',
    unit: 'ratio',
    definition: '(CAGR - risk-free rate) / ulcer index.',
    source: 'Martin and McCann 1989',
    value: (a) =>
      also(ulcerIndex(a.equity, a.opening), (ulcer) =>
        ulcer === 0 ? 'there was no drawdown' : also(cagr(a), (growth) => finite((growth - a.riskFree) / ulcer)),
      ),
  },
  {
    id: 'valueAtRisk95',
    label: 'VaR 95 %, one day',
    unit: 'fraction',
    definition: 'Minus the 5 % quantile of daily returns, linear interpolation: a positive figure is a loss.',
    value: (a) => ofReturns(a, valueAtRisk),
  },
  {
    id: 'expectedShortfall95',
    label: 'CVaR 95 %, one day',
    unit: 'fraction',
    definition: 'Minus the mean of the daily returns at or below their 5 % quantile: a positive figure is a loss.',
    value: (a) => ofReturns(a, expectedShortfall),
  },
  {
    id: 'tailRatio',
    label: 'Tail ratio',
    unit: 'ratio',
    definition: '|95 % quantile| / |5 % quantile| of daily returns.',
    value: (a) => ofReturns(a, tailRatio),
  },
  {
    id: 'skew',
    label: 'Skewness',
    unit: 'ratio',
    definition: 'Skewness of daily returns, bias-corrected (G1).',
    value: (a) => ofReturns(a, skew),
  },
  {
    id: 'kurtosis',
    label: 'Excess kurtosis',
    unit: 'ratio',
    definition: 'Kurtosis of daily returns less 3, bias-corrected (G2).',
    value: (a) => ofReturns(a, kurtosis),
  },
  {
    id: 'bestDay',
    label: 'Best day',
    unit: 'fraction',
    signed: true,
    definition: 'Largest daily return.',
    value: (a) => ofReturns(a, (r) => extreme(r, 1)),
  },
  {
    id: 'worstDay',
    label: 'Worst day',
    unit: 'fraction',
    signed: true,
    definition: 'Smallest daily return.',
    value: (a) => ofReturns(a, (r) => extreme(r, -1)),
  },
  {
    id: 'daysUp',
    label: 'Days up',
    unit: 'fraction',
    definition: 'Days with a return above 0 / all days that count.',
    value: (a) => ofReturns(a, (r) => shareOf(r, 1)),
  },
  {
    id: 'daysDown',
    label: 'Days down',
    unit: 'fraction',
    definition: 'Days with a return below 0 / all days that count.',
    value: (a) => ofReturns(a, (r) => shareOf(r, -1)),
  },
  {
    id: 'bestMonth',
    label: 'Best month',
    unit: 'fraction',
    signed: true,
    definition: 'Largest return of a calendar month, compounded from daily ones; the first and the last may be cut short.',
    value: (a) => ofReturns(a, (r) => extreme(monthlyOf(a.day, r), 1)),
  },
  {
    id: 'worstMonth',
    label: 'Worst month',
    unit: 'fraction',
    signed: true,
    definition: 'Smallest return of a calendar month.',
    value: (a) => ofReturns(a, (r) => extreme(monthlyOf(a.day, r), -1)),
  },
  {
    id: 'monthsUp',
    label: 'Months up',
    unit: 'fraction',
    definition: 'Calendar months with a return above 0 / all months of the run.',
    value: (a) => ofReturns(a, (r) => shareOf(monthlyOf(a.day, r), 1)),
  },
  {
    id: 'exposureTime',
    label: 'Exposure time',
    unit: 'fraction',
    ownOnly: true,
    definition: 'Share of bar closes with an open position.',
    value: (a) => (a.marks === 0 ? NO_MARKS : a.exposedMarks / a.marks),
  },
  {
    id: 'turnover',
    label: 'Turnover',
    unit: 'ratio',
    ownOnly: true,
    definition: 'Sum of |price × size| of all fills / mean daily equity.',
    value: (a) => turnover(a),
  },
  {
    id: 'turnoverPerYear',
    label: 'Turnover a year',
    unit: 'ratio',
    ownOnly: true,
    definition: 'Turnover / years from the first to the last mark. None for less than a week.',
    value: (a) => tooShortForYears(a.years) ?? also(turnover(a), (all) => finite(all / a.years)),
  },
]

/** Any drawdown figure needs a mark and a positive first peak. */
function deepest(a: AccountFacts, value: number): Figure {
  if (a.marks === 0) return NO_MARKS
  return a.opening > 0 ? value : 'the opening equity is not positive'
}

function averageTime({ drawdowns }: AccountFacts): Figure {
  return drawdowns.episodes === 0 ? 'there was no drawdown' : drawdowns.lastedMsSum / drawdowns.episodes
}

function turnover(a: AccountFacts): Figure {
  if (a.equity.length === 0) return NO_MARKS
  const average = mean(a.equity)
  return average > 0 ? finite(a.notional / average) : 'the mean equity is not positive'
}

/** The report's statistics against figures of other tools, executed by them, wherever the definitions are the same. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../src/model/time.ts'
import { returnsOf } from '../../src/report/daily-equity.ts'
import { Drawdowns, lasts } from '../../src/report/drawdown.ts'
import { MarkSpan } from '../../src/report/mark-span.ts'
import { alpha, beta, informationRatio } from '../../src/report/statistics/benchmark-figures.ts'
import type { Figure } from '../../src/report/statistics/figure.ts'
import * as daily from '../../src/report/statistics/returns.ts'
import { averageDrawdown, maxDrawdown, ulcerIndex } from '../../src/report/statistics/underwater.ts'

const reference = process.env['LOCKSTEP_REFERENCE']
const PERIODS = 252

describe.runIf(reference !== undefined)('statistics equal the reference to 1e-9', () => {
  const folder = join(reference ?? '', 'golden', 'metrics')

  test('of a crossing of averages on the S&P 500, 2014 to 2018', () => {
    const { time, account, held } = readReturns(join(folder, 'metrics_returns.csv'))
    const golden = JSON.parse(readFileSync(join(folder, 'metrics_reference.json'), 'utf8')) as Readonly<
      Record<string, Readonly<Record<string, number>>>
    >
    expect(account).toHaveLength(golden['nobs'] as unknown as number)
    const equity = equityOf(account)
    const pair = { account, held }
    const n = account.length
    const years = (time[n - 1]! - time[0]! + DAY_MS) / (365.25 * DAY_MS)
    const ours: Readonly<Record<string, Figure>> = {
      'empyrical.cum_returns_final': daily.totalReturn({ opening: 1, closing: equity[n - 1]! }),
      'empyrical.annual_volatility': daily.volatility(account, PERIODS),
      'empyrical.sharpe_rf0': daily.sharpe(account, PERIODS),
      'empyrical.sharpe_365': daily.sharpe(account, 365),
      'empyrical.sortino': daily.sortino(account, PERIODS),
      'empyrical.max_drawdown': negative(maxDrawdown(equity, 1)),
      'empyrical.omega': daily.omega(account),
      'empyrical.stability': daily.stability(equity),
      'empyrical.tail_ratio': daily.tailRatio(account),
      'empyrical.var5': negative(daily.valueAtRisk(account)),
      'empyrical.cvar5': negative(daily.expectedShortfall(account)),
      'empyrical.beta': beta(pair),
      'empyrical.alpha': alpha(pair, PERIODS),
      // Not annualised there.
      'empyrical.excess_sharpe': times(informationRatio(pair, PERIODS), 1 / Math.sqrt(PERIODS)),
      'quantstats.skew': daily.skew(account),
      'quantstats.kurtosis': daily.kurtosis(account),
      // Divides by n - 1 there, by n here.
      'quantstats.ulcer_index': times(ulcerIndex(equity, 1), Math.sqrt(n / (n - 1))),
      'lean.psr_raw_kurt': daily.probabilisticSharpe(account, 1 / Math.sqrt(PERIODS)),
      // Per cent there.
      'backtesting_py.cagr_pct': times(daily.cagr({ opening: 1, closing: equity[n - 1]!, years }), 100),
    }
    const theirs = Object.fromEntries(Object.keys(ours).map((name) => [name, figureAt(golden, name)]))
    for (const [name, value] of Object.entries(theirs)) expect(Math.abs((ours[name] as number) - value), name).toBeLessThan(1e-9)
    expect(returnsOf(equity, 1)[n - 1]).toBeCloseTo(account[n - 1]!, 12)
  })

  test('drawdown episodes and the longest of them, to the day', () => {
    const { time, account } = readReturns(join(folder, 'metrics_returns.csv'))
    const { drawdown_duration: golden } = JSON.parse(readFileSync(join(folder, 'metrics_reference.json'), 'utf8')) as {
      readonly drawdown_duration: {
        readonly backtesting_py: { readonly max_days: number; readonly n: number; readonly avg_dd_pct: number }
      }
    }
    const equity = equityOf(account)
    const fold = new Drawdowns(1)
    fold.take(new MarkSpan().measure({ markTime: time, markEquity: equity, markExposure: equity }, 0, equity.length))
    const { episodes, longest } = fold.summary()
    expect(episodes).toBe(golden.backtesting_py.n)
    expect(longest && lasts(longest) / DAY_MS).toBe(golden.backtesting_py.max_days)
    expect(times(averageDrawdown(equity, 1), 100)).toBeCloseTo(golden.backtesting_py.avg_dd_pct, 9)
  })
})

function readReturns(path: string): { time: Float64Array; account: Float64Array; held: Float64Array } {
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1)
  const cells = rows.map((row) => row.split(','))
  return {
    time: Float64Array.from(cells, ([date = '']) => Date.parse(date)),
    account: Float64Array.from(cells, ([, value]) => Number(value)),
    held: Float64Array.from(cells, ([, , value]) => Number(value)),
  }
}

function equityOf(returns: Float64Array): Float64Array {
  let equity = 1
  return returns.map((r) => (equity *= 1 + r))
}

function figureAt(golden: Readonly<Record<string, Readonly<Record<string, number>>>>, name: string): number {
  const [tool = '', figure = ''] = name.split('.')
  return golden[tool]?.[figure] ?? Number.NaN
}

function negative(figure: Figure): Figure {
  return times(figure, -1)
}

function times(figure: Figure, by: number): number {
  return typeof figure === 'number' ? figure * by : Number.NaN
}

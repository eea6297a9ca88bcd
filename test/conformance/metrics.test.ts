/** Every figure of other tools for one series of daily returns, by their conventions, and ours wherever the definitions are the same. */
import { describe, expect, test } from 'vitest'
import { createInstrument } from '../../src/model/instrument.ts'
import { DAY_MS } from '../../src/model/time.ts'
import { conventions } from '../../src/report/conventions.ts'
import { conventionFigures } from '../../src/report/conventions/convention.ts'
import { factsOfReturns } from '../../src/report/daily-facts.ts'
import { sections } from '../../src/report/definitions.ts'
import type { AccountFacts } from '../../src/report/definitions/definition.ts'
import { probabilisticSharpe } from '../../src/report/robustness/sharpe-inference.ts'
import { roundTripsOf } from '../../src/report/round-trips.ts'
import { RowStore } from '../../src/report/row-store.ts'
import { deviation, mean } from '../../src/report/statistics/moments.ts'
import { monthlyOf } from '../../src/report/statistics/monthly-returns.ts'
import { hasReference, notCompared, readJson, readRows } from './cross/reference.ts'

const folder = 'golden/metrics'

const OPENING = Date.parse('2013-12-31') / DAY_MS

type Golden = Readonly<Record<string, Readonly<Record<string, number>>>>
type Figures = ReadonlyMap<string, number | null>

/** Golden names that are not those of the functions there. */
const renamed: Readonly<Record<string, string>> = {
  'empyrical.sharpe_rf0': 'empyrical.sharpe_ratio',
  'empyrical.sortino': 'empyrical.sortino_ratio',
  'empyrical.calmar': 'empyrical.calmar_ratio',
  'empyrical.omega': 'empyrical.omega_ratio',
  'empyrical.stability': 'empyrical.stability_of_timeseries',
  'empyrical.var5': 'empyrical.value_at_risk',
  'empyrical.cvar5': 'empyrical.conditional_value_at_risk',
  'quantstats.ulcer': 'quantstats.ulcer_index',
  'quantstats.var95': 'quantstats.value_at_risk',
  'quantstats.cvar95': 'quantstats.conditional_value_at_risk',
  'quantstats.kelly': 'quantstats.kelly_criterion',
  'quantstats.gain_to_pain': 'quantstats.gain_to_pain_ratio',
  'quantstats.common_sense': 'quantstats.common_sense_ratio',
  'quantstats.cpc': 'quantstats.cpc_index',
  'quantstats.treynor': 'quantstats.treynor_ratio',
  'backtesting_py.return_ann_pct': 'backtesting.py.return_annual',
  'backtesting_py.volatility_ann_pct': 'backtesting.py.volatility_annual',
  'backtesting_py.sharpe': 'backtesting.py.sharpe_ratio',
  'backtesting_py.sortino': 'backtesting.py.sortino_ratio',
  'backtesting_py.calmar': 'backtesting.py.calmar_ratio',
  'backtesting_py.max_dd_pct': 'backtesting.py.max_drawdown',
  'backtesting_py.cagr_pct': 'backtesting.py.cagr',
  'backtesting_py.beta_log': 'backtesting.py.beta',
  'lean.annual_variance': 'lean.annualVariance',
  'lean.annual_std': 'lean.annualStandardDeviation',
  'lean.sharpe': 'lean.sharpeRatio',
  'lean.sortino': 'lean.sortinoRatio',
  'lean.cagr': 'lean.compoundingAnnualReturn',
  'lean.tracking_error': 'lean.trackingError',
  'lean.information_ratio': 'lean.informationRatio',
  'lean.treynor': 'lean.treynorRatio',
  'lean.psr_as_coded_excess_kurt': 'lean.probabilisticSharpeRatio',
  'lean.var95': 'lean.valueAtRisk95',
  'lean.var99': 'lean.valueAtRisk99',
  'tradingview_formula.sharpe_sample_std': 'tradingview.sharpe_ratio',
  'tradingview_formula.sortino': 'tradingview.sortino_ratio',
}

if (hasReference(folder, 'figures of other tools', 'made by them and by their formulas')) {
  describe('a crossing of averages on the S&P 500, 2014 to 2018', compared)
} else notCompared('figures of other tools')

function compared(): void {
  const golden = readJson(`${folder}/metrics_reference.json`) as Golden
  const series = returnsOf(readRows(`${folder}/metrics_returns.csv`))
  const account = factsOfReturns(series)
  const figures = figuresOf(account)
  const rates = figuresOf(factsOfReturns({ ...series, riskFree: 0.02 }))
  const months = monthlyOf(series.day, series.returns)
  const ours = new Map(sections.flatMap((s) => (s.of === 'account' ? s.definitions.map((d) => [d.id, d.value(account)] as const) : [])))

  /** Golden figures that are no figure of a convention but follow from ours. */
  const further: Readonly<Record<string, unknown>> = {
    'empyrical.sharpe_365': oursOf({ ...account, periodsPerYear: 365 }, 'sharpe'),
    'empyrical.sharpe_rf2pct_daily': rates.get('empyrical.sharpe_ratio'),
    'lean.annual_performance': (1 + mean(series.returns)) ** 252 - 1,
    'lean.downside_std': downsideDeviation(series.returns),
    'lean.psr_raw_kurt': probabilisticSharpe(series.returns, 1 / Math.sqrt(252)),
    'tradingview_formula.n_months': months.length,
    'tradingview_formula.sharpe_pop_std': (figures.get('tradingview.sharpe_ratio') ?? 0) * Math.sqrt(60 / 59),
    'tradingview_formula.sortino_T0': (mean(months) - 0.02 / 12) / Math.sqrt(mean(months.map((r) => Math.min(0, r) ** 2))),
  }

  test.each(['empyrical', 'quantstats', 'backtesting_py', 'lean', 'tradingview_formula'])('every figure of %s to 1e-9', (tool) => {
    for (const [name, value] of Object.entries(golden[tool]!)) {
      const key = `${tool}.${name}`
      const figure = further[key] ?? figures.get(renamed[key] ?? key)
      expect(figure, key).toEqual(expect.any(Number))
      expect(Math.abs((figure as number) - value), key).toBeLessThan(1e-9)
    }
  })

  test('drawdowns to the day', () => {
    const { drawdown_duration: d } = golden as unknown as {
      readonly drawdown_duration: Golden & { readonly max_dd_start_valley_end: readonly string[] }
    }
    const [theirs, quantstats] = [d['backtesting_py']!, d['quantstats']!]
    // There the opening equity stands on the last session before, from which the first drawdown lasts.
    const opened = factsOfReturns({ day: Float64Array.of(OPENING, ...series.day), returns: Float64Array.of(0, ...series.returns) })
    const figures = figuresOf(opened)
    expect(figures.get('backtesting.py.max_drawdown_duration')).toBe(theirs['max_days']! * DAY_MS)
    expect((figures.get('backtesting.py.average_drawdown_duration') ?? 0) / DAY_MS).toBeCloseTo(theirs['avg_days']!, 9)
    expect(-(figures.get('backtesting.py.average_drawdown') ?? 0)).toBeCloseTo(theirs['avg_dd_pct']!, 9)
    expect(opened.drawdowns.episodes).toBe(theirs['n'])
    expect(figures.get('quantstats.longest_drawdown_days')).toBe(quantstats['longest_days'])
    expect(figures.get('quantstats.average_drawdown_days')).toBeCloseTo(quantstats['avg_days']!, 9)
    expect((figures.get('quantstats.average_drawdown') ?? 0) * 100).toBeCloseTo(quantstats['avg_dd_pct']!, 9)
    expect(figures.get('lean.drawdownRecovery')).toBe(d['lean']!['max_recovery_days'])
    expect(ours.get('underwaterDays')).toBe(d['jesse']!['max_underwater_samples'])
    const [deepest] = opened.drawdowns.deepest
    const dates = [deepest!.start, deepest!.trough, deepest!.end].map((time) => new Date(time - DAY_MS).toISOString().slice(0, 10))
    // The first day there is the first under water, the last that of the recovery.
    expect(dates.slice(1)).toEqual(d.max_dd_start_valley_end.slice(1))
    expect(Date.parse(d.max_dd_start_valley_end[0]!)).toBeGreaterThanOrEqual(Date.parse(dates[0]!))
  })

  test('ours equals theirs where the definition is the same', () => {
    const same: Readonly<Record<string, string>> = {
      totalReturn: 'empyrical.cum_returns_final',
      volatility: 'empyrical.annual_volatility',
      sharpe: 'empyrical.sharpe_rf0',
      sortino: 'empyrical.sortino',
      downsideDeviation: 'empyrical.downside_risk',
      omega: 'empyrical.omega',
      stability: 'empyrical.stability',
      tailRatio: 'empyrical.tail_ratio',
      beta: 'empyrical.beta',
      alpha: 'empyrical.alpha',
      gainToPain: 'quantstats.gain_to_pain',
      skew: 'quantstats.skew',
      kurtosis: 'quantstats.kurtosis',
      rSquared: 'quantstats.r_squared',
      trackingError: 'lean.tracking_error',
    }
    for (const [id, key] of Object.entries(same)) {
      const [tool = '', name = ''] = key.split('.')
      expect(Math.abs((ours.get(id) as number) - golden[tool]![name]!), id).toBeLessThan(1e-9)
    }
    expect(golden['nobs']).toBe(series.returns.length)
  })
}

function figuresOf(account: AccountFacts): Figures {
  const { currency } = createInstrument({ id: 'NONE' })
  const trips = roundTripsOf(new RowStore(0), 0, { instruments: [], currency })
  return new Map(conventions.flatMap((c) => conventionFigures(c, { account, trips, barMs: 0 }).map((f) => [f.id, f.value])))
}

function oursOf(account: AccountFacts, id: string): unknown {
  return sections
    .flatMap((s) => (s.of === 'account' ? s.definitions : []))
    .find((d) => d.id === id)
    ?.value(account)
}

/** Of the negative returns alone, annual. */
function downsideDeviation(returns: Float64Array): number {
  return deviation(returns.filter((r) => r < 0)) * Math.sqrt(252)
}

function returnsOf(rows: readonly Readonly<Record<string, string>>[]): {
  day: Float64Array
  returns: Float64Array
  benchmark: Float64Array
} {
  return {
    day: Float64Array.from(rows, ({ date }) => Date.parse(`${date}T00:00:00Z`) / DAY_MS),
    returns: Float64Array.from(rows, ({ strategy }) => Number(strategy)),
    benchmark: Float64Array.from(rows, ({ benchmark }) => Number(benchmark)),
  }
}

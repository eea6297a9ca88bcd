/** empyrical's own test cases, and what it computes for their series: every case of the reference, by the name of its test. */
import { describe, expect, test } from 'vitest'
import { Random } from '../../src/base/random.ts'
import { DAY_MS } from '../../src/model/time.ts'
import * as against from '../../src/report/conventions/empyrical/factors.ts'
import * as growth from '../../src/report/conventions/empyrical/growth.ts'
import { paretoRisk } from '../../src/report/conventions/empyrical/pareto.ts'
import * as ratios from '../../src/report/conventions/empyrical/ratios.ts'
import { rolling } from '../../src/report/conventions/empyrical/rolling.ts'
import type { Figure } from '../../src/report/statistics/figure.ts'
import { hasReference, notCompared, readJson } from './cross/reference.ts'

const path = 'golden/empyrical/cases.json'

type Value = number | string | null | readonly Value[] | { readonly [name: string]: Value }
interface Golden {
  readonly series: Readonly<Record<string, Value>>
  readonly upstream_cases: readonly { readonly test: string; readonly args: readonly Value[] }[]
  readonly computed_panel: Readonly<Record<string, Readonly<Record<string, number | string>>>>
  readonly computed_relative_to_simple_benchmark: Readonly<Record<string, Readonly<Record<string, Value>>>>
}

/** Values on days since 1970-01-01. */
interface Series {
  readonly day: Float64Array
  readonly values: Float64Array
}

const PERIODS: Readonly<Record<string, number>> = { daily: 252, weekly: 52, monthly: 12, quarterly: 4, yearly: 1 }
const DAILY = 252
/** What its own tests ask for. */
const DECIMALS = 8

if (hasReference(path, "empyrical's cases", 'of its own tests, and computed by it')) describe('empyrical', compared)
else notCompared('empyrical')

function compared(): void {
  const golden = readJson(path) as Golden
  const random = new Random(1337)

  const known = new Map<string, Series>()
  const named = (name: string): Series => {
    if (!known.has(name)) known.set(name, seriesOf(golden.series[name]!))
    return known.get(name)!
  }
  const seriesOf = (value: Value): Series => {
    const { series, values, index, start, freq, df } = value as Readonly<Record<string, Value>>
    if (typeof series === 'string') return named(series)
    // A frame without dates begins where the series do.
    if (df !== undefined)
      return seriesOf({ values: Object.values(df as Readonly<Record<string, Value>>)[0]!, start: '2000-01-30', freq: 'D' })
    const list = Float64Array.from(values as readonly (number | null)[], (v) => v ?? Number.NaN)
    const day = Float64Array.from(list, (_, i) =>
      index === undefined ? dayAfter(start as string, freq as string, i) : dayOf((index as readonly string[])[i]!),
    )
    return { day, values: list }
  }
  const returnsOf = (value: Value | undefined): Float64Array => seriesOf(value!).values
  /** A rate, or a series of rates. */
  const rateOf = (value: Value | undefined): number | Float64Array => (typeof value === 'number' ? value : returnsOf(value))
  /** Two series on the dates of either, as empyrical lays them beside each other. */
  const both = (a: Value | undefined, b: Value | undefined): [Float64Array, Float64Array] => joined(seriesOf(a!), seriesOf(b!))
  const normal = (mean: number, deviation: number): Float64Array =>
    Float64Array.from({ length: 1000 }, () => mean + deviation * random.normal())
  /** Two samples of a deviation of 0.01 and 0.001 with that correlation. */
  const correlated = (mean: number, correlation: number): [Float64Array, Float64Array] => {
    const common = normal(0, 1)
    const own = normal(0, Math.sqrt(1 - correlation ** 2)).map((x, i) => mean + 0.01 * (correlation * common[i]! + x))
    return [own, common.map((x) => 0.001 + 0.001 * x)]
  }
  const shifted = (returns: Float64Array, by: number): Float64Array => returns.map((r) => r + by)
  /** The first `count` of one series, then the other. */
  const patched = (a: Float64Array, b: Float64Array, count: number): Float64Array => a.map((r, i) => (i < count ? r : b[i]!))

  const cases: Readonly<Record<string, (...args: readonly Value[]) => void>> = {
    test_simple_returns: (prices, expected) => same(growth.simpleReturns(returnsOf(prices)), expected, 4),
    test_cum_returns: (r, start, expected) => same(growth.cumulativeReturns(returnsOf(r), start as number), expected, 4),
    test_cum_returns_final: (r, start, expected) => same(growth.cumulativeReturn(returnsOf(r), start as number), expected, 4),
    test_cum_returns_df: (frame, start, expected) => {
      for (const [name, column] of columnsOf(frame))
        same(growth.cumulativeReturns(column, start as number), [...columnsOf(expected).get(name)!], 4)
    },
    test_cum_returns_final_df: (frame, start, expected) => {
      const finals = [...columnsOf(frame).values()].map((column) => growth.cumulativeReturn(column, start as number))
      same(finals, (expected as Readonly<Record<string, Value>>)['values'], 4)
    },
    test_aggregate_returns: (r, period, expected) => {
      const { day, values } = seriesOf(r)
      same(growth.aggregatedReturns(day, values, period as growth.Period), expected)
    },
    test_max_drawdown: (r, expected) => same(growth.maximumDrawdown(returnsOf(r)), expected),
    test_max_drawdown_translation: (r, by) =>
      rising([-(by as number), 0, by as number].map((shift) => growth.maximumDrawdown(shifted(returnsOf(r), shift)))),
    test_annual_ret: (r, period, expected) => same(growth.annualReturn(returnsOf(r), PERIODS[period as string]!), expected),
    test_cagr: (r, period, expected) => same(growth.annualReturn(returnsOf(r), PERIODS[period as string]!), expected),
    test_cagr_translation: (r, by) =>
      rising([-(by as number), 0, by as number].map((shift) => growth.annualReturn(shifted(returnsOf(r), shift), DAILY))),
    test_cagr_with_nan_inputs: (r) => expect(growth.annualReturn(returnsOf(r), DAILY)).toEqual(expect.any(Number)),
    test_cagr_noisy: (r, noise) => {
      const plain = growth.annualReturn(returnsOf(r), DAILY) as number
      for (const sign of [1, -1]) {
        const noisy = growth.annualReturn(
          returnsOf(r).map((x, i) => x + sign * returnsOf(noise)[i]!),
          DAILY,
        )
        // To one significant digit.
        expect(Math.abs((noisy as number) - plain) / 10 ** Math.floor(Math.log10(plain))).toBeLessThan(1)
      }
    },
    test_annual_volatility: (r, period, expected) => same(ratios.annualVolatility(returnsOf(r), PERIODS[period as string]!), expected),
    test_calmar: (r, period, expected) => same(growth.calmarRatio(returnsOf(r), PERIODS[period as string]!), expected),
    test_omega: (r, riskFree, required, expected) =>
      same(ratios.omegaRatio(returnsOf(r), rateOf(riskFree), { required: required as number }), expected),
    test_omega_returns: (r, less, more) => rising([more, less].map((rate) => ratios.omegaRatio(returnsOf(r), rate as number))),
    test_sharpe_ratio: (r, riskFree, expected) => same(ratios.sharpeRatio(returnsOf(r), rateOf(riskFree), DAILY), expected),
    test_sharpe_translation_same: (r, rate, by) => {
      for (const shift of [by as number, -(by as number)]) {
        const moved = ratios.sharpeRatio(shifted(returnsOf(r), shift), (rate as number) + shift, DAILY)
        same(moved, ratios.sharpeRatio(returnsOf(r), rate as number, DAILY))
      }
    },
    test_sharpe_translation_diff: (r, rate, by, byRate) => {
      for (const sign of [1, -1]) {
        const moved = ratios.sharpeRatio(shifted(returnsOf(r), sign * (by as number)), (rate as number) + sign * (byRate as number), DAILY)
        expect(moved).not.toBe(ratios.sharpeRatio(returnsOf(r), rate as number, DAILY))
      }
    },
    test_sharpe_translation_1: (r, rate, by) =>
      rising([1, 0, -1].map((sign) => ratios.sharpeRatio(returnsOf(r), (rate as number) + sign * (by as number), DAILY))),
    test_sharpe_noise: (small, large) =>
      rising([large, small].map((deviation) => ratios.sharpeRatio(normal(0.01, deviation as number), 0.001, DAILY))),
    test_downside_risk: (r, required, period, expected) => {
      const risk = (returns: Float64Array): Figure => ratios.downsideRisk(returns, rateOf(required), PERIODS[period as string]!)
      ofEach(golden, r, expected, risk, returnsOf)
    },
    test_downside_risk_noisy: (noise, flat) =>
      rising(
        [250, 500, 750].map((count) => ratios.downsideRisk(patched(returnsOf(noise), returnsOf(flat), count), returnsOf(flat), DAILY)),
      ),
    test_downside_risk_trans: (r, required) =>
      rising([-1, 0, 1].map((sign) => ratios.downsideRisk(returnsOf(r), sign * (required as number), DAILY))),
    test_downside_risk_std: (small, large) =>
      rising([small, large].map((deviation) => ratios.downsideRisk(normal(0, deviation as number), 0, DAILY))),
    test_sortino: (r, required, period, expected) => {
      const ratio = (returns: Float64Array): Figure => ratios.sortinoRatio(returns, rateOf(required), PERIODS[period as string]!)
      ofEach(golden, r, expected, ratio, returnsOf)
    },
    test_sortino_add_noise: (r, required) => rising(spoiled(returnsOf(r), required as number, -0.01, 1, random).toReversed()),
    test_sortino_sub_noise: (r, required) => rising(spoiled(returnsOf(r), required as number, required as number, -1, random)),
    test_sortino_translation_same: (r, required, by) => {
      for (const shift of [by as number, -(by as number)]) {
        const moved = ratios.sortinoRatio(shifted(returnsOf(r), shift), (required as number) + shift, DAILY)
        same(moved, ratios.sortinoRatio(returnsOf(r), required as number, DAILY))
      }
    },
    test_sortino_translation_diff: (r, required, by, byRequired) => {
      for (const sign of [1, -1]) {
        const rate = (required as number) + sign * (byRequired as number)
        const moved = ratios.sortinoRatio(shifted(returnsOf(r), sign * (by as number)), rate, DAILY)
        expect(moved).not.toBe(ratios.sortinoRatio(returnsOf(r), required as number, DAILY))
      }
    },
    test_excess_sharpe: (r, factor, expected) => same(ratios.excessSharpe(returnsOf(r), rateOf(factor)), expected),
    test_excess_sharpe_noisy: (r, benchmark) =>
      rising(
        [250, 500, 750].map((count) =>
          Math.abs(ratios.excessSharpe(patched(returnsOf(r), returnsOf(benchmark), count), returnsOf(benchmark)) as number),
        ),
      ),
    test_excess_sharpe_trans: (r, noise, by) =>
      rising(
        [-1, 0, 1].map((sign) =>
          ratios.excessSharpe(
            returnsOf(r).map((x, i) => x + returnsOf(noise)[i]! + sign * returnsOf(by)[i]!),
            returnsOf(r),
          ),
        ),
      ),
    test_alpha_beta: (r, factor, expected) => same(pairOf(against.alphaBeta(...both(r, factor), DAILY)), expected),
    test_alpha: (r, factor, expected) => same(against.alphaBeta(...both(r, factor), DAILY).alpha, expected),
    test_beta: (r, factor, expected, decimals) => same(against.beta(...both(r, factor)), expected, decimals as number),
    test_alpha_beta_translation: (mean, by) => {
      const [own, factor] = correlated(mean as number, 0.8)
      const daily = [-1, 0, 1].map((sign) => {
        const { alpha, beta } = against.alphaBeta(shifted(own, sign * (by as number)), factor, DAILY)
        same(beta, against.beta(own, factor))
        return ((alpha as number) + 1) ** (1 / DAILY)
      })
      expect(daily[1]! - daily[0]!).toBeCloseTo(by as number, DECIMALS)
      expect(daily[2]! - daily[1]!).toBeCloseTo(by as number, DECIMALS)
    },
    test_alpha_beta_correlation: (less, more) => {
      const [a, b] = [less, more].map((correlation) => against.alphaBeta(...correlated(0.01, correlation as number), DAILY))
      expect(a!.alpha).toBeGreaterThan(b!.alpha as number)
      expect(a!.beta).toBeLessThan(b!.beta as number)
    },
    test_alpha_beta_equality: (r, factor) => {
      const { beta } = against.alphaBeta(...both(r, factor), DAILY)
      expect(beta).toBe(against.beta(...both(r, factor)))
    },
    test_stability_of_timeseries: (r, expected) => same(ratios.stabilityOfTimeseries(returnsOf(r)), expected),
    test_tail_ratio: (r, expected) => same(ratios.tailRatio(returnsOf(r)), expected, 1),
    test_beta_fragility_heuristic: (r, factor, expected) => same(against.betaFragility(...both(r, factor)), expected),
    test_gpd_risk_estimates: (r, expected) => {
      const { threshold, scale, shape, valueAtRisk, expectedShortfall } = paretoRisk(returnsOf(r))
      same([threshold, scale, shape, valueAtRisk, expectedShortfall].slice(0, (expected as readonly Value[]).length), expected)
    },
    test_roll_max_drawdown: (r, window, expected) => same(rolling([returnsOf(r)], window as number, growth.maximumDrawdown), expected, 4),
    test_roll_sharpe_ratio: (r, window, expected) =>
      same(
        rolling([returnsOf(r)], window as number, (part) => ratios.sharpeRatio(part, 0, DAILY)),
        expected,
      ),
    test_roll_alpha_beta: (r, factor, window, expected) =>
      same(
        rolling(both(r, factor), window as number, (own, other) => pairOf(against.alphaBeta(own, other, DAILY))),
        expected,
      ),
    test_capture_ratio: (r, factor, expected) => same(against.capture('all', ...both(r, factor), DAILY), expected),
    test_up_capture: (r, factor, expected) => same(against.capture('up', ...both(r, factor), DAILY), expected),
    test_down_capture: (r, factor, expected) => same(against.capture('down', ...both(r, factor), DAILY), expected),
    test_up_down_capture: (r, factor, expected) => same(against.upDownCapture(...both(r, factor), DAILY), expected),
    test_up_alpha_beta: (r, factor, expected) => same(pairOf(against.alphaBetaIn('up', ...both(r, factor), DAILY)), expected),
    test_down_alpha_beta: (r, factor, expected) => same(pairOf(against.alphaBetaIn('down', ...both(r, factor), DAILY)), expected),
    test_roll_up_capture: (r, factor, window, expected) =>
      same(
        rolling(both(r, factor), window as number, (own, other) => against.capture('up', own, other, DAILY)),
        expected,
      ),
    test_roll_down_capture: (r, factor, window, expected) =>
      same(
        rolling(both(r, factor), window as number, (own, other) => against.capture('down', own, other, DAILY)),
        expected,
      ),
    test_roll_up_down_capture: (r, factor, window, expected) =>
      same(
        rolling(both(r, factor), window as number, (own, other) => against.upDownCapture(own, other, DAILY)),
        expected,
      ),
  }

  test.each(golden.upstream_cases.map((c, k) => [`${c.test} ${k}`, c] as const))('%s', (_, { test: name, args }) => {
    expect(Object.keys(cases)).toContain(name)
    cases[name]!(...args)
  })

  const panel: Readonly<Record<string, (r: Float64Array) => Figure>> = {
    cum_returns_final: growth.cumulativeReturn,
    annual_return: (r) => growth.annualReturn(r, DAILY),
    cagr: (r) => growth.annualReturn(r, DAILY),
    annual_volatility: (r) => ratios.annualVolatility(r, DAILY),
    sharpe_ratio: (r) => ratios.sharpeRatio(r, 0, DAILY),
    sortino_ratio: (r) => ratios.sortinoRatio(r, 0, DAILY),
    downside_risk: (r) => ratios.downsideRisk(r, 0, DAILY),
    max_drawdown: growth.maximumDrawdown,
    calmar_ratio: (r) => growth.calmarRatio(r, DAILY),
    omega_ratio: (r) => ratios.omegaRatio(r, 0),
    stability_of_timeseries: ratios.stabilityOfTimeseries,
    tail_ratio: ratios.tailRatio,
    value_at_risk: (r) => ratios.valueAtRisk(r),
    conditional_value_at_risk: (r) => ratios.conditionalValueAtRisk(r),
  }

  test.each(Object.entries(golden.computed_panel))('every figure of %s', (name, expected) => {
    for (const [figure, value] of Object.entries(expected)) same(panel[figure]!(returnsOf({ series: name })), value, 9, figure)
  })

  const relative: Readonly<Record<string, (own: Float64Array, factor: Float64Array) => Figure | Figure[]>> = {
    alpha: (own, factor) => against.alphaBeta(own, factor, DAILY).alpha,
    alpha_aligned: (own, factor) => against.alphaBeta(own, factor, DAILY).alpha,
    beta: (own, factor) => against.beta(own, factor),
    beta_aligned: (own, factor) => against.beta(own, factor),
    alpha_beta: (own, factor) => pairOf(against.alphaBeta(own, factor, DAILY)),
    excess_sharpe: ratios.excessSharpe,
    capture: (own, factor) => against.capture('all', own, factor, DAILY),
    up_capture: (own, factor) => against.capture('up', own, factor, DAILY),
    down_capture: (own, factor) => against.capture('down', own, factor, DAILY),
    up_down_capture: (own, factor) => against.upDownCapture(own, factor, DAILY),
    beta_fragility_heuristic: against.betaFragility,
  }

  test.each(Object.entries(golden.computed_relative_to_simple_benchmark))('every figure of %s against a benchmark', (name, expected) => {
    const [own = '', factor = 'simple_benchmark'] = name.split('_vs_')
    for (const [figure, value] of Object.entries(expected))
      same(relative[figure]!(returnsOf({ series: own }), returnsOf({ series: factor })), value, 9, figure)
  })
}

/** What is NaN or infinite there is a reason here. */
function same(
  ours: Figure | readonly (Figure | readonly Figure[])[] | Float64Array,
  theirs: Value | undefined,
  decimals = DECIMALS,
  what = '',
): void {
  if (Array.isArray(theirs)) {
    const list = Array.from(ours as readonly Figure[])
    expect(list, what).toHaveLength(theirs.length)
    for (const [k, value] of theirs.entries()) same(list[k]!, value as Value, decimals, `${what} ${k}`)
  } else if (typeof theirs === 'string' || theirs === null) expect(ours, what).toMatch(/^[a-z].{5,}/)
  else {
    const scale = decimals === 9 ? Math.max(1, Math.abs(theirs as number)) : 1
    expect((ours as number) / scale, what).toBeCloseTo((theirs as number) / scale, decimals)
  }
}

function rising(figures: readonly Figure[]): void {
  for (const [k, figure] of figures.entries()) {
    expect(figure).toEqual(expect.any(Number))
    if (k > 0) expect(figure).toBeGreaterThanOrEqual(figures[k - 1] as number)
  }
  expect(figures.at(-1)).toBeGreaterThan(figures[0] as number)
}

function pairOf({ alpha, beta }: against.AlphaBeta): Figure[] {
  return [alpha, beta]
}

/** A figure of a series, or of every column of a frame. */
function ofEach(
  golden: Golden,
  given: Value | undefined,
  expected: Value | undefined,
  figure: (returns: Float64Array) => Figure,
  returnsOf: (value: Value) => Float64Array,
): void {
  const frame = golden.series[(given as Readonly<Record<string, string>>)['series']!]
  if (!(frame as Readonly<Record<string, Value>>)['df']) same(figure(returnsOf(given!)), expected)
  else same([...columnsOf(frame).values()].map(figure), (expected as Readonly<Record<string, Value>>)['values'])
}

function columnsOf(frame: Value | undefined): Map<string, Float64Array> {
  const { df } = frame as { readonly df: Readonly<Record<string, readonly (number | null)[]>> }
  return new Map(Object.entries(df).map(([name, column]) => [name, Float64Array.from(column, (v) => v ?? Number.NaN)]))
}

/** Sortino ratios after none, one and two of the returns above (sign 1) or below the required one are replaced. */
function spoiled(returns: Float64Array, required: number, by: number, sign: 1 | -1, random: Random): Figure[] {
  const rows = Array.from(returns.keys()).filter((i) => (returns[i]! - required) * sign > 0)
  const copy = returns.slice()
  const figures = [ratios.sortinoRatio(copy, required, DAILY)]
  for (const row of [rows[random.int(0, rows.length / 2)]!, rows[random.int(rows.length / 2 + 1, rows.length - 1)]!]) {
    copy[row] = by
    figures.push(ratios.sortinoRatio(copy, required, DAILY))
  }
  return figures
}

function joined(a: Series, b: Series): [Float64Array, Float64Array] {
  if (a.values.length === 0 || b.values.length === 0) return [new Float64Array(0), new Float64Array(0)]
  const days = [...new Set([...a.day, ...b.day])].sort((x, y) => x - y)
  const on = ({ day, values }: Series): Float64Array => {
    const known = new Map(Array.from(day, (d, i) => [d, values[i]!]))
    return Float64Array.from(days, (d) => known.get(d) ?? Number.NaN)
  }
  return [on(a), on(b)]
}

function dayOf(text: string): number {
  return Math.round(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY_MS)
}

/** The i-th date of a range: days, Sundays or ends of months. */
function dayAfter(start: string, freq: string, i: number): number {
  const first = dayOf(start)
  if (freq === 'D') return first + i
  if (freq.startsWith('W')) return first + 7 * i
  const date = new Date(first * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1 + i, 0) / DAY_MS
}

import { describe, expect, test } from 'vitest'
import { DAY_MS, timestamp } from '../../../model/time.ts'
import * as empyrical from './functions.ts'

/** The series of empyrical's own tests; the first return is missing. */
const mixed = Float64Array.of(Number.NaN, 0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1)
const negative = Float64Array.of(0, -0.06, -0.07, -0.01, -0.09, -0.02, -0.06, -0.08, -0.05)
const benchmark = Float64Array.of(0, 0.01, 0, 0.01, 0, 0.01, 0, 0.01, 0)
const DAYS = 252

describe("figures that empyrical's own tests assert", () => {
  test.each([
    ['sharpe', empyrical.sharpeRatio(mixed, 0, DAYS), 1.7238613961706866],
    ['sharpe above a series', empyrical.sharpeRatio(mixed, benchmark, DAYS), 0.34111411441060574],
    ['sortino', empyrical.sortinoRatio(mixed, 0, DAYS), 2.605531251673693],
    ['downside risk', empyrical.downsideRisk(mixed, 0.1, DAYS), 1.7161730681956295],
    ['calmar', empyrical.calmarRatio(mixed, DAYS), 19.135925373194233],
    ['annual return', empyrical.annualReturn(mixed, DAYS), 1.9135925373194231],
    ['annual volatility', empyrical.annualVolatility(mixed, DAYS), 0.9136465399704637],
    ['omega of a required return', empyrical.omegaRatio(mixed, 0, { required: 10 }), 0.83354263497557934],
    ['stability', empyrical.stabilityOfTimeseries(mixed), 0.1529973665111273],
    ['drawdown', empyrical.maximumDrawdown(negative), -0.365907303498736],
    ['excess sharpe', empyrical.excessSharpe(mixed, 0.01), -0.06515583641446039],
    [
      'down capture',
      empyrical.capture(
        'down',
        negative.map((r) => r || -0.02),
        mixed,
        DAYS,
      ),
      0.99956025703798634,
    ],
    ['fragility', empyrical.betaFragility(mixed, benchmark), 0.09],
    ['scale of the Pareto fit', empyrical.paretoRisk(negative).scale, 0.0683535867363482],
    ['shortfall of the Pareto fit', empyrical.paretoRisk(negative).expectedShortfall, 0.4134703285561788],
  ])('%s', (_, ours, theirs) => {
    expect(ours).toBeCloseTo(theirs, 8)
  })

  test('rolling drawdowns', () => {
    const depths = empyrical.rolling([negative], 6, (part) => empyrical.maximumDrawdown(part))
    expect(depths.map((d) => Number((d as number).toFixed(4)))).toEqual([-0.2282, -0.2745, -0.2899, -0.2747])
    expect(empyrical.rolling([new Float64Array(3)], 4, () => 0)).toEqual([])
  })

  test('returns of calendar periods', () => {
    const day = benchmark.map((_, i) => timestamp('2000-01-30') / DAY_MS + i)
    const by = (period: empyrical.Period): number[] =>
      [...empyrical.aggregatedReturns(day, benchmark, period)].map((r) => Number(r.toFixed(8)))
    expect(by('weekly')).toEqual([0, 0.04060401, 0])
    expect(by('monthly')).toEqual([0.01, 0.030301])
    expect([by('quarterly'), by('yearly')]).toEqual([[0.04060401], [0.04060401]])
  })
})

test('what is undefined is a reason', () => {
  const [none, still] = [new Float64Array(0), new Float64Array(9)]
  const { alpha, beta } = empyrical.alphaBeta(mixed, still, DAYS)
  for (const figure of [
    empyrical.sharpeRatio(still, 0, DAYS),
    empyrical.sortinoRatio(still, 0, DAYS),
    empyrical.calmarRatio(still, DAYS),
    empyrical.omegaRatio(mixed, 0, { required: -10 }),
    empyrical.tailRatio(still),
    empyrical.valueAtRisk(mixed),
    empyrical.conditionalValueAtRisk(none),
    empyrical.cumulativeReturn(none),
    empyrical.stabilityOfTimeseries(Float64Array.of(0.1, -1, 0.1)),
    empyrical.upDownCapture(mixed, still, DAYS),
    alpha,
    beta,
  ])
    expect(figure).toMatch(/^[a-z].{8,}/)
  expect(empyrical.paretoRisk(benchmark)).toEqual({ threshold: 0, scale: 0, shape: 0, valueAtRisk: 0, expectedShortfall: 0 })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../base/random.ts'
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  probabilityAbove,
  sharpeEstimate,
  trialsOf,
  type SharpeEstimate,
} from './sharpe-inference.ts'

/** Bailey and López de Prado 2014, the numerical example: five years of 250 days, Sharpe 2.5 a year, skewness -3, kurtosis 10. */
const example: SharpeEstimate = { ratio: 2.5 / Math.sqrt(250), count: 1250, skewness: -3, kurtosis: 10 }
/** Its trials have Sharpe ratios whose variance is 1/2 a year. */
const trials = (count: number): { count: number; variance: number } => ({ count, variance: 0.5 / 250 })

describe('figures of the papers', () => {
  test('the deflated Sharpe ratio of the numerical example', () => {
    expect(expectedMaximumSharpe(trials(100))).toBeCloseTo(0.1132, 4)
    expect(deflatedSharpe(example, trials(100))).toBeCloseTo(0.9004, 4)
    expect(deflatedSharpe(example, trials(46))).toBeCloseTo(0.9505, 4)
    expect(deflatedSharpe({ ...example, skewness: 0, kurtosis: 3 }, trials(88))).toBeCloseTo(0.9505, 3)
  })

  test('the track record of normal daily returns with a Sharpe ratio of 2 that is to be above 1: 2.73 years', () => {
    const year = Math.sqrt(250)
    const days = minimumTrackRecord({ ratio: 2 / year, count: 1, skewness: 0, kurtosis: 3 }, { threshold: 1 / year })
    expect((days as number) / 250).toBeCloseTo(2.73, 2)
  })
})

describe('the chance that a Sharpe ratio is above a threshold', () => {
  const returns = Float64Array.from({ length: 500 }, (_, i) => 0.0004 + 0.01 * Math.sin(i * i))

  test('is one half at its own estimate, and falls as the threshold rises', () => {
    const own = sharpeEstimate(returns) as SharpeEstimate
    expect(probabilisticSharpe(returns, own.ratio)).toBeCloseTo(0.5, 14)
    expect(probabilisticSharpe(returns, own.ratio + 0.1)).toBeLessThan(0.5)
    expect(probabilisticSharpe(returns, own.ratio - 0.1)).toBeGreaterThan(0.5)
  })

  test('reaches the confidence after the minimum track record', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.3, noNaN: true }), fc.double({ min: -1, max: 0.5, noNaN: true }), (ratio, skewness) => {
        const estimate = { ratio, skewness, kurtosis: 4, count: 1 }
        const count = minimumTrackRecord(estimate, { confidence: 0.9 }) as number
        expect(probabilityAbove({ ...estimate, count }, 0)).toBeCloseTo(0.9, 9)
      }),
    )
  })

  test('deflated by one trial is the same, by more trials smaller', () => {
    const own = sharpeEstimate(returns) as SharpeEstimate
    expect(deflatedSharpe(own, { count: 1, variance: 0.01 })).toBe(probabilityAbove(own, 0))
    expect(deflatedSharpe(own, { count: 10, variance: 0.01 })).toBeLessThan(probabilityAbove(own, 0) as number)
  })

  test('is a reason where it is undefined', () => {
    expect(probabilisticSharpe(new Float64Array(10), 0)).toBe('the daily returns do not vary')
    expect(probabilisticSharpe(Float64Array.of(1, 2, 3), 0)).toBe('there are fewer than four daily returns')
    expect(minimumTrackRecord({ ...example, ratio: 0 })).toBe('the Sharpe ratio is not above the threshold')
    expect(probabilityAbove({ ratio: 1, count: 100, skewness: 5, kurtosis: 3 }, 0)).toMatch(/^the skewness/)
  })
})

test('the expected maximum is that of simulated trials without skill', () => {
  const random = new Random(11)
  const best: number[] = []
  for (let k = 0; k < 400; k++) {
    const matrix = Array.from({ length: 50 }, () => Float64Array.from({ length: 100 }, () => random.normal()))
    const { variance } = trialsOf(matrix)
    expect(variance).toBeCloseTo(0.01, 1)
    best.push(Math.max(...matrix.map((r) => (sharpeEstimate(r) as SharpeEstimate).ratio)))
  }
  const expected = expectedMaximumSharpe({ count: 50, variance: 0.01 })
  expect(best.reduce((a, b) => a + b, 0) / 400 / expected).toBeCloseTo(1, 1)
})

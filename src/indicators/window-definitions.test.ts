/** Indicators beyond TA-Lib's against their definitions, worked out anew for every row from all rows up to it. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { indicatorList } from './catalogue.ts'
import type { Given } from './entry.ts'

interface Bar {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** An output from the bars up to a row; NaN or nothing where there is none yet. */
type Definition = (bars: readonly Bar[]) => number

const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0)
const mean = (values: readonly number[]): number => sum(values) / values.length
const deviation = (values: readonly number[]): number => Math.sqrt(mean(values.map((x) => (x - mean(values)) ** 2)))
const closes = (bars: readonly Bar[]): number[] => bars.map(({ close }) => close)
const middle = ({ high, low }: Bar): number => (high + low) / 2
const typical = ({ high, low, close }: Bar): number => (high + low + close) / 3
const top = (bars: readonly Bar[]): number => Math.max(...bars.map(({ high }) => high))
const bottom = (bars: readonly Bar[]): number => Math.min(...bars.map(({ low }) => low))
const wma = (values: readonly number[]): number => sum(values.map((x, k) => x * (k + 1))) / sum(values.map((_, k) => k + 1))
const change = (bars: readonly Bar[], n: number): number => 100 * (bars.at(-1)!.close / bars.at(-1 - n)!.close - 1)
/** What a definition gave at each of the last `n` rows. */
const last = (bars: readonly Bar[], n: number, of: Definition): number[] =>
  Array.from({ length: n }, (_, k) => of(bars.slice(0, bars.length - n + 1 + k)))
const trueRange: Definition = (bars) => {
  const [before, bar] = bars.slice(-2) as [Bar, Bar]
  return Math.max(bar.high, before.close) - Math.min(bar.low, before.close)
}
/** Where x - y is divided by something that may be 0. */
const over = (x: number, y: number, otherwise = 0): number => (y === 0 ? otherwise : x / y)
/** Means of the first n values, then moved by a weight. */
const smoothed = (values: readonly number[], n: number, weight: number): number =>
  values.slice(n).reduce((average, x) => average + weight * (x - average), mean(values.slice(0, n)))
const ema = (values: readonly number[], n: number): number => (values.length < n ? NaN : smoothed(values, n, 2 / (n + 1)))
const known = (bars: readonly Bar[], of: Definition): number[] => last(bars, bars.length, of).filter((x) => !Number.isNaN(x))
const atr = (bars: readonly Bar[], n: number): number => smoothed(last(bars, bars.length - 1, trueRange), n, 1 / n)

const slope = (points: readonly (readonly [number, number])[]): number => {
  const [x, y] = [mean(points.map((p) => p[0])), mean(points.map((p) => p[1]))]
  return sum(points.map((p) => (p[0] - x) * (p[1] - y))) / sum(points.map((p) => (p[0] - x) ** 2))
}
const lineEnd = (values: readonly number[]): number => {
  const steep = slope(values.map((y, x) => [x, y]))
  return mean(values) + (steep * (values.length - 1)) / 2
}
const hull = (values: readonly number[]): number => 2 * wma(values.slice(-3)) - wma(values.slice(-6))
const vigor: Definition = (bars) => {
  const rows = last(bars, 3, (upTo) => sum(upTo.slice(-4).map(({ open, close }, k) => (close - open) * [1, 2, 2, 1][k]!)))
  const ranges = last(bars, 3, (upTo) => sum(upTo.slice(-4).map(({ high, low }, k) => (high - low) * [1, 2, 2, 1][k]!)))
  return over(sum(rows), sum(ranges))
}
const kst: Definition = (bars) => sum([1, 2, 3, 4].map((k) => k * mean(last(bars, k + 1, (upTo) => change(upTo, k)))))
/** Ehlers's: what stands beyond 0.99 counts as 0.999, so that the transform's end is a jump. */
const fisher = (bars: readonly Bar[], n: number, near: number): number => {
  let [place, transformed] = [0, 0]
  for (let end = n; end <= bars.length; end++) {
    const window = bars.slice(end - n, end).map(middle)
    const share = over(window.at(-1)! - Math.min(...window), Math.max(...window) - Math.min(...window), 0.5)
    place = 0.66 * (share - 0.5) + 0.67 * place
    if (Math.abs(place) > near) place = 0.999 * Math.sign(place)
    transformed = Math.log((1 + place) / (1 - place)) / 2 + transformed / 2
  }
  return transformed
}
const squeezed: Definition = (bars) => {
  const window = bars.slice(-4)
  return bars.at(-1)!.close - ((top(window) + bottom(window)) / 2 + mean(closes(window))) / 2
}

const definitions: readonly (readonly [string, Given, Readonly<Record<string, Definition>>])[] = [
  ['lag', { period: 3 }, { value: (bars) => bars.at(-4)!.close }],
  ['rma', { period: 4 }, { value: (bars) => smoothed(closes(bars), 4, 1 / 4) }],
  ['hull', { period: 6 }, { value: (bars) => wma(last(bars, 2, (upTo) => hull(closes(upTo)))) }],
  [
    'vwma',
    { period: 3 },
    { value: (bars) => over(sum(bars.slice(-3).map((b) => b.close * b.volume)), sum(bars.slice(-3).map((b) => b.volume)), NaN) },
  ],
  [
    'zlema',
    { period: 5 },
    {
      value: (bars) =>
        ema(
          known(bars, (upTo) => 2 * upTo.at(-1)!.close - (upTo.at(-3)?.close ?? NaN)),
          5,
        ),
    },
  ],
  [
    'alma',
    { period: 5, offset: 0.5, sigma: 3 },
    {
      value: (bars) => {
        const weights = [0, 1, 2, 3, 4].map((k) => Math.exp(-((k - 2) ** 2) / (2 * (5 / 3) ** 2)))
        return sum(closes(bars.slice(-5)).map((x, k) => x * weights[k]!)) / sum(weights)
      },
    },
  ],
  [
    'ichimoku',
    { tenkan: 2, kijun: 3, senkou: 5, displacement: 2 },
    {
      tenkan: (bars) => (top(bars.slice(-2)) + bottom(bars.slice(-2))) / 2,
      senkouB: (bars) => (top(bars.slice(-5)) + bottom(bars.slice(-5))) / 2,
      cloudB: (bars) => (top(bars.slice(-7, -2)) + bottom(bars.slice(-7, -2))) / 2,
      cloudA: (bars) => mean([2, 3].map((n) => (top(bars.slice(-n - 2, -2)) + bottom(bars.slice(-n - 2, -2))) / 2)),
    },
  ],
  [
    'keltner',
    { period: 4, atrPeriod: 3 },
    { middle: (bars) => ema(closes(bars), 4), upper: (bars) => ema(closes(bars), 4) + 2 * atr(bars, 3) },
  ],
  [
    'chandelierExit',
    { period: 4 },
    { long: (bars) => top(bars.slice(-4)) - 3 * atr(bars, 4), short: (bars) => bottom(bars.slice(-4)) + 3 * atr(bars, 4) },
  ],
  [
    'chandeKrollStop',
    { atrPeriod: 3, multiplier: 2, period: 2 },
    {
      short: (bars) => Math.max(...last(bars, 2, (upTo) => top(upTo.slice(-3)) - 2 * atr(upTo, 3))),
      long: (bars) => Math.min(...last(bars, 2, (upTo) => bottom(upTo.slice(-3)) + 2 * atr(upTo, 3))),
    },
  ],
  [
    'vortex',
    { period: 3 },
    {
      plus: (bars) => over(sum(last(bars, 3, (upTo) => Math.abs(upTo.at(-1)!.high - upTo.at(-2)!.low))), sum(last(bars, 3, trueRange))),
      minus: (bars) => over(sum(last(bars, 3, (upTo) => Math.abs(upTo.at(-1)!.low - upTo.at(-2)!.high))), sum(last(bars, 3, trueRange))),
    },
  ],
  ['awesome', { fast: 2, slow: 5 }, { value: (bars) => mean(bars.slice(-2).map(middle)) - mean(bars.slice(-5).map(middle)) }],
  ['coppock', { short: 2, long: 3, average: 3 }, { value: (bars) => wma(last(bars, 3, (upTo) => change(upTo, 2) + change(upTo, 3))) }],
  [
    'kst',
    { change1: 1, change2: 2, change3: 3, change4: 4, average1: 2, average2: 3, average3: 4, average4: 5, signal: 3 },
    { kst, signal: (bars) => mean(last(bars, 3, kst)) },
  ],
  ['dpo', { period: 5 }, { value: (bars) => bars.at(-4)!.close - mean(closes(bars.slice(-5))) }],
  ['rvi', { period: 3 }, { rvi: vigor, signal: (bars) => sum(last(bars, 4, vigor).map((x, k) => (x * [1, 2, 2, 1][k]!) / 6)) }],
  [
    'demarker',
    { period: 3 },
    {
      value: (bars) => {
        const rise = sum(last(bars, 3, (upTo) => Math.max(upTo.at(-1)!.high - upTo.at(-2)!.high, 0)))
        return over(rise, rise + sum(last(bars, 3, (upTo) => Math.max(upTo.at(-2)!.low - upTo.at(-1)!.low, 0))))
      },
    },
  ],
  [
    'efficiencyRatio',
    { period: 4 },
    {
      value: (bars) =>
        over(Math.abs(bars.at(-1)!.close - bars.at(-5)!.close), sum(last(bars, 4, (b) => Math.abs(b.at(-1)!.close - b.at(-2)!.close)))),
    },
  ],
  ['squeeze', { period: 4 }, { momentum: (bars) => lineEnd(last(bars, 4, squeezed)) }],
  [
    'choppiness',
    { period: 4 },
    { value: (bars) => (100 * Math.log10(sum(last(bars, 4, trueRange)) / (top(bars.slice(-4)) - bottom(bars.slice(-4))))) / Math.log10(4) },
  ],
  [
    'chaikinMoneyFlow',
    { period: 3 },
    {
      value: (bars) => {
        const flows = bars.slice(-3).map((b) => over(2 * b.close - b.low - b.high, b.high - b.low) * b.volume)
        return over(sum(flows), sum(bars.slice(-3).map((b) => b.volume)))
      },
    },
  ],
  [
    'easeOfMovement',
    { period: 2, scale: 1000 },
    {
      value: (bars) =>
        mean(
          last(bars, 2, (b) => over((middle(b.at(-1)!) - middle(b.at(-2)!)) * (b.at(-1)!.high - b.at(-1)!.low) * 1000, b.at(-1)!.volume)),
        ),
    },
  ],
  [
    'forceIndex',
    { period: 3 },
    {
      value: (bars) =>
        ema(
          last(bars, bars.length - 1, (b) => (b.at(-1)!.close - b.at(-2)!.close) * b.at(-1)!.volume),
          3,
        ),
    },
  ],
  ['relativeVolume', { period: 3 }, { value: (bars) => over(bars.at(-1)!.close, mean(closes(bars.slice(-4, -1)))) }],
  [
    'zScore',
    { period: 4 },
    { value: (bars) => over(bars.at(-1)!.close - mean(closes(bars.slice(-4))), deviation(closes(bars.slice(-4)))) },
  ],
  ['percentileRank', { period: 5 }, { value: (bars) => 20 * closes(bars.slice(-6, -1)).filter((x) => x < bars.at(-1)!.close).length }],
  ['logReturn', { period: 2 }, { value: (bars) => Math.log(bars.at(-1)!.close / bars.at(-3)!.close) }],
  [
    'hurst',
    { period: 9, lags: 4 },
    {
      value: (bars) => {
        const window = closes(bars.slice(-9))
        const points = [2, 3, 4].map(
          (lag) => [Math.log(lag), Math.log(deviation(window.slice(lag).map((x, k) => x - window[k]!)))] as const,
        )
        return slope(points)
      },
    },
  ],
  [
    'fracDiff',
    { order: 0.5, period: 4 },
    { value: (bars) => sum(closes(bars.slice(-4)).map((x, k) => x * [-0.0625, -0.125, -0.5, 1][k]!)) },
  ],
  ['fisher', { period: 3 }, { fisher: (bars) => fisher(bars, 3, 0.99), signal: (bars) => fisher(bars.slice(0, -1), 3, 0.99) }],
  ['fisher', { period: 2, edge: 'clamp' }, { fisher: (bars) => fisher(bars, 2, 0.999) }],
  ['anchoredVwap', {}, { middle: (bars) => over(sum(bars.map((b) => typical(b) * b.volume)), sum(bars.map((b) => b.volume)), NaN) }],
]

const bar = fc
  .record({ low: fc.integer({ min: 50, max: 90 }), range: fc.nat(20), open: fc.nat(10), close: fc.nat(10), volume: fc.nat(4) })
  .map(({ low, range, open, close, volume }): Bar => ({
    low,
    high: low + range,
    open: low + (range * open) / 10,
    close: low + (range * close) / 10,
    volume,
  }))

test.each(definitions)('%s %j is its definition', (name, given, outputs) => {
  const entry = indicatorList.find((candidate) => candidate.name === name)!
  const property = fc.property(fc.array(bar, { minLength: 20, maxLength: 40 }), (bars) => {
    const indicator = entry.make(given)
    const columns = indicator.inputs.map((input) =>
      Float64Array.from(bars, (b, row) => (input === 'time' ? row : b[(input === 'value' ? 'close' : input) as keyof Bar])),
    )
    const targets = indicator.outputs.map(() => new Float64Array(bars.length))
    indicator.fill(columns, 0, targets, 0, bars.length)
    for (const [output, definition] of Object.entries(outputs)) {
      const actual = targets[indicator.outputs.indexOf(output)]!
      for (let row = indicator.warmup; row < bars.length; row++) {
        const expected = definition(bars.slice(0, row + 1))
        // Where the definition divides by nothing, each indicator says what it gives.
        if (Math.abs(expected) < Infinity) expectNear(actual[row]!, expected)
      }
    }
  })
  fc.assert(property, { numRuns: 40 })
})

function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(expected), 1))
}

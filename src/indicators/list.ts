import { Adx } from './adx.ts'
import { Atr } from './atr.ts'
import { Bollinger } from './bollinger.ts'
import { Donchian } from './donchian.ts'
import { Ema } from './ema.ts'
import { Highest } from './highest.ts'
import type { Indicator } from './indicator.ts'
import { Lowest } from './lowest.ts'
import { Macd } from './macd.ts'
import { Obv } from './obv.ts'
import { PERIOD_MAX } from './period.ts'
import { Rsi } from './rsi.ts'
import { Sma } from './sma.ts'
import { StdDev } from './std-dev.ts'
import { Stochastic } from './stochastic.ts'
import { Vwap } from './vwap.ts'
import { Wma } from './wma.ts'

/** A parameter and the values it takes: whole numbers from `min` to `max`, or any number above `above` up to `max`. */
export interface ParameterEntry {
  readonly name: string
  /** Absent when the caller must give it. */
  readonly default?: number
  readonly min?: number
  readonly above?: number
  readonly max: number
}

/** What docs/reference/indicators.md says of an indicator and the tests hold it to. */
export interface IndicatorEntry {
  readonly name: string
  readonly parameters: readonly ParameterEntry[]
  /** Rows without a value at the start, in terms of the parameters. */
  readonly warmup: string
  readonly convention: string
  /** Whom the figures equal, by function, or where the definition is from. */
  readonly source: string
  /** Makes one from parameters by name; a missing one takes its default. vwap gets sessions of one UTC day. */
  readonly make: (parameters: Readonly<Record<string, number>>) => Indicator
}

const DAY_MS = 86_400_000

/** Every indicator: a new one is its file, its row here and its row in the docs. */
export const indicatorList: readonly IndicatorEntry[] = [
  {
    name: 'sma',
    parameters: [period({ min: 1 })],
    warmup: 'period - 1',
    convention: 'mean of the window',
    source: 'TA-Lib SMA',
    make: (p) => new Sma(p as { period: number }),
  },
  {
    name: 'ema',
    parameters: [period({ min: 2 })],
    warmup: 'period - 1',
    convention: 'weight 2 / (period + 1), seeded by the mean of the first period values',
    source: 'TA-Lib EMA',
    make: (p) => new Ema(p as { period: number }),
  },
  {
    name: 'wma',
    parameters: [period({ min: 1 })],
    warmup: 'period - 1',
    convention: 'weights 1 to period, the newest the heaviest',
    source: 'TA-Lib WMA',
    make: (p) => new Wma(p as { period: number }),
  },
  {
    name: 'rsi',
    parameters: [period({ default: 14, min: 2 })],
    warmup: 'period',
    convention: 'Wilder; seeded by the means of the first period changes; 0 while nothing has moved',
    source: 'TA-Lib RSI',
    make: (p) => new Rsi(p),
  },
  {
    name: 'macd',
    parameters: [
      { name: 'fast', default: 12, min: 2, max: PERIOD_MAX },
      { name: 'slow', default: 26, min: 2, max: PERIOD_MAX },
      { name: 'signal', default: 9, min: 2, max: PERIOD_MAX },
    ],
    warmup: 'slow + signal - 2',
    convention: 'fast < slow; both seeds end on one row; all outputs start together',
    source: 'TA-Lib MACD',
    make: (p) => new Macd(p),
  },
  {
    name: 'atr',
    parameters: [period({ default: 14, min: 2 })],
    warmup: 'period',
    convention: 'Wilder; true range from the second bar; seeded by the mean of the first period ranges',
    source: 'TA-Lib ATR',
    make: (p) => new Atr(p),
  },
  {
    name: 'stdDev',
    parameters: [period({ min: 2 })],
    warmup: 'period - 1',
    convention: 'population (divides by period)',
    source: 'TA-Lib STDDEV',
    make: (p) => new StdDev(p as { period: number }),
  },
  {
    name: 'bollinger',
    parameters: [period({ default: 20, min: 2 }), { name: 'deviations', default: 2, above: 0, max: 100 }],
    warmup: 'period - 1',
    convention: 'simple average, population deviation',
    source: 'TA-Lib BBANDS',
    make: (p) => new Bollinger(p),
  },
  {
    name: 'stochastic',
    parameters: [
      { name: 'fastK', default: 5, min: 1, max: PERIOD_MAX },
      { name: 'slowK', default: 3, min: 1, max: PERIOD_MAX },
      { name: 'slowD', default: 3, min: 1, max: PERIOD_MAX },
    ],
    warmup: 'fastK + slowK + slowD - 3',
    convention: 'slow, smoothed by simple averages; fastK is 0 in a window without a range',
    source: 'TA-Lib STOCH, STOCHF',
    make: (p) => new Stochastic(p),
  },
  {
    name: 'adx',
    parameters: [period({ default: 14, min: 2 })],
    warmup: '2 × period - 1',
    convention: 'Wilder; a row without range or direction keeps adx',
    source: 'TA-Lib ADX, PLUS_DI, MINUS_DI',
    make: (p) => new Adx(p),
  },
  {
    name: 'highest',
    parameters: [period({ min: 1 })],
    warmup: 'period - 1',
    convention: 'the window holds this row',
    source: 'TA-Lib MAX',
    make: (p) => new Highest(p as { period: number }),
  },
  {
    name: 'lowest',
    parameters: [period({ min: 1 })],
    warmup: 'period - 1',
    convention: 'the window holds this row',
    source: 'TA-Lib MIN',
    make: (p) => new Lowest(p as { period: number }),
  },
  {
    name: 'donchian',
    parameters: [period({ default: 20, min: 1 })],
    warmup: 'period - 1',
    convention: 'the window holds this bar; middle is halfway between the two',
    source: 'TA-Lib MAX of high, MIN of low',
    make: (p) => new Donchian(p),
  },
  {
    name: 'vwap',
    parameters: [],
    warmup: '0',
    convention: '(high + low + close) / 3 weighted by volume since the session began; NaN before its first volume',
    source: 'definition',
    make: () => new Vwap({ sessionOf: (timeMs) => Math.floor(timeMs / DAY_MS) }),
  },
  {
    name: 'obv',
    parameters: [],
    warmup: '0',
    convention: 'starts at the first volume',
    source: 'TA-Lib OBV',
    make: () => new Obv(),
  },
]

function period(bounds: { readonly default?: number; readonly min: number }): ParameterEntry {
  return { name: 'period', ...bounds, max: PERIOD_MAX }
}

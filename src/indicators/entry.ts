/** What the catalogue says of an indicator: the command line, the docs, sweeps and the tests read it. */
import type { Indicator } from './indicator.ts'
import { PERIOD_MAX } from './period.ts'

export const indicatorGroups = [
  'overlap',
  'momentum',
  'volatility',
  'volume',
  'price',
  'statistics',
  'cycle',
  'math',
  'levels',
  'candles',
] as const
export type IndicatorGroup = (typeof indicatorGroups)[number]

/** Values of parameters by name. */
export type Given = Readonly<Record<string, number | string>>

/** A whole number from `min` to `max`; with `above`, any number above it up to `max`; with `real`, any number from `min` to `max`. */
export interface NumberParameter {
  readonly name: string
  /** Absent when the caller must give it. */
  readonly default?: number
  readonly min?: number
  readonly above?: number
  readonly real?: true
  readonly max: number
}

/** One of several words, such as how an average is seeded; the default is TA-Lib's way. */
export interface ChoiceParameter {
  readonly name: string
  readonly default: string
  readonly choices: readonly string[]
}

export type Parameter = NumberParameter | ChoiceParameter

export interface IndicatorEntry {
  /** What strategies call it: `supertrend`. Candle patterns: the pattern's name. */
  readonly name: string
  readonly title: string
  readonly group: IndicatorGroup
  /** Its function in TA-Lib; several where it gives what several of them do. Absent where TA-Lib has none. */
  readonly talib?: string | readonly string[]
  readonly parameters: readonly Parameter[]
  /** What must hold between parameters, such as `fast < slow`. */
  readonly constraint?: { readonly text: string; readonly holds: (given: Given) => boolean }
  /** Rows without a value at the start, in terms of the parameters: names, whole numbers, + - * / and parentheses, max, floor and sqrt. */
  readonly warmup: string
  /** Where conventions differ: which one it keeps to; how it is seeded. */
  readonly convention: string
  /** Whom the figures equal, or where the definition is from: paper, book, or function of a reference implementation. */
  readonly source: string
  /** When it may have no value after warm-up, in words. */
  readonly gaps?: string
  /** Later rows change what it said of earlier ones: for charts, refused in a strategy. */
  readonly repaints?: true
  /** Makes one; a missing parameter takes its default. Sessions and the like are UTC days here. */
  readonly make: (given: Given) => Indicator
}

/** `make` of a class whose options are the parameters. */
export function made(indicator: new (options: never) => Indicator): (given: Given) => Indicator {
  return (given) => new indicator(given as never)
}

/** A parameter in rows, at most 100,000. */
export function rows(name: string, bounds: { readonly default?: number; readonly min: number }): NumberParameter {
  return { name, ...bounds, max: PERIOD_MAX }
}

/** The parameter `period`, in rows. */
export function period(bounds: { readonly default?: number; readonly min: number }): NumberParameter {
  return rows('period', bounds)
}

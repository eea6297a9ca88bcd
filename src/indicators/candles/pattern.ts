import type { Candle } from './candle.ts'

/** A candle pattern: what its file says, and nothing else. */
export interface Pattern {
  readonly title: string
  /** Its function in TA-Lib. */
  readonly talib: string
  /** Rows before its first signal: the candles it is made of, and those that say what is usual. */
  readonly warmup: number
  /** What it says when it is there, otherwise 0: above 0 bullish, below 0 bearish. */
  readonly signals: readonly number[]
  /** The options it has, at TA-Lib's defaults. */
  readonly defaults?: PatternOptions
  /** Makes the rule: a function of the last candle of the pattern, called for each in turn. Made anew for each run, as some remember. */
  readonly rule: (options: Required<PatternOptions>) => Rule
}

export type Rule = (last: Candle) => number

export interface PatternOptions {
  /** How far the last candle must reach back into the first one's body, as a share of it. */
  readonly penetration?: number
  /** Whether a body that holds another may touch it at an end: never, as TA-Lib 0.4 has it, or for 80 instead of 100, as 0.6. */
  readonly touching?: Touching
}

export const touchings = ['none', 'weak'] as const
export type Touching = (typeof touchings)[number]

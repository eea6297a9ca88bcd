import { LockstepError } from '../../base/error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import { checkChoice, checkNumber, checkOptions } from '../option.ts'
import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry, Parameter } from '../entry.ts'
import { candleRing, type Candle } from './candle.ts'
import { touchings, type Pattern, type PatternOptions, type Rule } from './pattern.ts'
import { patterns, type PatternName } from './patterns.ts'

export type { PatternOptions } from './pattern.ts'

const PENETRATION_MAX = 100

/** One of TA-Lib's candle patterns: above 0 at a bar where it is bullish, below 0 where it is bearish, 0 where it is not. */
export class CandlePattern extends RowIndicator<'open' | 'high' | 'low' | 'close'> {
  private readonly rule: Rule
  private now: Candle = candleRing()
  private seen = 0

  /** @throws LockstepError E_PARAM_VALUE for an unknown name, an option that the pattern has not, or a penetration not from 0 to 100 */
  constructor(name: PatternName, options: PatternOptions = {}) {
    const pattern = patternOf(name)
    super({ inputs: ['open', 'high', 'low', 'close'], outputs: ['value'], warmup: pattern.warmup })
    this.rule = pattern.rule(checked(name, pattern, options))
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [opens, highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    const { rule, warmup } = this
    let { now, seen } = this
    for (let i = 0; i < count; i++) {
      const row = sourceAt + i
      target[targetAt + i] = NaN
      if (Number.isNaN(opens[row]! + highs[row]! + lows[row]! + closes[row]!)) continue
      now = now.after
      now.take(sources, row)
      // From the first row on: what a rule remembers begins before its first signal.
      const signal = rule(now)
      if (seen === warmup) target[targetAt + i] = signal
      else seen++
    }
    this.now = now
    this.seen = seen
  }
}

/** A pattern's entry in the catalogue. */
export function patternEntry(name: PatternName): IndicatorEntry {
  const { title, talib, warmup, signals, defaults } = patterns[name]
  const touching = defaults?.touching === undefined ? '' : '; bodies that touch: 0 as TA-Lib 0.4, or weak: 80 as TA-Lib 0.6'
  return {
    name,
    title,
    group: 'candles',
    talib,
    parameters: parametersOf(defaults),
    warmup: String(warmup),
    convention: `${signals.join(', ')} or 0${touching}`,
    source: `TA-Lib ${talib}`,
    make: (given) => new CandlePattern(name, given),
  }
}

function parametersOf({ penetration, touching }: PatternOptions = {}): readonly Parameter[] {
  if (penetration !== undefined) return [{ name: 'penetration', default: penetration, min: 0, max: PENETRATION_MAX, real: true }]
  return touching === undefined ? [] : [{ name: 'touching', default: touching, choices: touchings }]
}

function patternOf(name: PatternName): Pattern {
  if (Object.hasOwn(patterns, name)) return patterns[name]
  throw new LockstepError(
    'E_PARAM_VALUE',
    `expected the name of a candle pattern, was ${name}; ${didYouMean(name, Object.keys(patterns))}`,
    'Correct the name: docs/reference/indicators.md has them all.',
  )
}

function checked(name: PatternName, { defaults = {} }: Pattern, given: PatternOptions): Required<PatternOptions> {
  checkOptions(name, given, Object.keys(defaults))
  const { penetration = 0, touching = 'none' } = { ...defaults, ...given }
  return {
    penetration: checkNumber('penetration', penetration, { min: 0, max: PENETRATION_MAX }),
    touching: checkChoice('touching', touching, touchings),
  }
}

/** Candle patterns by name. What each is, and its options: docs/reference/indicators.md. */
import { CandlePattern, patternEntry, type PatternOptions } from '../../indicators/candles/candle-pattern.ts'
import type { PatternName } from '../../indicators/candles/patterns.ts'
import type { BarLines } from '../bar-lines.ts'
import { linesOfBars, type Line } from '../line.ts'
import { lineName } from './line-name.ts'

/**
 * Where a pattern ends with the last bar: above 0 bullish, below 0 bearish, otherwise 0: `pattern(bars, 'engulfing')`.
 * @throws LockstepError E_PARAM_VALUE for an unknown name, or an option that the pattern has not
 */
export function pattern(bars: BarLines, name: PatternName, options: PatternOptions = {}): Line {
  const own = { ...options }
  const indicator = new CandlePattern(name, own)
  const called = lineName(patternEntry(name), own)
  return linesOfBars(bars.state, indicator, called === null ? null : `pattern.${called}`)[0]!
}

/**
 * Indicators as an author writes them: `sma(bars.close, 20)`. Each declares itself to the series it reads, so that warm-up
 * is derived and nothing is computed twice a bar. Definitions and bounds: docs/reference/indicators.md.
 */
import { calendarOf } from '../calendar/calendars.ts'
import { Adx } from '../indicators/adx.ts'
import { Atr } from '../indicators/atr.ts'
import { Bollinger, type BollingerOptions } from '../indicators/bollinger.ts'
import { Donchian } from '../indicators/donchian.ts'
import { Ema } from '../indicators/ema.ts'
import { Highest } from '../indicators/highest.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { Lowest } from '../indicators/lowest.ts'
import { Macd, type MacdOptions } from '../indicators/macd.ts'
import { Obv } from '../indicators/obv.ts'
import { Rsi } from '../indicators/rsi.ts'
import { Sma } from '../indicators/sma.ts'
import { StdDev } from '../indicators/std-dev.ts'
import { Stochastic, type StochasticOptions } from '../indicators/stochastic.ts'
import { Vwap } from '../indicators/vwap.ts'
import { Wma } from '../indicators/wma.ts'
import type { BarLines } from './bar-lines.ts'
import { linesOfBars, linesOver, type Line } from './line.ts'

/** Simple moving average of a line. */
export function sma(line: Line, period: number): Line {
  return only(linesOver(line, new Sma({ period })))
}

/** Exponential moving average, seeded by the mean of the first `period` values. */
export function ema(line: Line, period: number): Line {
  return only(linesOver(line, new Ema({ period })))
}

/** Linearly weighted moving average. */
export function wma(line: Line, period: number): Line {
  return only(linesOver(line, new Wma({ period })))
}

/** Relative strength index with Wilder's smoothing, 0 to 100. */
export function rsi(line: Line, period = 14): Line {
  return only(linesOver(line, new Rsi({ period })))
}

/** Population standard deviation. */
export function stdDev(line: Line, period: number): Line {
  return only(linesOver(line, new StdDev({ period })))
}

/** Highest value of a line over the last `period` bars, the last one included. */
export function highest(line: Line, period: number): Line {
  return only(linesOver(line, new Highest({ period })))
}

/** Lowest value of a line over the last `period` bars, the last one included. */
export function lowest(line: Line, period: number): Line {
  return only(linesOver(line, new Lowest({ period })))
}

/** Moving average convergence divergence; 12, 26, 9 unless given. */
export function macd(line: Line, options: MacdOptions = {}): { readonly macd: Line; readonly signal: Line; readonly histogram: Line } {
  return named(linesOver(line, new Macd(options)), ['macd', 'signal', 'histogram'])
}

/** Bollinger bands; 20 bars and 2 population deviations unless given. */
export function bollinger(
  line: Line,
  options: BollingerOptions = {},
): { readonly upper: Line; readonly middle: Line; readonly lower: Line } {
  return named(linesOver(line, new Bollinger(options)), ['upper', 'middle', 'lower'])
}

/** Average true range with Wilder's smoothing. */
export function atr(bars: BarLines, period = 14): Line {
  return only(over(bars, new Atr({ period })))
}

/** Average directional index with both directional indicators. */
export function adx(bars: BarLines, period = 14): { readonly adx: Line; readonly plusDI: Line; readonly minusDI: Line } {
  return named(over(bars, new Adx({ period })), ['adx', 'plusDI', 'minusDI'])
}

/** Stochastic oscillator; 5, 3, 3 unless given. */
export function stochastic(
  bars: BarLines,
  options: StochasticOptions = {},
): { readonly fastK: Line; readonly slowK: Line; readonly slowD: Line } {
  return named(over(bars, new Stochastic(options)), ['fastK', 'slowK', 'slowD'])
}

/** Donchian channel: highest high, lowest low and their middle, the last closed bar included. */
export function donchian(bars: BarLines, period = 20): { readonly upper: Line; readonly middle: Line; readonly lower: Line } {
  return named(over(bars, new Donchian({ period })), ['upper', 'middle', 'lower'])
}

/** On-balance volume. */
export function obv(bars: BarLines): Line {
  return only(over(bars, new Obv()))
}

/** Volume-weighted average price since the session began, by the market's calendar unless another is named. */
export function vwap(bars: BarLines, calendar: string = bars.state.calendar): Line {
  const { sessionKey } = sessionsOf(calendar)
  return only(over(bars, new Vwap({ sessionOf: sessionKey })))
}

function sessionsOf(name: string): { sessionKey: (timeMs: number) => number } {
  const calendar = calendarOf(name)
  return { sessionKey: (timeMs) => calendar.sessionKey(timeMs) }
}

function over(bars: BarLines, indicator: Indicator): Line[] {
  return linesOfBars(bars.state, indicator)
}

function only(lines: readonly Line[]): Line {
  return lines[0]!
}

function named<Name extends string>(lines: readonly Line[], names: readonly Name[]): Readonly<Record<Name, Line>> {
  return Object.fromEntries(names.map((name, k) => [name, lines[k]!])) as Record<Name, Line>
}

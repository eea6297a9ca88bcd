/** Price and volume together. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { calendarOf } from '../../calendar/calendars.ts'
import { AccumulationDistribution } from '../../indicators/volume/accumulation-distribution.ts'
import { ChaikinOscillator, type ChaikinOscillatorOptions } from '../../indicators/volume/chaikin-oscillator.ts'
import { Obv } from '../../indicators/volume/obv.ts'
import { Vwap } from '../../indicators/volume/vwap.ts'
import type { BarLines } from '../bar-lines.ts'
import { linesOfBars, type Line } from '../line.ts'
import { ofBars, type OfBars } from './line-functions.ts'

/** On-balance volume. */
export const obv: OfBars<{}> = ofBars(Obv)

/** Accumulation/distribution line. */
export const accumulationDistribution: OfBars<{}> = ofBars(AccumulationDistribution)

/** Chaikin oscillator: the speed of the accumulation/distribution line; 3 and 10 bars unless given. */
export const chaikinOscillator: OfBars<ChaikinOscillatorOptions> = ofBars(ChaikinOscillator)

/** Volume-weighted average price since the session began, by the market's calendar unless another is named. */
export function vwap(bars: BarLines, calendar: string = bars.state.calendar): Line {
  return linesOfBars(bars.state, new Vwap({ sessionOf: sessionOf(calendar) }))[0]!
}

function sessionOf(name: string): (timeMs: number) => number {
  const calendar = calendarOf(name)
  return (timeMs) => calendar.sessionKey(timeMs)
}

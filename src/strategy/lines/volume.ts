/** Price and volume together. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { AccumulationDistribution } from '../../indicators/volume/accumulation-distribution.ts'
import { ChaikinOscillator, type ChaikinOscillatorOptions } from '../../indicators/volume/chaikin-oscillator.ts'
import { Obv } from '../../indicators/volume/obv.ts'
import { Vwap } from '../../indicators/volume/vwap.ts'
import { RelativeVolumeAtTime, type RelativeVolumeAtTimeOptions } from '../../indicators/volume/relative-volume-at-time.ts'
import { VwapBands, type VwapBandsOptions } from '../../indicators/volume/vwap-bands.ts'
import type { BarLines } from '../bar-lines.ts'
import { linesOfBars, type Line } from '../line.ts'
import { AnchoredVwap, type AnchoredVwapOptions } from '../../indicators/volume/anchored-vwap.ts'
import { ChaikinMoneyFlow } from '../../indicators/volume/chaikin-money-flow.ts'
import { EaseOfMovement, type EaseOfMovementOptions } from '../../indicators/volume/ease-of-movement.ts'
import { ForceIndex } from '../../indicators/volume/force-index.ts'
import { Klinger, type KlingerOptions } from '../../indicators/volume/klinger.ts'
import { RelativeVolume } from '../../indicators/volume/relative-volume.ts'
import { ofBars, ofBarsMany, ofLine, type OfBars, type OfBarsMany, type OfLine } from './line-functions.ts'
import { ofOpens, ofSessions, sessionOf, type OfOpens, type OfSessions, type SessionOptions } from './sessions.ts'

/** On-balance volume. */
export const obv: OfBars<{}> = ofBars(Obv)

/** Accumulation/distribution line. */
export const accumulationDistribution: OfBars<{}> = ofBars(AccumulationDistribution)

/** Chaikin oscillator: the speed of the accumulation/distribution line; 3 and 10 bars unless given. */
export const chaikinOscillator: OfBars<ChaikinOscillatorOptions> = ofBars(ChaikinOscillator)

/** Volume-weighted average price since the session began, or the week or month: by the market's calendar unless another is named. */
export function vwap(bars: BarLines, options: string | SessionOptions = {}): Line {
  const { calendar = bars.state.calendar, by } = typeof options === 'string' ? { calendar: options } : options
  return linesOfBars(bars.state, new Vwap({ sessionOf: sessionOf(calendar, by) }))[0]!
}

/** Session VWAP with bands; 1 deviation unless given. `by: 'week'` or `'month'` makes them longer. */
export const vwapBands: OfSessions<VwapBandsOptions, VwapBands['outputs'][number]> = ofSessions(VwapBands)

/** Volume against the same time after the open in the sessions before; 20 unless given. */
export function relativeVolumeAtTime(
  bars: BarLines,
  options: Omit<RelativeVolumeAtTimeOptions, 'openOf'> & Pick<SessionOptions, 'calendar'> = {},
): Line {
  return volumesAtTime(bars, options).value
}

const volumesAtTime: OfOpens<RelativeVolumeAtTimeOptions, 'value'> = ofOpens(RelativeVolumeAtTime)

/** VWAP with bands since an instant, epoch ms; the first bar unless given. */
export const anchoredVwap: OfBarsMany<AnchoredVwapOptions, AnchoredVwap['outputs'][number]> = ofBarsMany(AnchoredVwap)

/** Chaikin money flow, -1 to 1; 20 bars unless given. */
export const chaikinMoneyFlow: OfBars<{ readonly period?: number }> = ofBars(ChaikinMoneyFlow)

/** Ease of movement; 14 bars unless given. */
export const easeOfMovement: OfBars<EaseOfMovementOptions> = ofBars(EaseOfMovement)

/** Force index; 13 bars unless given. */
export const forceIndex: OfBars<{ readonly period?: number }> = ofBars(ForceIndex)

/** Klinger oscillator and its signal; 34, 55 and 13 unless given. */
export const klinger: OfBarsMany<KlingerOptions, Klinger['outputs'][number]> = ofBarsMany(Klinger)

/** Volume over the mean of the bars before: `relativeVolume(bars.volume, 20)`. */
export const relativeVolume: OfLine<{ readonly period?: number }> = ofLine(RelativeVolume)

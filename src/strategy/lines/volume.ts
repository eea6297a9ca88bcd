/** Price and volume together. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { AccumulationDistribution, accumulationDistributionEntry } from '../../indicators/volume/accumulation-distribution.ts'
import { ChaikinOscillator, type ChaikinOscillatorOptions, chaikinOscillatorEntry } from '../../indicators/volume/chaikin-oscillator.ts'
import { Obv, obvEntry } from '../../indicators/volume/obv.ts'
import { Vwap, vwapEntry } from '../../indicators/volume/vwap.ts'
import {
  RelativeVolumeAtTime,
  type RelativeVolumeAtTimeOptions,
  relativeVolumeAtTimeEntry,
} from '../../indicators/volume/relative-volume-at-time.ts'
import { VwapBands, type VwapBandsOptions, vwapBandsEntry } from '../../indicators/volume/vwap-bands.ts'
import type { BarLines } from '../bar-lines.ts'
import type { Line } from '../line.ts'
import { AnchoredVwap, type AnchoredVwapOptions, anchoredVwapEntry } from '../../indicators/volume/anchored-vwap.ts'
import { ChaikinMoneyFlow, chaikinMoneyFlowEntry } from '../../indicators/volume/chaikin-money-flow.ts'
import { EaseOfMovement, type EaseOfMovementOptions, easeOfMovementEntry } from '../../indicators/volume/ease-of-movement.ts'
import { ForceIndex, forceIndexEntry } from '../../indicators/volume/force-index.ts'
import { Klinger, type KlingerOptions, klingerEntry } from '../../indicators/volume/klinger.ts'
import { RelativeVolume, relativeVolumeEntry } from '../../indicators/volume/relative-volume.ts'
import { ofBars, ofBarsMany, ofLine, type OfBars, type OfBarsMany, type OfLine } from './line-functions.ts'
import { ofOpens, ofSessions, type OfOpens, type OfSessions, type SessionOptions } from './sessions.ts'

/** On-balance volume. */
export const obv: OfBars<{}> = ofBars(Obv, obvEntry)

/** Accumulation/distribution line. */
export const accumulationDistribution: OfBars<{}> = ofBars(AccumulationDistribution, accumulationDistributionEntry)

/** Chaikin oscillator: the speed of the accumulation/distribution line; 3 and 10 bars unless given. */
export const chaikinOscillator: OfBars<ChaikinOscillatorOptions> = ofBars(ChaikinOscillator, chaikinOscillatorEntry)

/** Volume-weighted average price since the session began, or the week or month: by the market's calendar unless another is named. */
export function vwap(bars: BarLines, options: string | SessionOptions = {}): Line {
  const given = typeof options === 'string' ? { calendar: options } : options
  return sessionVwap(bars, given).value
}

const sessionVwap: OfSessions<{}, 'value'> = ofSessions(Vwap, vwapEntry)

/** Session VWAP with bands; 1 deviation unless given. `by: 'week'` or `'month'` makes them longer. */
export const vwapBands: OfSessions<VwapBandsOptions, VwapBands['outputs'][number]> = ofSessions(VwapBands, vwapBandsEntry)

/** Volume against the same time after the open in the sessions before; 20 unless given. */
export function relativeVolumeAtTime(
  bars: BarLines,
  options: Omit<RelativeVolumeAtTimeOptions, 'openOf'> & Pick<SessionOptions, 'calendar'> = {},
): Line {
  return volumesAtTime(bars, options).value
}

const volumesAtTime: OfOpens<RelativeVolumeAtTimeOptions, 'value'> = ofOpens(RelativeVolumeAtTime, relativeVolumeAtTimeEntry)

/** VWAP with bands since an instant, epoch ms; the first bar unless given. */
export const anchoredVwap: OfBarsMany<AnchoredVwapOptions, AnchoredVwap['outputs'][number]> = ofBarsMany(AnchoredVwap, anchoredVwapEntry)

/** Chaikin money flow, -1 to 1; 20 bars unless given. */
export const chaikinMoneyFlow: OfBars<{ readonly period?: number }> = ofBars(ChaikinMoneyFlow, chaikinMoneyFlowEntry)

/** Ease of movement; 14 bars unless given. */
export const easeOfMovement: OfBars<EaseOfMovementOptions> = ofBars(EaseOfMovement, easeOfMovementEntry)

/** Force index; 13 bars unless given. */
export const forceIndex: OfBars<{ readonly period?: number }> = ofBars(ForceIndex, forceIndexEntry)

/** Klinger oscillator and its signal; 34, 55 and 13 unless given. */
export const klinger: OfBarsMany<KlingerOptions, Klinger['outputs'][number]> = ofBarsMany(Klinger, klingerEntry)

/** Volume over the mean of the bars before: `relativeVolume(bars.volume, 20)`. */
export const relativeVolume: OfLine<{ readonly period?: number }> = ofLine(RelativeVolume, relativeVolumeEntry)

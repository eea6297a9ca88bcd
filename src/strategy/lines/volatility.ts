/** How far price moves. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { AccelerationBands } from '../../indicators/volatility/acceleration-bands.ts'
import { Atr, type AtrOptions } from '../../indicators/volatility/atr.ts'
import { Natr } from '../../indicators/volatility/natr.ts'
import { TrueRange } from '../../indicators/volatility/true-range.ts'
import { Choppiness } from '../../indicators/volatility/choppiness.ts'
import { MassIndex, type MassIndexOptions } from '../../indicators/volatility/mass-index.ts'
import { RogersSatchell } from '../../indicators/volatility/rogers-satchell.ts'
import { ofBars, ofBarsMany, type OfBars, type OfBarsMany } from './line-functions.ts'

/** Average true range with Wilder's smoothing; 14 bars unless given. */
export const atr: OfBars<AtrOptions> = ofBars(Atr)

/** Average true range in per cent of the close; 14 bars unless given. */
export const natr: OfBars<{ readonly period?: number }> = ofBars(Natr)

/** True range, not averaged. */
export const trueRange: OfBars<{}> = ofBars(TrueRange)

/** Acceleration bands; 20 bars unless given. */
export const accelerationBands: OfBarsMany<{ readonly period?: number }, 'upper' | 'middle' | 'lower'> = ofBarsMany(AccelerationBands)

/** Choppiness, near 100 where price goes nowhere; 14 bars unless given. */
export const choppiness: OfBars<{ readonly period?: number }> = ofBars(Choppiness)

/** Mass index; 9 and 25 unless given. */
export const massIndex: OfBars<MassIndexOptions> = ofBars(MassIndex)

/** Rogers and Satchell's volatility of a bar; over 20 unless given. */
export const rogersSatchell: OfBars<{ readonly period?: number }> = ofBars(RogersSatchell)

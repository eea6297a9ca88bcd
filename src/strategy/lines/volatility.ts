/** How far price moves. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { AccelerationBands, accelerationBandsEntry } from '../../indicators/volatility/acceleration-bands.ts'
import { Atr, type AtrOptions, atrEntry } from '../../indicators/volatility/atr.ts'
import { Natr, natrEntry } from '../../indicators/volatility/natr.ts'
import { TrueRange, trueRangeEntry } from '../../indicators/volatility/true-range.ts'
import { Choppiness, choppinessEntry } from '../../indicators/volatility/choppiness.ts'
import { MassIndex, type MassIndexOptions, massIndexEntry } from '../../indicators/volatility/mass-index.ts'
import { RogersSatchell, rogersSatchellEntry } from '../../indicators/volatility/rogers-satchell.ts'
import { ofBars, ofBarsMany, type OfBars, type OfBarsMany } from './line-functions.ts'

/** Average true range with Wilder's smoothing; 14 bars unless given. */
export const atr: OfBars<AtrOptions> = ofBars(Atr, atrEntry)

/** Average true range in per cent of the close; 14 bars unless given. */
export const natr: OfBars<{ readonly period?: number }> = ofBars(Natr, natrEntry)

/** True range, not averaged. */
export const trueRange: OfBars<{}> = ofBars(TrueRange, trueRangeEntry)

/** Acceleration bands; 20 bars unless given. */
export const accelerationBands: OfBarsMany<{ readonly period?: number }, 'upper' | 'middle' | 'lower'> = ofBarsMany(
  AccelerationBands,
  accelerationBandsEntry,
)

/** Choppiness, near 100 where price goes nowhere; 14 bars unless given. */
export const choppiness: OfBars<{ readonly period?: number }> = ofBars(Choppiness, choppinessEntry)

/** Mass index; 9 and 25 unless given. */
export const massIndex: OfBars<MassIndexOptions> = ofBars(MassIndex, massIndexEntry)

/** Rogers and Satchell's volatility of a bar; over 20 unless given. */
export const rogersSatchell: OfBars<{ readonly period?: number }> = ofBars(RogersSatchell, rogersSatchellEntry)

/** How far price moves. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Atr } from '../../indicators/volatility/atr.ts'
import { ofBars, type OfBars } from './line-functions.ts'

/** Average true range with Wilder's smoothing; 14 bars unless given. */
export const atr: OfBars<{ readonly period?: number }> = ofBars(Atr)

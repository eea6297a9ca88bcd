/** Arithmetic on lines. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Highest } from '../../indicators/math/highest.ts'
import { Lowest } from '../../indicators/math/lowest.ts'
import { ofLine, type OfLine } from './line-functions.ts'

/** Highest value of the last `period`, this one included. */
export const highest: OfLine<{ readonly period: number }> = ofLine(Highest)

/** Lowest value of the last `period`, this one included. */
export const lowest: OfLine<{ readonly period: number }> = ofLine(Lowest)

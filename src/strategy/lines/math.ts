/** What a line was over a window; row by row: `math`. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Extremes } from '../../indicators/math/extremes.ts'
import { Highest } from '../../indicators/math/highest.ts'
import { Lag } from '../../indicators/math/lag.ts'
import { Lowest } from '../../indicators/math/lowest.ts'
import { Sum } from '../../indicators/math/sum.ts'
import { ofLine, ofLineMany, type OfLine, type OfLineMany } from './line-functions.ts'

/** Highest value of the last `period`, this one included. */
export const highest: OfLine<{ readonly period: number }> = ofLine(Highest)

/** Lowest value of the last `period`, this one included. */
export const lowest: OfLine<{ readonly period: number }> = ofLine(Lowest)

/** Lowest and highest of the last `period` values and how many rows ago they were. */
export const extremes: OfLineMany<{ readonly period: number }, 'lowest' | 'highest' | 'sinceLowest' | 'sinceHighest'> = ofLineMany(Extremes)

/** Sum of the last `period` values. */
export const sum: OfLine<{ readonly period: number }> = ofLine(Sum)

/** The line as it was `period` rows ago. */
export const lag: OfLine<{ readonly period: number }> = ofLine(Lag)

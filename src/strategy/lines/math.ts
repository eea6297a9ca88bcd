/** What a line was over a window; row by row: `math`. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Extremes, extremesEntry } from '../../indicators/math/extremes.ts'
import { Highest, highestEntry } from '../../indicators/math/highest.ts'
import { Lag, lagEntry } from '../../indicators/math/lag.ts'
import { Lowest, lowestEntry } from '../../indicators/math/lowest.ts'
import { Sum, sumEntry } from '../../indicators/math/sum.ts'
import { ofLine, ofLineMany, type OfLine, type OfLineMany } from './line-functions.ts'

/** Highest value of the last `period`, this one included. */
export const highest: OfLine<{ readonly period: number }> = ofLine(Highest, highestEntry)

/** Lowest value of the last `period`, this one included. */
export const lowest: OfLine<{ readonly period: number }> = ofLine(Lowest, lowestEntry)

/** Lowest and highest of the last `period` values and how many rows ago they were. */
export const extremes: OfLineMany<{ readonly period: number }, 'lowest' | 'highest' | 'sinceLowest' | 'sinceHighest'> = ofLineMany(
  Extremes,
  extremesEntry,
)

/** Sum of the last `period` values. */
export const sum: OfLine<{ readonly period: number }> = ofLine(Sum, sumEntry)

/** The line as it was `period` rows ago. */
export const lag: OfLine<{ readonly period: number }> = ofLine(Lag, lagEntry)

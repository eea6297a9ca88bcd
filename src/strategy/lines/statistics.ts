/** Statistics of lines over windows. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { MeanDeviation } from '../../indicators/statistics/mean-deviation.ts'
import { StdDev } from '../../indicators/statistics/std-dev.ts'
import { ofLine, type OfLine } from './line-functions.ts'

/** Population standard deviation of a line. */
export const stdDev: OfLine<{ readonly period: number }> = ofLine(StdDev)

/** Mean absolute deviation of a line; 14 unless given. */
export const meanDeviation: OfLine<{ readonly period?: number }> = ofLine(MeanDeviation)

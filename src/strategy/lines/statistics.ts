/** Statistics of lines over windows. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { MeanDeviation } from '../../indicators/statistics/mean-deviation.ts'
import { Beta } from '../../indicators/statistics/beta.ts'
import { Correlation } from '../../indicators/statistics/correlation.ts'
import { LinearRegression } from '../../indicators/statistics/linear-regression.ts'
import { StdDev } from '../../indicators/statistics/std-dev.ts'
import { Variance, type VarianceOptions } from '../../indicators/statistics/variance.ts'
import { ofLine, ofLineMany, ofPair, type OfLine, type OfLineMany, type OfPair } from './line-functions.ts'

/** Standard deviation of a line, of the population unless of a sample. */
export const stdDev: OfLine<VarianceOptions> = ofLine(StdDev)

/** Mean absolute deviation of a line; 14 unless given. */
export const meanDeviation: OfLine<{ readonly period?: number }> = ofLine(MeanDeviation)

/** Variance of a line, of the population unless of a sample. */
export const variance: OfLine<VarianceOptions> = ofLine(Variance)

/** Pearson's correlation of two lines; 30 rows unless given. */
export const correlation: OfPair<{ readonly period?: number }> = ofPair(Correlation)

/** How far the second line changes for a change of the first, the market; 5 changes unless given. */
export const beta: OfPair<{ readonly period?: number }> = ofPair(Beta)

/** The straight line through a window by least squares; 14 rows unless given. */
export const linearRegression: OfLineMany<{ readonly period?: number }, 'value' | 'slope' | 'angle' | 'intercept' | 'forecast'> =
  ofLineMany(LinearRegression)

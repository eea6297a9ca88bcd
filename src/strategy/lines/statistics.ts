/** Statistics of lines over windows. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { MeanDeviation, meanDeviationEntry } from '../../indicators/statistics/mean-deviation.ts'
import { Beta, betaEntry } from '../../indicators/statistics/beta.ts'
import { Correlation, correlationEntry } from '../../indicators/statistics/correlation.ts'
import { LinearRegression, linearRegressionEntry } from '../../indicators/statistics/linear-regression.ts'
import { StdDev, stdDevEntry } from '../../indicators/statistics/std-dev.ts'
import { Variance, type VarianceOptions, varianceEntry } from '../../indicators/statistics/variance.ts'
import { ZScore, type ZScoreOptions, zScoreEntry } from '../../indicators/statistics/z-score.ts'
import { PercentileRank, percentileRankEntry } from '../../indicators/statistics/percentile-rank.ts'
import { LogReturn, logReturnEntry } from '../../indicators/statistics/log-return.ts'
import { Hurst, type HurstOptions, hurstEntry } from '../../indicators/statistics/hurst.ts'
import { FracDiff, type FracDiffOptions, fracDiffEntry } from '../../indicators/statistics/frac-diff.ts'
import { ofLine, ofLineMany, ofPair, type OfLine, type OfLineMany, type OfPair } from './line-functions.ts'

/** Standard deviation of a line, of the population unless of a sample. */
export const stdDev: OfLine<VarianceOptions> = ofLine(StdDev, stdDevEntry)

/** Mean absolute deviation of a line; 14 unless given. */
export const meanDeviation: OfLine<{ readonly period?: number }> = ofLine(MeanDeviation, meanDeviationEntry)

/** Variance of a line, of the population unless of a sample. */
export const variance: OfLine<VarianceOptions> = ofLine(Variance, varianceEntry)

/** Pearson's correlation of two lines; 30 rows unless given. */
export const correlation: OfPair<{ readonly period?: number }> = ofPair(Correlation, correlationEntry)

/** How far the second line changes for a change of the first, the market; 5 changes unless given. */
export const beta: OfPair<{ readonly period?: number }> = ofPair(Beta, betaEntry)

/** The straight line through a window by least squares; 14 rows unless given. */
export const linearRegression: OfLineMany<{ readonly period?: number }, 'value' | 'slope' | 'angle' | 'intercept' | 'forecast'> =
  ofLineMany(LinearRegression, linearRegressionEntry)

/** Standard deviations from the mean; 20 unless given. */
export const zScore: OfLine<ZScoreOptions> = ofLine(ZScore, zScoreEntry)

/** Percentage of the values before that are less; 100 unless given. */
export const percentileRank: OfLine<{ readonly period?: number }> = ofLine(PercentileRank, percentileRankEntry)

/** Logarithmic return; over 1 row unless given. */
export const logReturn: OfLine<{ readonly period?: number }> = ofLine(LogReturn, logReturnEntry)

/** Hurst exponent; 252 rows and differences over up to 20 unless given. */
export const hurst: OfLine<HurstOptions> = ofLine(Hurst, hurstEntry)

/** Fractional difference; order 0.4 over 100 rows unless given. */
export const fracDiff: OfLine<FracDiffOptions> = ofLine(FracDiff, fracDiffEntry)

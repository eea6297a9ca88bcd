/** TA-Lib's statistic functions. */
import { Beta } from '../statistics/beta.ts'
import { Correlation } from '../statistics/correlation.ts'
import { LinearRegression } from '../statistics/linear-regression.ts'
import { checkPeriod } from '../period.ts'
import { numbersOf, run, runOne, type Column } from './run.ts'

/** Beta: the slope of the changes of `real1` on those of `real0`. */
export function BETA(real0: Column, real1: Column, timeperiod = 5): Float64Array {
  return runOne(new Beta({ period: timeperiod }), real0, real1)
}

/** Pearson's correlation. */
export function CORREL(real0: Column, real1: Column, timeperiod = 30): Float64Array {
  return runOne(new Correlation({ period: timeperiod }), real0, real1)
}

/** Linear regression: the line's value at the row. */
export function LINEARREG(real: Column, timeperiod = 14): Float64Array {
  return regression(real, timeperiod)[0]!
}

/** Linear regression: the slope as an angle in degrees. */
export function LINEARREG_ANGLE(real: Column, timeperiod = 14): Float64Array {
  return regression(real, timeperiod)[2]!
}

/** Linear regression: the line's value at the window's oldest row. */
export function LINEARREG_INTERCEPT(real: Column, timeperiod = 14): Float64Array {
  return regression(real, timeperiod)[3]!
}

/** Linear regression: the slope a row. */
export function LINEARREG_SLOPE(real: Column, timeperiod = 14): Float64Array {
  return regression(real, timeperiod)[1]!
}

/** Population standard deviation, times `nbdev`; rounded as VAR is. */
export function STDDEV(real: Column, timeperiod = 5, nbdev = 1): Float64Array {
  return VAR(real, checkPeriod('timeperiod', timeperiod, 2)).map((variance) => Math.sqrt(Math.max(0, variance)) * nbdev)
}

/** Time series forecast: the regression line's value at the next row. */
export function TSF(real: Column, timeperiod = 14): Float64Array {
  return regression(real, timeperiod)[4]!
}

/**
 * Population variance, by TA-Lib's arithmetic: the mean of squares less the square of the mean, from running sums. In a
 * quiet window that loses half of the digits, which `Variance` keeps; here the figures are to be those that code was
 * tuned on. TA-Lib takes `nbdev` and does not use it.
 */
export function VAR(real: Column, timeperiod = 5, _nbdev = 1): Float64Array {
  const period = checkPeriod('timeperiod', timeperiod, 1)
  const values = numbersOf(real, 'value')
  const target = new Float64Array(values.length).fill(NaN)
  const rows = Array.from(values, (_, row) => row).filter((row) => !Number.isNaN(values[row]!))
  let sum = 0
  let squares = 0
  for (const [k, row] of rows.entries()) {
    const value = values[row]!
    sum += value
    squares += value * value
    if (k < period - 1) continue
    target[row] = squares / period - (sum / period) * (sum / period)
    const oldest = values[rows[k - period + 1]!]!
    sum -= oldest
    squares -= oldest * oldest
  }
  return target
}

function regression(real: Column, period: number): Float64Array[] {
  return run(new LinearRegression({ period }), real)
}

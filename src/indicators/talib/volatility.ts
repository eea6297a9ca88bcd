/** TA-Lib's volatility functions. */
import { AccelerationBands } from '../volatility/acceleration-bands.ts'
import { Atr } from '../volatility/atr.ts'
import { Natr } from '../volatility/natr.ts'
import { TrueRange } from '../volatility/true-range.ts'
import { run, runOne, type Column } from './run.ts'

/** Acceleration bands: upper, middle and lower. */
export function ACCBANDS(high: Column, low: Column, close: Column, timeperiod = 20): Float64Array[] {
  return run(new AccelerationBands({ period: timeperiod }), high, low, close)
}

/** Average true range; of one row it is the true range. */
export function ATR(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return runOne(timeperiod === 1 ? new TrueRange() : new Atr({ period: timeperiod }), high, low, close)
}

/** Normalised average true range. */
export function NATR(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return runOne(new Natr({ period: timeperiod }), high, low, close)
}

/** True range. */
export function TRANGE(high: Column, low: Column, close: Column): Float64Array {
  return runOne(new TrueRange(), high, low, close)
}

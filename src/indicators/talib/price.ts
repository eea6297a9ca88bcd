/** TA-Lib's price transforms. */
import { MeanDeviation } from '../statistics/mean-deviation.ts'
import { AveragePrice, MedianPrice, TypicalPrice, WeightedClose } from '../price/mean-price.ts'
import { runOne, type Column } from './run.ts'

/** Average price. */
export function AVGPRICE(open: Column, high: Column, low: Column, close: Column): Float64Array {
  return runOne(new AveragePrice(), open, high, low, close)
}

/** Median price. */
export function MEDPRICE(high: Column, low: Column): Float64Array {
  return runOne(new MedianPrice(), high, low)
}

/** Typical price. */
export function TYPPRICE(high: Column, low: Column, close: Column): Float64Array {
  return runOne(new TypicalPrice(), high, low, close)
}

/** Weighted close. */
export function WCLPRICE(high: Column, low: Column, close: Column): Float64Array {
  return runOne(new WeightedClose(), high, low, close)
}

/** Average deviation: the mean absolute deviation of a window. */
export function AVGDEV(real: Column, timeperiod = 14): Float64Array {
  return runOne(new MeanDeviation({ period: timeperiod }), real)
}

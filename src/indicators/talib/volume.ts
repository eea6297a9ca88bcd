/** TA-Lib's volume functions. */
import { AccumulationDistribution } from '../volume/accumulation-distribution.ts'
import { ChaikinOscillator } from '../volume/chaikin-oscillator.ts'
import { Obv } from '../volume/obv.ts'
import { runOne, type Column } from './run.ts'

/** Accumulation/distribution line. */
export function AD(high: Column, low: Column, close: Column, volume: Column): Float64Array {
  return runOne(new AccumulationDistribution(), high, low, close, volume)
}

/** Chaikin oscillator. */
export function ADOSC(high: Column, low: Column, close: Column, volume: Column, fastperiod = 3, slowperiod = 10): Float64Array {
  return runOne(new ChaikinOscillator({ fast: fastperiod, slow: slowperiod }), high, low, close, volume)
}

/** On-balance volume. */
export function OBV(real: Column, volume: Column): Float64Array {
  return runOne(new Obv(), real, volume)
}

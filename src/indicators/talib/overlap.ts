/** TA-Lib's overlap studies. */
import { HilbertTrendline } from '../overlap/hilbert-trendline.ts'
import { Bollinger } from '../overlap/bollinger.ts'
import { Dema } from '../overlap/dema.ts'
import { Donchian } from '../overlap/donchian.ts'
import { Ema } from '../overlap/ema.ts'
import { Kama } from '../overlap/kama.ts'
import { Mama } from '../overlap/mama.ts'
import { Mavp } from '../overlap/mavp.ts'
import { MidPoint } from '../overlap/mid-point.ts'
import { movingAverage } from '../overlap/moving-average.ts'
import { Sar } from '../overlap/sar.ts'
import { SarExtended } from '../overlap/sar-extended.ts'
import { Sma } from '../overlap/sma.ts'
import { T3 as Tillson } from '../overlap/t3.ts'
import { Tema } from '../overlap/tema.ts'
import { Trima } from '../overlap/trima.ts'
import { Wma } from '../overlap/wma.ts'
import { maType } from './ma-type.ts'
import { run, runOne, type Column } from './run.ts'

/** Bollinger bands: upper, middle, lower. */
export function BBANDS(real: Column, timeperiod = 5, nbdevup = 2, nbdevdn = 2, matype = 0): Float64Array[] {
  return run(new Bollinger({ period: timeperiod, deviations: nbdevup, deviationsDown: nbdevdn, average: maType(matype) }), real)
}

/** Double exponential moving average. */
export function DEMA(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Dema({ period: timeperiod }), real)
}

/** Exponential moving average. */
export function EMA(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Ema({ period: timeperiod }), real)
}

/** Hilbert transform: instantaneous trendline. */
export function HT_TRENDLINE(real: Column): Float64Array {
  return runOne(new HilbertTrendline(), real)
}

/** Kaufman adaptive moving average. */
export function KAMA(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Kama({ period: timeperiod }), real)
}

/** Moving average of the kind `matype`: 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3. */
export function MA(real: Column, timeperiod = 30, matype = 0): Float64Array {
  return runOne(movingAverage(maType(matype), { period: timeperiod }), real)
}

/** MESA adaptive moving average: mama, fama. */
export function MAMA(real: Column, fastlimit = 0.5, slowlimit = 0.05): Float64Array[] {
  return run(new Mama({ fastLimit: fastlimit, slowLimit: slowlimit }), real)
}

/** Moving average whose period each row of `periods` gives. */
export function MAVP(real: Column, periods: Column, minperiod = 2, maxperiod = 30, matype = 0): Float64Array {
  return runOne(new Mavp({ minPeriod: minperiod, maxPeriod: maxperiod, average: maType(matype) }), real, periods)
}

/** Midpoint of a window. */
export function MIDPOINT(real: Column, timeperiod = 14): Float64Array {
  return runOne(new MidPoint({ period: timeperiod }), real)
}

/** Halfway between the highest high and the lowest low. */
export function MIDPRICE(high: Column, low: Column, timeperiod = 14): Float64Array {
  return run(new Donchian({ period: timeperiod }), high, low)[1]!
}

/** Parabolic stop and reverse. */
export function SAR(high: Column, low: Column, acceleration = 0.02, maximum = 0.2): Float64Array {
  return runOne(new Sar({ acceleration, maximum }), high, low)
}

/** Parabolic stop and reverse with terms for each direction; negative while short. */
export function SAREXT(
  high: Column,
  low: Column,
  startvalue = 0,
  offsetonreverse = 0,
  accelerationinitlong = 0.02,
  accelerationlong = 0.02,
  accelerationmaxlong = 0.2,
  accelerationinitshort = 0.02,
  accelerationshort = 0.02,
  accelerationmaxshort = 0.2,
): Float64Array {
  const sar = new SarExtended({
    start: startvalue,
    offset: offsetonreverse,
    risingInitial: accelerationinitlong,
    risingStep: accelerationlong,
    risingMaximum: accelerationmaxlong,
    fallingInitial: accelerationinitshort,
    fallingStep: accelerationshort,
    fallingMaximum: accelerationmaxshort,
  })
  return runOne(sar, high, low)
}

/** Simple moving average. */
export function SMA(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Sma({ period: timeperiod }), real)
}

/** Tillson's T3. */
export function T3(real: Column, timeperiod = 5, vfactor = 0.7): Float64Array {
  return runOne(new Tillson({ period: timeperiod, volumeFactor: vfactor }), real)
}

/** Triple exponential moving average. */
export function TEMA(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Tema({ period: timeperiod }), real)
}

/** Triangular moving average. */
export function TRIMA(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Trima({ period: timeperiod }), real)
}

/** Weighted moving average. */
export function WMA(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Wma({ period: timeperiod }), real)
}

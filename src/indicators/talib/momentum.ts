/** TA-Lib's momentum functions. */
import { Adx } from '../momentum/adx.ts'
import { Adxr } from '../momentum/adxr.ts'
import { Apo } from '../momentum/apo.ts'
import { Aroon } from '../momentum/aroon.ts'
import { Bop } from '../momentum/bop.ts'
import { Cci } from '../momentum/cci.ts'
import { Cmo } from '../momentum/cmo.ts'
import { DirectionalIndex } from '../momentum/directional-index.ts'
import { DirectionalMovement } from '../momentum/directional-movement.ts'
import { Imi } from '../momentum/imi.ts'
import { Macd } from '../momentum/macd.ts'
import { MacdFix } from '../momentum/macd-fix.ts'
import { Mfi } from '../momentum/mfi.ts'
import { Momentum } from '../momentum/momentum.ts'
import { Ppo } from '../momentum/ppo.ts'
import { Roc } from '../momentum/roc.ts'
import { Rsi } from '../momentum/rsi.ts'
import { StochRsi } from '../momentum/stoch-rsi.ts'
import { Stochastic } from '../momentum/stochastic.ts'
import { Trix } from '../momentum/trix.ts'
import { UltimateOscillator } from '../momentum/ultimate-oscillator.ts'
import { WilliamsR } from '../momentum/williams-r.ts'
import { maType } from './ma-type.ts'
import { run, runOne, type Column } from './run.ts'

/** Average directional index. */
export function ADX(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return runOne(new Adx({ period: timeperiod }), high, low, close)
}

/** Average directional index rating. */
export function ADXR(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return runOne(new Adxr({ period: timeperiod }), high, low, close)
}

/** Absolute price oscillator. */
export function APO(real: Column, fastperiod = 12, slowperiod = 26, matype = 0): Float64Array {
  return runOne(new Apo({ ...ordered(fastperiod, slowperiod), average: maType(matype) }), real)
}

/** Aroon down and up. */
export function AROON(high: Column, low: Column, timeperiod = 14): Float64Array[] {
  return run(new Aroon({ period: timeperiod }), high, low).slice(0, 2)
}

/** Aroon oscillator. */
export function AROONOSC(high: Column, low: Column, timeperiod = 14): Float64Array {
  return run(new Aroon({ period: timeperiod }), high, low)[2]!
}

/** Balance of power. */
export function BOP(open: Column, high: Column, low: Column, close: Column): Float64Array {
  return runOne(new Bop(), open, high, low, close)
}

/** Commodity channel index. */
export function CCI(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return runOne(new Cci({ period: timeperiod }), high, low, close)
}

/** Chande momentum oscillator. */
export function CMO(real: Column, timeperiod = 14): Float64Array {
  return runOne(new Cmo({ period: timeperiod }), real)
}

/** Directional movement index. */
export function DX(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return runOne(new DirectionalIndex({ period: timeperiod }), high, low, close)
}

/** Intraday momentum index. */
export function IMI(open: Column, close: Column, timeperiod = 14): Float64Array {
  return runOne(new Imi({ period: timeperiod }), open, close)
}

/** Moving average convergence divergence: macd, signal and histogram. */
export function MACD(real: Column, fastperiod = 12, slowperiod = 26, signalperiod = 9): Float64Array[] {
  return run(new Macd({ ...ordered(fastperiod, slowperiod), signal: signalperiod }), real)
}

/** MACD with a kind of moving average for each of its three: macd, signal and histogram. */
export function MACDEXT(
  real: Column,
  fastperiod = 12,
  fastmatype = 0,
  slowperiod = 26,
  slowmatype = 0,
  signalperiod = 9,
  signalmatype = 0,
): Float64Array[] {
  const isOrdered = fastperiod <= slowperiod
  const options = {
    ...ordered(fastperiod, slowperiod),
    signal: signalperiod,
    fastAverage: maType(isOrdered ? fastmatype : slowmatype),
    slowAverage: maType(isOrdered ? slowmatype : fastmatype),
    signalAverage: maType(signalmatype),
  }
  return run(new Macd(options), real)
}

/** MACD of 12 and 26 by the weights 0.15 and 0.075: macd, signal and histogram. */
export function MACDFIX(real: Column, signalperiod = 9): Float64Array[] {
  return run(new MacdFix({ signal: signalperiod }), real)
}

/** Money flow index. TA-Lib's is 0 where a window's flows are below 1 in sum; this one only where there are none. */
export function MFI(high: Column, low: Column, close: Column, volume: Column, timeperiod = 14): Float64Array {
  return runOne(new Mfi({ period: timeperiod }), high, low, close, volume)
}

/** Minus directional indicator. */
export function MINUS_DI(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return run(new DirectionalIndex({ period: timeperiod }), high, low, close)[2]!
}

/** Minus directional movement. */
export function MINUS_DM(high: Column, low: Column, timeperiod = 14): Float64Array {
  return run(new DirectionalMovement({ period: timeperiod }), high, low)[1]!
}

/** Momentum. */
export function MOM(real: Column, timeperiod = 10): Float64Array {
  return runOne(new Momentum({ period: timeperiod }), real)
}

/** Plus directional indicator. */
export function PLUS_DI(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return run(new DirectionalIndex({ period: timeperiod }), high, low, close)[1]!
}

/** Plus directional movement. */
export function PLUS_DM(high: Column, low: Column, timeperiod = 14): Float64Array {
  return runOne(new DirectionalMovement({ period: timeperiod }), high, low)
}

/** Percentage price oscillator. */
export function PPO(real: Column, fastperiod = 12, slowperiod = 26, matype = 0): Float64Array {
  return runOne(new Ppo({ ...ordered(fastperiod, slowperiod), average: maType(matype) }), real)
}

/** Rate of change, in per cent. */
export function ROC(real: Column, timeperiod = 10): Float64Array {
  return runOne(new Roc({ period: timeperiod, unit: 'percent' }), real)
}

/** Rate of change as a fraction. */
export function ROCP(real: Column, timeperiod = 10): Float64Array {
  return runOne(new Roc({ period: timeperiod, unit: 'fraction' }), real)
}

/** Rate of change as a ratio. */
export function ROCR(real: Column, timeperiod = 10): Float64Array {
  return runOne(new Roc({ period: timeperiod, unit: 'ratio' }), real)
}

/** Rate of change as a ratio times 100. */
export function ROCR100(real: Column, timeperiod = 10): Float64Array {
  return runOne(new Roc({ period: timeperiod, unit: 'ratio100' }), real)
}

/** Relative strength index. */
export function RSI(real: Column, timeperiod = 14): Float64Array {
  return runOne(new Rsi({ period: timeperiod }), real)
}

/** Slow stochastic: slowK and slowD. */
export function STOCH(
  high: Column,
  low: Column,
  close: Column,
  fastk_period = 5,
  slowk_period = 3,
  slowk_matype = 0,
  slowd_period = 3,
  slowd_matype = 0,
): Float64Array[] {
  const options = { fastK: fastk_period, slowK: slowk_period, slowD: slowd_period }
  const averages = { slowKAverage: maType(slowk_matype), slowDAverage: maType(slowd_matype) }
  return run(new Stochastic({ ...options, ...averages }), high, low, close).slice(1)
}

/** Fast stochastic: fastK and fastD. */
export function STOCHF(high: Column, low: Column, close: Column, fastk_period = 5, fastd_period = 3, fastd_matype = 0): Float64Array[] {
  const options = { fastK: fastk_period, slowK: fastd_period, slowD: 1, slowKAverage: maType(fastd_matype) }
  return run(new Stochastic(options), high, low, close).slice(0, 2)
}

/** Stochastic of the relative strength index: fastK and fastD. */
export function STOCHRSI(real: Column, timeperiod = 14, fastk_period = 5, fastd_period = 3, fastd_matype = 0): Float64Array[] {
  const options = { period: timeperiod, fastK: fastk_period, fastD: fastd_period, fastDAverage: maType(fastd_matype) }
  return run(new StochRsi(options), real)
}

/** Change of a triple exponential average, in per cent. */
export function TRIX(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Trix({ period: timeperiod }), real)
}

/** Ultimate oscillator. */
export function ULTOSC(high: Column, low: Column, close: Column, timeperiod1 = 7, timeperiod2 = 14, timeperiod3 = 28): Float64Array {
  return runOne(new UltimateOscillator({ short: timeperiod1, medium: timeperiod2, long: timeperiod3 }), high, low, close)
}

/** Williams %R. */
export function WILLR(high: Column, low: Column, close: Column, timeperiod = 14): Float64Array {
  return runOne(new WilliamsR({ period: timeperiod }), high, low, close)
}

/** TA-Lib takes the two periods in either order. */
function ordered(fastperiod: number, slowperiod: number): { readonly fast: number; readonly slow: number } {
  return fastperiod <= slowperiod ? { fast: fastperiod, slow: slowperiod } : { fast: slowperiod, slow: fastperiod }
}

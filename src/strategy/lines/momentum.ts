/** Speed and direction of price. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Adx } from '../../indicators/momentum/adx.ts'
import { Macd, type MacdOptions } from '../../indicators/momentum/macd.ts'
import { Rsi } from '../../indicators/momentum/rsi.ts'
import { Stochastic, type StochasticOptions } from '../../indicators/momentum/stochastic.ts'
import { ofBarsMany, ofLine, ofLineMany, type OfBarsMany, type OfLine, type OfLineMany } from './line-functions.ts'

/** Relative strength index with Wilder's smoothing, 0 to 100. */
export const rsi: OfLine<{ readonly period?: number }> = ofLine(Rsi)

/** Moving average convergence divergence; 12, 26, 9 unless given. */
export const macd: OfLineMany<MacdOptions, 'macd' | 'signal' | 'histogram'> = ofLineMany(Macd)

/** Average directional index with both directional indicators. */
export const adx: OfBarsMany<{ readonly period?: number }, 'adx' | 'plusDI' | 'minusDI'> = ofBarsMany(Adx)

/** Stochastic oscillator; 5, 3, 3 unless given. */
export const stochastic: OfBarsMany<StochasticOptions, 'fastK' | 'slowK' | 'slowD'> = ofBarsMany(Stochastic)

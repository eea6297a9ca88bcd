/** Averages and channels of price. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Bollinger, type BollingerOptions } from '../../indicators/overlap/bollinger.ts'
import { Donchian } from '../../indicators/overlap/donchian.ts'
import { Ema } from '../../indicators/overlap/ema.ts'
import { Sma } from '../../indicators/overlap/sma.ts'
import { Wma } from '../../indicators/overlap/wma.ts'
import { ofBarsMany, ofLine, ofLineMany, type OfBarsMany, type OfLine, type OfLineMany } from './line-functions.ts'

/** Simple moving average of a line. */
export const sma: OfLine<{ readonly period: number }> = ofLine(Sma)

/** Exponential moving average, seeded by the mean of the first `period` values. */
export const ema: OfLine<{ readonly period: number }> = ofLine(Ema)

/** Linearly weighted moving average. */
export const wma: OfLine<{ readonly period: number }> = ofLine(Wma)

/** Bollinger bands; 20 bars and 2 population deviations unless given. */
export const bollinger: OfLineMany<BollingerOptions, 'upper' | 'middle' | 'lower'> = ofLineMany(Bollinger)

/** Donchian channel: highest high, lowest low and their middle, the last closed bar included; 20 bars unless given. */
export const donchian: OfBarsMany<{ readonly period?: number }, 'upper' | 'middle' | 'lower'> = ofBarsMany(Donchian)

/** Speed and direction of price. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Adx, adxEntry } from '../../indicators/momentum/adx.ts'
import { Adxr, adxrEntry } from '../../indicators/momentum/adxr.ts'
import { Apo, type ApoOptions, apoEntry } from '../../indicators/momentum/apo.ts'
import { Aroon, aroonEntry } from '../../indicators/momentum/aroon.ts'
import { Bop, bopEntry } from '../../indicators/momentum/bop.ts'
import { Cci, cciEntry } from '../../indicators/momentum/cci.ts'
import { Cmo, type CmoOptions, cmoEntry } from '../../indicators/momentum/cmo.ts'
import { DirectionalIndex, directionalIndexEntry } from '../../indicators/momentum/directional-index.ts'
import { DirectionalMovement, directionalMovementEntry } from '../../indicators/momentum/directional-movement.ts'
import { Imi, imiEntry } from '../../indicators/momentum/imi.ts'
import { Macd, type MacdOptions, macdEntry } from '../../indicators/momentum/macd.ts'
import { MacdFix, macdFixEntry } from '../../indicators/momentum/macd-fix.ts'
import { Mfi, mfiEntry } from '../../indicators/momentum/mfi.ts'
import { Momentum, momentumEntry } from '../../indicators/momentum/momentum.ts'
import { Ppo, type PpoOptions, ppoEntry } from '../../indicators/momentum/ppo.ts'
import { Roc, type RocOptions, rocEntry } from '../../indicators/momentum/roc.ts'
import { Rsi, type RsiOptions, rsiEntry } from '../../indicators/momentum/rsi.ts'
import { StochRsi, type StochRsiOptions, stochRsiEntry } from '../../indicators/momentum/stoch-rsi.ts'
import { Stochastic, type StochasticOptions, stochasticEntry } from '../../indicators/momentum/stochastic.ts'
import { Trix, trixEntry } from '../../indicators/momentum/trix.ts'
import {
  UltimateOscillator,
  type UltimateOscillatorOptions,
  ultimateOscillatorEntry,
} from '../../indicators/momentum/ultimate-oscillator.ts'
import { WilliamsR, williamsREntry } from '../../indicators/momentum/williams-r.ts'
import { Vortex, vortexEntry } from '../../indicators/momentum/vortex.ts'
import { Awesome, type AwesomeOptions, awesomeEntry } from '../../indicators/momentum/awesome.ts'
import { ConnorsRsi, type ConnorsRsiOptions, connorsRsiEntry } from '../../indicators/momentum/connors-rsi.ts'
import { Coppock, type CoppockOptions, coppockEntry } from '../../indicators/momentum/coppock.ts'
import { Kst, type KstOptions, kstEntry } from '../../indicators/momentum/kst.ts'
import { Dpo, dpoEntry } from '../../indicators/momentum/dpo.ts'
import { Rvi, rviEntry } from '../../indicators/momentum/rvi.ts'
import { DeMarker, demarkerEntry } from '../../indicators/momentum/demarker.ts'
import { WaveTrend, type WaveTrendOptions, waveTrendEntry } from '../../indicators/momentum/wave-trend.ts'
import { EfficiencyRatio, efficiencyRatioEntry } from '../../indicators/momentum/efficiency-ratio.ts'
import { Squeeze, type SqueezeOptions, squeezeEntry } from '../../indicators/momentum/squeeze.ts'
import { Schaff, type SchaffOptions, schaffEntry } from '../../indicators/momentum/schaff.ts'
import { TrueStrength, type TrueStrengthOptions, trueStrengthEntry } from '../../indicators/momentum/true-strength.ts'
import { Fisher, fisherEntry, type FisherOptions } from '../../indicators/momentum/fisher.ts'
import { TrixSignal, type TrixSignalOptions, trixSignalEntry } from '../../indicators/momentum/trix-signal.ts'
import {
  DerivativeOscillator,
  type DerivativeOscillatorOptions,
  derivativeOscillatorEntry,
} from '../../indicators/momentum/derivative-oscillator.ts'
import { PremierStochastic, type PremierStochasticOptions, premierStochasticEntry } from '../../indicators/momentum/premier-stochastic.ts'
import { SwingIndex, swingIndexEntry } from '../../indicators/momentum/swing-index.ts'
import { ofBars, ofBarsMany, ofLine, ofLineMany, type OfBars, type OfBarsMany, type OfLine, type OfLineMany } from './line-functions.ts'

/** Relative strength index, 0 to 100, with Wilder's smoothing; 14 bars unless given. */
export const rsi: OfLine<RsiOptions> = ofLine(Rsi, rsiEntry)

/** Moving average convergence divergence; 12, 26, 9 unless given. */
export const macd: OfLineMany<MacdOptions, 'macd' | 'signal' | 'histogram'> = ofLineMany(Macd, macdEntry)

/** MACD of 12 and 26 bars by the weights 0.15 and 0.075; a signal of 9 unless given. */
export const macdFix: OfLineMany<{ readonly signal?: number }, 'macd' | 'signal' | 'histogram'> = ofLineMany(MacdFix, macdFixEntry)

/** Stochastic oscillator; 5, 3, 3 unless given. */
export const stochastic: OfBarsMany<StochasticOptions, 'fastK' | 'slowK' | 'slowD'> = ofBarsMany(Stochastic, stochasticEntry)

/** Stochastic of the relative strength index; 14, 5, 3 unless given. */
export const stochRsi: OfLineMany<StochRsiOptions, 'fastK' | 'fastD'> = ofLineMany(StochRsi, stochRsiEntry)

/** Average directional index with both directional indicators; 14 bars unless given. */
export const adx: OfBarsMany<{ readonly period?: number }, 'adx' | 'plusDI' | 'minusDI'> = ofBarsMany(Adx, adxEntry)

/** Average directional index rating; 14 bars unless given. */
export const adxr: OfBars<{ readonly period?: number }> = ofBars(Adxr, adxrEntry)

/** Directional index, not averaged, with both directional indicators; 14 bars unless given. */
export const directionalIndex: OfBarsMany<{ readonly period?: number }, 'dx' | 'plusDI' | 'minusDI'> = ofBarsMany(
  DirectionalIndex,
  directionalIndexEntry,
)

/** Directional movement up and down; 14 bars unless given. */
export const directionalMovement: OfBarsMany<{ readonly period?: number }, 'plusDM' | 'minusDM'> = ofBarsMany(
  DirectionalMovement,
  directionalMovementEntry,
)

/** The value less that of some bars ago; 10 unless given. */
export const momentum: OfLine<{ readonly period?: number }> = ofLine(Momentum, momentumEntry)

/** Rate of change against some bars ago, in per cent unless told; 10 unless given. */
export const roc: OfLine<RocOptions> = ofLine(Roc, rocEntry)

/** Commodity channel index; 14 bars unless given. */
export const cci: OfBars<{ readonly period?: number }> = ofBars(Cci, cciEntry)

/** Money flow index, 0 to 100; 14 bars unless given. */
export const mfi: OfBars<{ readonly period?: number }> = ofBars(Mfi, mfiEntry)

/** Williams %R, -100 to 0; 14 bars unless given. */
export const williamsR: OfBars<{ readonly period?: number }> = ofBars(WilliamsR, williamsREntry)

/** Chande momentum oscillator, -100 to 100, with Wilder's smoothing; 14 bars unless given. */
export const cmo: OfLine<CmoOptions> = ofLine(Cmo, cmoEntry)

/** Percentage price oscillator; simple averages of 12 and 26 unless given. */
export const ppo: OfLine<PpoOptions> = ofLine(Ppo, ppoEntry)

/** Absolute price oscillator; simple averages of 12 and 26 unless given. */
export const apo: OfLine<ApoOptions> = ofLine(Apo, apoEntry)

/** Aroon up, down and their difference; 14 bars unless given. */
export const aroon: OfBarsMany<{ readonly period?: number }, 'down' | 'up' | 'oscillator'> = ofBarsMany(Aroon, aroonEntry)

/** Ultimate oscillator, 0 to 100; 7, 14 and 28 bars unless given. */
export const ultimateOscillator: OfBars<UltimateOscillatorOptions> = ofBars(UltimateOscillator, ultimateOscillatorEntry)

/** Change of a triple exponential average, in per cent; 30 bars unless given. */
export const trix: OfLine<{ readonly period?: number }> = ofLine(Trix, trixEntry)

/** Balance of power, -1 to 1. */
export const bop: OfBars<{}> = ofBars(Bop, bopEntry)

/** Intraday momentum index, 0 to 100; 14 bars unless given. */
export const imi: OfBars<{ readonly period?: number }> = ofBars(Imi, imiEntry)

/** Vortex; 14 bars unless given. */
export const vortex: OfBarsMany<{ readonly period?: number }, Vortex['outputs'][number]> = ofBarsMany(Vortex, vortexEntry)

/** Awesome oscillator; 5 and 34 bars unless given. */
export const awesome: OfBars<AwesomeOptions> = ofBars(Awesome, awesomeEntry)

/** Connors RSI, 0 to 100; 3, 2 and 100 unless given. */
export const connorsRsi: OfLine<ConnorsRsiOptions> = ofLine(ConnorsRsi, connorsRsiEntry)

/** Coppock curve; 11, 14 and 10 unless given. */
export const coppock: OfLine<CoppockOptions> = ofLine(Coppock, coppockEntry)

/** Know sure thing and its signal. */
export const kst: OfLineMany<KstOptions, Kst['outputs'][number]> = ofLineMany(Kst, kstEntry)

/** Detrended price oscillator, not shifted back; 20 unless given. */
export const dpo: OfLine<{ readonly period?: number }> = ofLine(Dpo, dpoEntry)

/** Relative vigor index and its signal; 10 bars unless given. */
export const rvi: OfBarsMany<{ readonly period?: number }, Rvi['outputs'][number]> = ofBarsMany(Rvi, rviEntry)

/** DeMarker, 0 to 1; 14 bars unless given. */
export const demarker: OfBars<{ readonly period?: number }> = ofBars(DeMarker, demarkerEntry)

/** Wave trend and its signal; 10, 21 and 4 unless given. */
export const waveTrend: OfBarsMany<WaveTrendOptions, WaveTrend['outputs'][number]> = ofBarsMany(WaveTrend, waveTrendEntry)

/** Kaufman's efficiency ratio, 0 to 1; 10 unless given. */
export const efficiencyRatio: OfLine<{ readonly period?: number }> = ofLine(EfficiencyRatio, efficiencyRatioEntry)

/** Squeeze: 1 while Bollinger bands are inside a Keltner channel, and momentum; 20 bars unless given. */
export const squeeze: OfBarsMany<SqueezeOptions, Squeeze['outputs'][number]> = ofBarsMany(Squeeze, squeezeEntry)

/** Schaff trend cycle, 0 to 100; 23, 50 and 10 unless given. */
export const schaff: OfLine<SchaffOptions> = ofLine(Schaff, schaffEntry)

/** True strength index and its signal; 25, 13 and 7 unless given. */
export const trueStrength: OfLineMany<TrueStrengthOptions, TrueStrength['outputs'][number]> = ofLineMany(TrueStrength, trueStrengthEntry)

/** Fisher transform and its value one bar before; 10 bars unless given. */
export const fisher: OfBarsMany<FisherOptions, Fisher['outputs'][number]> = ofBarsMany(Fisher, fisherEntry)

/** Trix with signal and histogram; 15 and 9 unless given. */
export const trixSignal: OfLineMany<TrixSignalOptions, TrixSignal['outputs'][number]> = ofLineMany(TrixSignal, trixSignalEntry)

/** Derivative oscillator; 14, 5, 3 and 9 unless given. */
export const derivativeOscillator: OfLine<DerivativeOscillatorOptions> = ofLine(DerivativeOscillator, derivativeOscillatorEntry)

/** Premier stochastic oscillator, -1 to 1; 8 and 5 unless given. */
export const premierStochastic: OfBars<PremierStochasticOptions> = ofBars(PremierStochastic, premierStochasticEntry)

/** Swing index and its sum. */
export const swingIndex: OfBarsMany<{ readonly limit: number }, SwingIndex['outputs'][number]> = ofBarsMany(SwingIndex, swingIndexEntry)

/** Speed and direction of price. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Adx } from '../../indicators/momentum/adx.ts'
import { Adxr } from '../../indicators/momentum/adxr.ts'
import { Apo, type ApoOptions } from '../../indicators/momentum/apo.ts'
import { Aroon } from '../../indicators/momentum/aroon.ts'
import { Bop } from '../../indicators/momentum/bop.ts'
import { Cci } from '../../indicators/momentum/cci.ts'
import { Cmo, type CmoOptions } from '../../indicators/momentum/cmo.ts'
import { DirectionalIndex } from '../../indicators/momentum/directional-index.ts'
import { DirectionalMovement } from '../../indicators/momentum/directional-movement.ts'
import { Imi } from '../../indicators/momentum/imi.ts'
import { Macd, type MacdOptions } from '../../indicators/momentum/macd.ts'
import { MacdFix } from '../../indicators/momentum/macd-fix.ts'
import { Mfi } from '../../indicators/momentum/mfi.ts'
import { Momentum } from '../../indicators/momentum/momentum.ts'
import { Ppo, type PpoOptions } from '../../indicators/momentum/ppo.ts'
import { Roc, type RocOptions } from '../../indicators/momentum/roc.ts'
import { Rsi, type RsiOptions } from '../../indicators/momentum/rsi.ts'
import { StochRsi, type StochRsiOptions } from '../../indicators/momentum/stoch-rsi.ts'
import { Stochastic, type StochasticOptions } from '../../indicators/momentum/stochastic.ts'
import { Trix } from '../../indicators/momentum/trix.ts'
import { UltimateOscillator, type UltimateOscillatorOptions } from '../../indicators/momentum/ultimate-oscillator.ts'
import { WilliamsR } from '../../indicators/momentum/williams-r.ts'
import { Vortex } from '../../indicators/momentum/vortex.ts'
import { Awesome, type AwesomeOptions } from '../../indicators/momentum/awesome.ts'
import { ConnorsRsi, type ConnorsRsiOptions } from '../../indicators/momentum/connors-rsi.ts'
import { Coppock, type CoppockOptions } from '../../indicators/momentum/coppock.ts'
import { Kst, type KstOptions } from '../../indicators/momentum/kst.ts'
import { Dpo } from '../../indicators/momentum/dpo.ts'
import { Rvi } from '../../indicators/momentum/rvi.ts'
import { DeMarker } from '../../indicators/momentum/demarker.ts'
import { WaveTrend, type WaveTrendOptions } from '../../indicators/momentum/wave-trend.ts'
import { EfficiencyRatio } from '../../indicators/momentum/efficiency-ratio.ts'
import { Squeeze, type SqueezeOptions } from '../../indicators/momentum/squeeze.ts'
import { Schaff, type SchaffOptions } from '../../indicators/momentum/schaff.ts'
import { TrueStrength, type TrueStrengthOptions } from '../../indicators/momentum/true-strength.ts'
import { Fisher } from '../../indicators/momentum/fisher.ts'
import { TrixSignal, type TrixSignalOptions } from '../../indicators/momentum/trix-signal.ts'
import { DerivativeOscillator, type DerivativeOscillatorOptions } from '../../indicators/momentum/derivative-oscillator.ts'
import { PremierStochastic, type PremierStochasticOptions } from '../../indicators/momentum/premier-stochastic.ts'
import { SwingIndex } from '../../indicators/momentum/swing-index.ts'
import { ofBars, ofBarsMany, ofLine, ofLineMany, type OfBars, type OfBarsMany, type OfLine, type OfLineMany } from './line-functions.ts'

/** Relative strength index, 0 to 100, with Wilder's smoothing; 14 bars unless given. */
export const rsi: OfLine<RsiOptions> = ofLine(Rsi)

/** Moving average convergence divergence; 12, 26, 9 unless given. */
export const macd: OfLineMany<MacdOptions, 'macd' | 'signal' | 'histogram'> = ofLineMany(Macd)

/** MACD of 12 and 26 bars by the weights 0.15 and 0.075; a signal of 9 unless given. */
export const macdFix: OfLineMany<{ readonly signal?: number }, 'macd' | 'signal' | 'histogram'> = ofLineMany(MacdFix)

/** Stochastic oscillator; 5, 3, 3 unless given. */
export const stochastic: OfBarsMany<StochasticOptions, 'fastK' | 'slowK' | 'slowD'> = ofBarsMany(Stochastic)

/** Stochastic of the relative strength index; 14, 5, 3 unless given. */
export const stochRsi: OfLineMany<StochRsiOptions, 'fastK' | 'fastD'> = ofLineMany(StochRsi)

/** Average directional index with both directional indicators; 14 bars unless given. */
export const adx: OfBarsMany<{ readonly period?: number }, 'adx' | 'plusDI' | 'minusDI'> = ofBarsMany(Adx)

/** Average directional index rating; 14 bars unless given. */
export const adxr: OfBars<{ readonly period?: number }> = ofBars(Adxr)

/** Directional index, not averaged, with both directional indicators; 14 bars unless given. */
export const directionalIndex: OfBarsMany<{ readonly period?: number }, 'dx' | 'plusDI' | 'minusDI'> = ofBarsMany(DirectionalIndex)

/** Directional movement up and down; 14 bars unless given. */
export const directionalMovement: OfBarsMany<{ readonly period?: number }, 'plusDM' | 'minusDM'> = ofBarsMany(DirectionalMovement)

/** The value less that of some bars ago; 10 unless given. */
export const momentum: OfLine<{ readonly period?: number }> = ofLine(Momentum)

/** Rate of change against some bars ago, in per cent unless told; 10 unless given. */
export const roc: OfLine<RocOptions> = ofLine(Roc)

/** Commodity channel index; 14 bars unless given. */
export const cci: OfBars<{ readonly period?: number }> = ofBars(Cci)

/** Money flow index, 0 to 100; 14 bars unless given. */
export const mfi: OfBars<{ readonly period?: number }> = ofBars(Mfi)

/** Williams %R, -100 to 0; 14 bars unless given. */
export const williamsR: OfBars<{ readonly period?: number }> = ofBars(WilliamsR)

/** Chande momentum oscillator, -100 to 100, with Wilder's smoothing; 14 bars unless given. */
export const cmo: OfLine<CmoOptions> = ofLine(Cmo)

/** Percentage price oscillator; simple averages of 12 and 26 unless given. */
export const ppo: OfLine<PpoOptions> = ofLine(Ppo)

/** Absolute price oscillator; simple averages of 12 and 26 unless given. */
export const apo: OfLine<ApoOptions> = ofLine(Apo)

/** Aroon up, down and their difference; 14 bars unless given. */
export const aroon: OfBarsMany<{ readonly period?: number }, 'down' | 'up' | 'oscillator'> = ofBarsMany(Aroon)

/** Ultimate oscillator, 0 to 100; 7, 14 and 28 bars unless given. */
export const ultimateOscillator: OfBars<UltimateOscillatorOptions> = ofBars(UltimateOscillator)

/** Change of a triple exponential average, in per cent; 30 bars unless given. */
export const trix: OfLine<{ readonly period?: number }> = ofLine(Trix)

/** Balance of power, -1 to 1. */
export const bop: OfBars<{}> = ofBars(Bop)

/** Intraday momentum index, 0 to 100; 14 bars unless given. */
export const imi: OfBars<{ readonly period?: number }> = ofBars(Imi)

/** Vortex; 14 bars unless given. */
export const vortex: OfBarsMany<{ readonly period?: number }, Vortex['outputs'][number]> = ofBarsMany(Vortex)

/** Awesome oscillator; 5 and 34 bars unless given. */
export const awesome: OfBars<AwesomeOptions> = ofBars(Awesome)

/** Connors RSI, 0 to 100; 3, 2 and 100 unless given. */
export const connorsRsi: OfLine<ConnorsRsiOptions> = ofLine(ConnorsRsi)

/** Coppock curve; 11, 14 and 10 unless given. */
export const coppock: OfLine<CoppockOptions> = ofLine(Coppock)

/** Know sure thing and its signal. */
export const kst: OfLineMany<KstOptions, Kst['outputs'][number]> = ofLineMany(Kst)

/** Detrended price oscillator, not shifted back; 20 unless given. */
export const dpo: OfLine<{ readonly period?: number }> = ofLine(Dpo)

/** Relative vigor index and its signal; 10 bars unless given. */
export const rvi: OfBarsMany<{ readonly period?: number }, Rvi['outputs'][number]> = ofBarsMany(Rvi)

/** DeMarker, 0 to 1; 14 bars unless given. */
export const demarker: OfBars<{ readonly period?: number }> = ofBars(DeMarker)

/** Wave trend and its signal; 10, 21 and 4 unless given. */
export const waveTrend: OfBarsMany<WaveTrendOptions, WaveTrend['outputs'][number]> = ofBarsMany(WaveTrend)

/** Kaufman's efficiency ratio, 0 to 1; 10 unless given. */
export const efficiencyRatio: OfLine<{ readonly period?: number }> = ofLine(EfficiencyRatio)

/** Squeeze: 1 while Bollinger bands are inside a Keltner channel, and momentum; 20 bars unless given. */
export const squeeze: OfBarsMany<SqueezeOptions, Squeeze['outputs'][number]> = ofBarsMany(Squeeze)

/** Schaff trend cycle, 0 to 100; 23, 50 and 10 unless given. */
export const schaff: OfLine<SchaffOptions> = ofLine(Schaff)

/** True strength index and its signal; 25, 13 and 7 unless given. */
export const trueStrength: OfLineMany<TrueStrengthOptions, TrueStrength['outputs'][number]> = ofLineMany(TrueStrength)

/** Fisher transform and its value one bar before; 10 bars unless given. */
export const fisher: OfBarsMany<{ readonly period?: number }, Fisher['outputs'][number]> = ofBarsMany(Fisher)

/** Trix with signal and histogram; 15 and 9 unless given. */
export const trixSignal: OfLineMany<TrixSignalOptions, TrixSignal['outputs'][number]> = ofLineMany(TrixSignal)

/** Derivative oscillator; 14, 5, 3 and 9 unless given. */
export const derivativeOscillator: OfLine<DerivativeOscillatorOptions> = ofLine(DerivativeOscillator)

/** Premier stochastic oscillator, -1 to 1; 8 and 5 unless given. */
export const premierStochastic: OfBars<PremierStochasticOptions> = ofBars(PremierStochastic)

/** Swing index and its sum. */
export const swingIndex: OfBarsMany<{ readonly limit: number }, SwingIndex['outputs'][number]> = ofBarsMany(SwingIndex)

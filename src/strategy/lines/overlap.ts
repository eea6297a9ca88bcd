/** Averages and channels of price. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Bollinger, type BollingerOptions } from '../../indicators/overlap/bollinger.ts'
import { Donchian } from '../../indicators/overlap/donchian.ts'
import { Ema, type EmaOptions } from '../../indicators/overlap/ema.ts'
import { Sma } from '../../indicators/overlap/sma.ts'
import { Wma } from '../../indicators/overlap/wma.ts'
import { Dema } from '../../indicators/overlap/dema.ts'
import { HilbertTrendline } from '../../indicators/overlap/hilbert-trendline.ts'
import { Kama, type KamaOptions } from '../../indicators/overlap/kama.ts'
import { Mama, type MamaOptions } from '../../indicators/overlap/mama.ts'
import { Mavp, type MavpOptions } from '../../indicators/overlap/mavp.ts'
import { MidPoint } from '../../indicators/overlap/mid-point.ts'
import { MovingAverage, type MovingAverageOptions } from '../../indicators/overlap/moving-average.ts'
import { Sar, type SarOptions } from '../../indicators/overlap/sar.ts'
import { SarExtended, type SarExtendedOptions } from '../../indicators/overlap/sar-extended.ts'
import { T3, type T3Options } from '../../indicators/overlap/t3.ts'
import { Tema } from '../../indicators/overlap/tema.ts'
import { Trima } from '../../indicators/overlap/trima.ts'
import { Supertrend, type SupertrendOptions } from '../../indicators/overlap/supertrend.ts'
import { Keltner, type KeltnerOptions } from '../../indicators/overlap/keltner.ts'
import { Ichimoku, type IchimokuOptions } from '../../indicators/overlap/ichimoku.ts'
import { Hull } from '../../indicators/overlap/hull.ts'
import { Alma, type AlmaOptions } from '../../indicators/overlap/alma.ts'
import { Vwma, type VwmaOptions } from '../../indicators/overlap/vwma.ts'
import { Rma } from '../../indicators/overlap/rma.ts'
import { Zlema } from '../../indicators/overlap/zlema.ts'
import { McGinley } from '../../indicators/overlap/mcginley.ts'
import { Vidya, type VidyaOptions } from '../../indicators/overlap/vidya.ts'
import { Frama, type FramaOptions } from '../../indicators/overlap/frama.ts'
import { ChandelierExit, type ChandelierExitOptions } from '../../indicators/overlap/chandelier-exit.ts'
import { ChandeKrollStop, type ChandeKrollStopOptions } from '../../indicators/overlap/chande-kroll-stop.ts'
import {
  ofBars,
  ofBarsMany,
  ofLine,
  ofLineMany,
  ofPair,
  type OfBars,
  type OfBarsMany,
  type OfLine,
  type OfLineMany,
  type OfPair,
} from './line-functions.ts'

/** Simple moving average of a line. */
export const sma: OfLine<{ readonly period: number }> = ofLine(Sma)

/** Exponential moving average, seeded by the mean of the first `period` values unless by the first alone. */
export const ema: OfLine<EmaOptions> = ofLine(Ema)

/** Linearly weighted moving average. */
export const wma: OfLine<{ readonly period: number }> = ofLine(Wma)

/** Bollinger bands; 20 bars and 2 population deviations about a simple average unless given. */
export const bollinger: OfLineMany<BollingerOptions, 'upper' | 'middle' | 'lower'> = ofLineMany(Bollinger)

/** Donchian channel: highest high, lowest low and their middle, the last closed bar included; 20 bars unless given. */
export const donchian: OfBarsMany<{ readonly period?: number }, 'upper' | 'middle' | 'lower'> = ofBarsMany(Donchian)

/** Moving average of the kind that `average` names; a simple one of 30 unless given. */
export const movingAverage: OfLine<MovingAverageOptions> = ofLine(MovingAverage)

/** Double exponential moving average. */
export const dema: OfLine<{ readonly period: number }> = ofLine(Dema)

/** Triple exponential moving average. */
export const tema: OfLine<{ readonly period: number }> = ofLine(Tema)

/** Tillson's T3; 5 and a volume factor of 0.7 unless given. */
export const t3: OfLine<T3Options> = ofLine(T3)

/** Triangular moving average. */
export const trima: OfLine<{ readonly period: number }> = ofLine(Trima)

/** Kaufman's adaptive moving average; an efficiency of 30 between 2 and 30 unless given. */
export const kama: OfLine<KamaOptions> = ofLine(Kama)

/** Ehlers' adaptive moving average and its follower; weights of 0.5 to 0.05 unless given. */
export const mama: OfLineMany<MamaOptions, 'mama' | 'fama'> = ofLineMany(Mama)

/** Moving average of the first line whose period is what the second says, from 2 to 30 unless given. */
export const mavp: OfPair<MavpOptions> = ofPair(Mavp)

/** Ehlers' instantaneous trendline: price without its dominant cycle. */
export const hilbertTrendline: OfLine<{}> = ofLine(HilbertTrendline)

/** Halfway between highest and lowest; 14 rows unless given. Of highs and lows: `donchian(bars).middle`. */
export const midPoint: OfLine<{ readonly period?: number }> = ofLine(MidPoint)

/** Parabolic stop and reverse; acceleration 0.02 up to 0.2 unless given. */
export const sar: OfBars<SarOptions> = ofBars(Sar)

/** Parabolic stop and reverse with terms for each direction; negative in a falling move. */
export const sarExtended: OfBars<SarExtendedOptions> = ofBars(SarExtended)

/** Supertrend and its direction, 1 up and -1 down; 10 bars and 3 ranges unless given. */
export const supertrend: OfBarsMany<SupertrendOptions, Supertrend['outputs'][number]> = ofBarsMany(Supertrend)

/** Keltner channel; 20 bars, 2 average true ranges of 10 bars unless given. */
export const keltner: OfBarsMany<KeltnerOptions, Keltner['outputs'][number]> = ofBarsMany(Keltner)

/** Ichimoku; cloudA and cloudB are the spans that were drawn at this bar. 9, 26, 52 and 26 unless given. */
export const ichimoku: OfBarsMany<IchimokuOptions, Ichimoku['outputs'][number]> = ofBarsMany(Ichimoku)

/** Hull's moving average. */
export const hull: OfLine<{ readonly period: number }> = ofLine(Hull)

/** Arnaud Legoux moving average; 9, offset 0.85 and sigma 6 unless given. */
export const alma: OfLine<AlmaOptions> = ofLine(Alma)

/** Volume-weighted moving average; 20 bars unless given. */
export const vwma: OfBars<VwmaOptions> = ofBars(Vwma)

/** Wilder's moving average. */
export const rma: OfLine<{ readonly period: number }> = ofLine(Rma)

/** Zero-lag exponential moving average. */
export const zlema: OfLine<{ readonly period: number }> = ofLine(Zlema)

/** McGinley's dynamic; 14 unless given. */
export const mcginley: OfLine<{ readonly period?: number }> = ofLine(McGinley)

/** Variable index dynamic average; 9 unless given. */
export const vidya: OfLine<VidyaOptions> = ofLine(Vidya)

/** Fractal adaptive moving average; 16 bars unless given. */
export const frama: OfBars<FramaOptions> = ofBars(Frama)

/** Chandelier exits for longs and shorts; 22 bars and 3 ranges unless given. */
export const chandelierExit: OfBarsMany<ChandelierExitOptions, ChandelierExit['outputs'][number]> = ofBarsMany(ChandelierExit)

/** Chande and Kroll's stops; 10, 1 and 9 unless given. */
export const chandeKrollStop: OfBarsMany<ChandeKrollStopOptions, ChandeKrollStop['outputs'][number]> = ofBarsMany(ChandeKrollStop)

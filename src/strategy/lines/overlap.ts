/** Averages and channels of price. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Bollinger, type BollingerOptions, bollingerEntry } from '../../indicators/overlap/bollinger.ts'
import { Donchian, donchianEntry } from '../../indicators/overlap/donchian.ts'
import { Ema, type EmaOptions, emaEntry } from '../../indicators/overlap/ema.ts'
import { Sma, smaEntry } from '../../indicators/overlap/sma.ts'
import { Wma, wmaEntry } from '../../indicators/overlap/wma.ts'
import { Dema, demaEntry } from '../../indicators/overlap/dema.ts'
import { HilbertTrendline, hilbertTrendlineEntry } from '../../indicators/overlap/hilbert-trendline.ts'
import { Kama, type KamaOptions, kamaEntry } from '../../indicators/overlap/kama.ts'
import { Mama, type MamaOptions, mamaEntry } from '../../indicators/overlap/mama.ts'
import { Mavp, type MavpOptions, mavpEntry } from '../../indicators/overlap/mavp.ts'
import { MidPoint, midPointEntry } from '../../indicators/overlap/mid-point.ts'
import { MovingAverage, type MovingAverageOptions, movingAverageEntry } from '../../indicators/overlap/moving-average.ts'
import { Sar, type SarOptions, sarEntry } from '../../indicators/overlap/sar.ts'
import { SarExtended, type SarExtendedOptions, sarExtendedEntry } from '../../indicators/overlap/sar-extended.ts'
import { T3, type T3Options, t3Entry } from '../../indicators/overlap/t3.ts'
import { Tema, temaEntry } from '../../indicators/overlap/tema.ts'
import { Trima, trimaEntry } from '../../indicators/overlap/trima.ts'
import { Supertrend, type SupertrendOptions, supertrendEntry } from '../../indicators/overlap/supertrend.ts'
import { Keltner, type KeltnerOptions, keltnerEntry } from '../../indicators/overlap/keltner.ts'
import { Ichimoku, type IchimokuOptions, ichimokuEntry } from '../../indicators/overlap/ichimoku.ts'
import { Hull, hullEntry } from '../../indicators/overlap/hull.ts'
import { Alma, type AlmaOptions, almaEntry } from '../../indicators/overlap/alma.ts'
import { Vwma, type VwmaOptions, vwmaEntry } from '../../indicators/overlap/vwma.ts'
import { Rma, rmaEntry } from '../../indicators/overlap/rma.ts'
import { Zlema, zlemaEntry } from '../../indicators/overlap/zlema.ts'
import { McGinley, mcginleyEntry } from '../../indicators/overlap/mcginley.ts'
import { Vidya, type VidyaOptions, vidyaEntry } from '../../indicators/overlap/vidya.ts'
import { Frama, type FramaOptions, framaEntry } from '../../indicators/overlap/frama.ts'
import { ChandelierExit, type ChandelierExitOptions, chandelierExitEntry } from '../../indicators/overlap/chandelier-exit.ts'
import { ChandeKrollStop, type ChandeKrollStopOptions, chandeKrollStopEntry } from '../../indicators/overlap/chande-kroll-stop.ts'
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
export const sma: OfLine<{ readonly period: number }> = ofLine(Sma, smaEntry)

/** Exponential moving average, seeded by the mean of the first `period` values unless by the first alone. */
export const ema: OfLine<Omit<EmaOptions, 'weight'>> = ofLine(Ema, emaEntry)

/** Linearly weighted moving average. */
export const wma: OfLine<{ readonly period: number }> = ofLine(Wma, wmaEntry)

/** Bollinger bands; 20 bars and 2 population deviations about a simple average unless given. */
export const bollinger: OfLineMany<BollingerOptions, 'upper' | 'middle' | 'lower'> = ofLineMany(Bollinger, bollingerEntry)

/** Donchian channel: highest high, lowest low and their middle, the last closed bar included; 20 bars unless given. */
export const donchian: OfBarsMany<{ readonly period?: number }, 'upper' | 'middle' | 'lower'> = ofBarsMany(Donchian, donchianEntry)

/** Moving average of the kind that `average` names; a simple one of 30 unless given. */
export const movingAverage: OfLine<MovingAverageOptions> = ofLine(MovingAverage, movingAverageEntry)

/** Double exponential moving average. */
export const dema: OfLine<{ readonly period: number }> = ofLine(Dema, demaEntry)

/** Triple exponential moving average. */
export const tema: OfLine<{ readonly period: number }> = ofLine(Tema, temaEntry)

/** Tillson's T3; 5 and a volume factor of 0.7 unless given. */
export const t3: OfLine<T3Options> = ofLine(T3, t3Entry)

/** Triangular moving average. */
export const trima: OfLine<{ readonly period: number }> = ofLine(Trima, trimaEntry)

/** Kaufman's adaptive moving average; an efficiency of 30 between 2 and 30 unless given. */
export const kama: OfLine<KamaOptions> = ofLine(Kama, kamaEntry)

/** Ehlers' adaptive moving average and its follower; weights of 0.5 to 0.05 unless given. */
export const mama: OfLineMany<MamaOptions, 'mama' | 'fama'> = ofLineMany(Mama, mamaEntry)

/** Moving average of the first line whose period is what the second says, from 2 to 30 unless given. */
export const mavp: OfPair<MavpOptions> = ofPair(Mavp, mavpEntry)

/** Ehlers' instantaneous trendline: price without its dominant cycle. */
export const hilbertTrendline: OfLine<{}> = ofLine(HilbertTrendline, hilbertTrendlineEntry)

/** Halfway between highest and lowest; 14 rows unless given. Of highs and lows: `donchian(bars).middle`. */
export const midPoint: OfLine<{ readonly period?: number }> = ofLine(MidPoint, midPointEntry)

/** Parabolic stop and reverse; acceleration 0.02 up to 0.2 unless given. */
export const sar: OfBars<SarOptions> = ofBars(Sar, sarEntry)

/** Parabolic stop and reverse with terms for each direction; negative in a falling move. */
export const sarExtended: OfBars<SarExtendedOptions> = ofBars(SarExtended, sarExtendedEntry)

/** Supertrend and its direction, 1 up and -1 down; 10 bars and 3 ranges unless given. */
export const supertrend: OfBarsMany<SupertrendOptions, Supertrend['outputs'][number]> = ofBarsMany(Supertrend, supertrendEntry)

/** Keltner channel; 20 bars, 2 average true ranges of 10 bars unless given. */
export const keltner: OfBarsMany<KeltnerOptions, Keltner['outputs'][number]> = ofBarsMany(Keltner, keltnerEntry)

/** Ichimoku; cloudA and cloudB are the spans that were drawn at this bar. 9, 26, 52 and 26 unless given. */
export const ichimoku: OfBarsMany<IchimokuOptions, Ichimoku['outputs'][number]> = ofBarsMany(Ichimoku, ichimokuEntry)

/** Hull's moving average. */
export const hull: OfLine<{ readonly period: number }> = ofLine(Hull, hullEntry)

/** Arnaud Legoux moving average; 9, offset 0.85 and sigma 6 unless given. */
export const alma: OfLine<AlmaOptions> = ofLine(Alma, almaEntry)

/** Volume-weighted moving average; 20 bars unless given. */
export const vwma: OfBars<VwmaOptions> = ofBars(Vwma, vwmaEntry)

/** Wilder's moving average. */
export const rma: OfLine<{ readonly period: number }> = ofLine(Rma, rmaEntry)

/** Zero-lag exponential moving average. */
export const zlema: OfLine<{ readonly period: number }> = ofLine(Zlema, zlemaEntry)

/** McGinley's dynamic; 14 unless given. */
export const mcginley: OfLine<{ readonly period?: number }> = ofLine(McGinley, mcginleyEntry)

/** Variable index dynamic average; 9 unless given. */
export const vidya: OfLine<VidyaOptions> = ofLine(Vidya, vidyaEntry)

/** Fractal adaptive moving average; 16 bars unless given. */
export const frama: OfBars<FramaOptions> = ofBars(Frama, framaEntry)

/** Chandelier exits for longs and shorts; 22 bars and 3 ranges unless given. */
export const chandelierExit: OfBarsMany<ChandelierExitOptions, ChandelierExit['outputs'][number]> = ofBarsMany(
  ChandelierExit,
  chandelierExitEntry,
)

/** Chande and Kroll's stops; 10, 1 and 9 unless given. */
export const chandeKrollStop: OfBarsMany<ChandeKrollStopOptions, ChandeKrollStop['outputs'][number]> = ofBarsMany(
  ChandeKrollStop,
  chandeKrollStopEntry,
)

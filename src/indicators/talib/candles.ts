/** TA-Lib's candle patterns: 100 or more at a bar where the pattern is bullish, -100 or less where bearish, otherwise 0. */
import { CandlePattern } from '../candles/candle-pattern.ts'
import type { PatternName } from '../candles/patterns.ts'
import { runWhole, type Column } from './run.ts'

/** A pattern without options. */
export type CandleFunction = (open: Column, high: Column, low: Column, close: Column) => Int32Array
/** A pattern whose last candle must reach back into the first one's body by a share of it. */
export type PenetratingFunction = (open: Column, high: Column, low: Column, close: Column, penetration?: number) => Int32Array

export const CDL2CROWS: CandleFunction = plain('twoCrows')
export const CDL3BLACKCROWS: CandleFunction = plain('threeBlackCrows')
export const CDL3INSIDE: CandleFunction = plain('threeInside')
export const CDL3LINESTRIKE: CandleFunction = plain('threeLineStrike')
export const CDL3OUTSIDE: CandleFunction = plain('threeOutside')
export const CDL3STARSINSOUTH: CandleFunction = plain('threeStarsInSouth')
export const CDL3WHITESOLDIERS: CandleFunction = plain('threeWhiteSoldiers')
export const CDLABANDONEDBABY: PenetratingFunction = penetrating('abandonedBaby')
export const CDLADVANCEBLOCK: CandleFunction = plain('advanceBlock')
export const CDLBELTHOLD: CandleFunction = plain('beltHold')
export const CDLBREAKAWAY: CandleFunction = plain('breakaway')
export const CDLCLOSINGMARUBOZU: CandleFunction = plain('closingMarubozu')
export const CDLCONCEALBABYSWALL: CandleFunction = plain('concealingBabySwallow')
export const CDLCOUNTERATTACK: CandleFunction = plain('counterattack')
export const CDLDARKCLOUDCOVER: PenetratingFunction = penetrating('darkCloudCover')
export const CDLDOJI: CandleFunction = plain('doji')
export const CDLDOJISTAR: CandleFunction = plain('dojiStar')
export const CDLDRAGONFLYDOJI: CandleFunction = plain('dragonflyDoji')
export const CDLENGULFING: CandleFunction = plain('engulfing')
export const CDLEVENINGDOJISTAR: PenetratingFunction = penetrating('eveningDojiStar')
export const CDLEVENINGSTAR: PenetratingFunction = penetrating('eveningStar')
export const CDLGAPSIDESIDEWHITE: CandleFunction = plain('gapSideBySideWhite')
export const CDLGRAVESTONEDOJI: CandleFunction = plain('gravestoneDoji')
export const CDLHAMMER: CandleFunction = plain('hammer')
export const CDLHANGINGMAN: CandleFunction = plain('hangingMan')
export const CDLHARAMI: CandleFunction = plain('harami')
export const CDLHARAMICROSS: CandleFunction = plain('haramiCross')
export const CDLHIGHWAVE: CandleFunction = plain('highWave')
export const CDLHIKKAKE: CandleFunction = plain('hikkake')
export const CDLHIKKAKEMOD: CandleFunction = plain('modifiedHikkake')
export const CDLHOMINGPIGEON: CandleFunction = plain('homingPigeon')
export const CDLIDENTICAL3CROWS: CandleFunction = plain('identicalThreeCrows')
export const CDLINNECK: CandleFunction = plain('inNeck')
export const CDLINVERTEDHAMMER: CandleFunction = plain('invertedHammer')
export const CDLKICKING: CandleFunction = plain('kicking')
export const CDLKICKINGBYLENGTH: CandleFunction = plain('kickingByLength')
export const CDLLADDERBOTTOM: CandleFunction = plain('ladderBottom')
export const CDLLONGLEGGEDDOJI: CandleFunction = plain('longLeggedDoji')
export const CDLLONGLINE: CandleFunction = plain('longLine')
export const CDLMARUBOZU: CandleFunction = plain('marubozu')
export const CDLMATCHINGLOW: CandleFunction = plain('matchingLow')
export const CDLMATHOLD: PenetratingFunction = penetrating('matHold')
export const CDLMORNINGDOJISTAR: PenetratingFunction = penetrating('morningDojiStar')
export const CDLMORNINGSTAR: PenetratingFunction = penetrating('morningStar')
export const CDLONNECK: CandleFunction = plain('onNeck')
export const CDLPIERCING: CandleFunction = plain('piercing')
export const CDLRICKSHAWMAN: CandleFunction = plain('rickshawMan')
export const CDLRISEFALL3METHODS: CandleFunction = plain('risingFallingThreeMethods')
export const CDLSEPARATINGLINES: CandleFunction = plain('separatingLines')
export const CDLSHOOTINGSTAR: CandleFunction = plain('shootingStar')
export const CDLSHORTLINE: CandleFunction = plain('shortLine')
export const CDLSPINNINGTOP: CandleFunction = plain('spinningTop')
export const CDLSTALLEDPATTERN: CandleFunction = plain('stalled')
export const CDLSTICKSANDWICH: CandleFunction = plain('stickSandwich')
export const CDLTAKURI: CandleFunction = plain('takuri')
export const CDLTASUKIGAP: CandleFunction = plain('tasukiGap')
export const CDLTHRUSTING: CandleFunction = plain('thrusting')
export const CDLTRISTAR: CandleFunction = plain('tristar')
export const CDLUNIQUE3RIVER: CandleFunction = plain('uniqueThreeRiver')
export const CDLUPSIDEGAP2CROWS: CandleFunction = plain('upsideGapTwoCrows')
export const CDLXSIDEGAP3METHODS: CandleFunction = plain('gapThreeMethods')

function plain(name: PatternName): CandleFunction {
  return (open, high, low, close) => runWhole(new CandlePattern(name), open, high, low, close)
}

function penetrating(name: PatternName): PenetratingFunction {
  return (open, high, low, close, penetration) =>
    runWhole(new CandlePattern(name, penetration === undefined ? {} : { penetration }), open, high, low, close)
}

/** The indicators against LEAN's test vectors: each file there whose indicator we have, column by column. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { candlesEntries } from '../../src/indicators/candles/entries.ts'
import { compared, type LeanTable, type Vector } from './lean-vectors.ts'

const reference = process.env['LOCKSTEP_REFERENCE']
const folder = join(reference ?? '', 'data', 'lean', 'TestData')

/** Fewer rows would compare nothing worth the name; the shortest files have about twenty. */
const LEAST_ROWS = 8

const vectors: readonly Vector[] = [
  // averages
  {
    file: 'spy_with_rma.csv',
    entry: 'sma',
    given: { period: 5 },
    columns: { SMA15: 'value' },
    from: 14,
    differs: 'heads SMA5 and SMA15 the other way round',
  },
  { file: 'spy_with_rma.csv', entry: 'sma', given: { period: 10 }, columns: { SMA10: 'value' }, from: 14 },
  { file: 'spy_with_rma.csv', entry: 'sma', given: { period: 15 }, columns: { SMA5: 'value' }, from: 14 },
  { file: 'spy_with_indicators.txt', entry: 'sma', given: { period: 14 }, columns: { SMA14: 'value' }, absolute: 0.01 },
  { file: 'spy_with_indicators.txt', entry: 'ema', given: { period: 14 }, columns: { EMA14: 'value' }, absolute: 0.01 },
  { file: 'spy_ema.csv', entry: 'ema', given: { period: 14 }, columns: { EMA14: 'value' } },
  { file: 'spx_lwma.csv', entry: 'wma', given: { period: 6 }, columns: { LWMA: 'value' }, absolute: 1.1e-4 },
  { file: 'spy_dema.txt', entry: 'dema', given: { period: 5 }, columns: { DEMA_5: 'value' } },
  { file: 'spy_tema.txt', entry: 'tema', given: { period: 5 }, columns: { TEMA_5: 'value' } },
  { file: 'spy_t3.txt', entry: 't3', given: { period: 5 }, columns: { T3_5: 'value' } },
  { file: 'spy_trima.txt', entry: 'trima', given: { period: 5 }, columns: { TRIMA_5: 'value' } },
  { file: 'spy_trima.txt', entry: 'trima', given: { period: 6 }, columns: { TRIMA_6: 'value' } },
  { file: 'spy_kama.txt', entry: 'kama', given: { period: 5 }, columns: { KAMA_5: 'value' } },
  { file: 'spy_hma.txt', entry: 'hull', given: { period: 16 }, columns: { HMA_16: 'value' } },
  { file: 'spy_alma.txt', entry: 'alma', given: { offset: 0.75 }, columns: { ALMA: 'value' }, differs: 'rounds the centre down to a row' },
  { file: 'spy_with_vwma.csv', entry: 'vwma', columns: { VWMA20: 'value' } },
  {
    file: 'spy_with_vwap.txt',
    entry: 'vwma',
    given: { period: 50, price: 'average' },
    columns: { 'Moving VWAP 50': 'value' },
    absolute: 6e-5,
  },
  { file: 'spy_with_zlema.csv', entry: 'zlema', given: { period: 5 }, columns: { ZLEMA5: 'value' } },
  { file: 'spy_with_McGinleyDynamic.csv', entry: 'mcginley', columns: { McGinleyDynamic14: 'value' } },
  { file: 'spy_vidya.txt', entry: 'vidya', given: { average: 'wilder' }, columns: { VIDYA_9: 'value' }, differs: "weighs by TA-Lib's CMO" },
  { file: 'frama.txt', entry: 'frama', columns: { Filt: 'value' }, from: 1200, absolute: 0.0051, differs: 'begins before the file does' },
  // bands, channels and stops
  {
    file: 'spy_bollinger_bands.txt',
    entry: 'bollinger',
    columns: { 'Moving Average 20': 'middle', 'Bollinger Bands® 20 2 Top': 'upper', 'Bollinger Bands® 20 2 Bottom': 'lower' },
    absolute: 1e-4,
  },
  {
    file: 'spy_acceleration_bands_20_4.txt',
    entry: 'accelerationBands',
    columns: { MiddleBand: 'middle', UpperBand: 'upper', LowerBand: 'lower' },
    absolute: 1e-4,
  },
  {
    file: 'spy_with_keltner.csv',
    entry: 'keltner',
    given: { atrPeriod: 20, multiplier: 1.5, average: 'sma', price: 'typical', range: 'sma' },
    columns: { 'Middle Band': 'middle', 'Keltner Channels 20 Top': 'upper', 'Keltner Channels 20 Bottom': 'lower' },
    barBefore: true,
    absolute: 7e-5,
  },
  {
    file: 'spy_sm.csv',
    entry: 'keltner',
    given: { atrPeriod: 20, multiplier: 1.5, price: 'typical', range: 'sma' },
    columns: { 'kc high': 'upper', 'kc low': 'lower' },
  },
  { file: 'spy_sm.csv', entry: 'bollinger', columns: { mid_bb: 'middle', 'bb high': 'upper', 'bb low': 'lower' }, from: 20 },
  {
    file: 'spy_sm.csv',
    entry: 'squeeze',
    given: { price: 'typical', range: 'sma' },
    columns: { 'squeeze on': 'on' },
    printed: (on) => 2 * on - 1,
  },
  {
    file: 'spy_with_don50.txt',
    entry: 'donchian',
    given: { period: 50 },
    columns: { 'Donchian Channels 50 Top': 'upper', 'Donchian Channels 50 Bottom': 'lower', 'Donchian Channels 50 Mean': 'middle' },
  },
  {
    file: 'spy_with_ichimoku.csv',
    entry: 'ichimoku',
    columns: { Tenkan: 'tenkan', Kijun: 'kijun', 'Senkou A': 'cloudA', 'Senkou B': 'cloudB' },
  },
  { file: 'dwac_supertrend.txt', entry: 'supertrend', columns: { Super: 'value' }, barBefore: true },
  {
    file: 'spy_with_ChandeKrollStop.csv',
    entry: 'chandeKrollStop',
    given: { atrPeriod: 5, multiplier: 2, period: 3 },
    columns: { short_stop: 'short', long_stop: 'long' },
    barBefore: true,
  },
  { file: 'spy_sarext.txt', entry: 'sar', columns: { SAR: 'value' } },
  { file: 'spy_sarext.txt', entry: 'sarExtended', columns: { SAREXT: 'value' } },
  { file: 'spy_midpoint.txt', entry: 'midPoint', given: { period: 5 }, columns: { MIDPOINT_5: 'value' } },
  { file: 'spy_midprice.txt', entry: 'donchian', given: { period: 5 }, columns: { MIDPRICE_5: 'middle' } },
  { file: 'spy_max.txt', entry: 'highest', given: { period: 5 }, columns: { MAX_5: 'value' } },
  { file: 'spy_min.txt', entry: 'lowest', given: { period: 5 }, columns: { MIN_5: 'value' } },
  // momentum
  { file: 'spy_with_indicators.txt', entry: 'rsi', given: { average: 'sma' }, columns: { 'RSI 14': 'value' }, absolute: 1e-3 },
  { file: 'spy_with_indicators.txt', entry: 'rsi', columns: { 'RSI 14 Wilder': 'value' } },
  {
    file: 'spy_with_indicators.txt',
    entry: 'macd',
    columns: { 'MACD 12 26': 'macd' },
    from: 150,
    absolute: 0.01,
    differs: 'seeds each average by its own first values',
  },
  { file: 'spy_with_macd.txt', entry: 'macd', columns: { MACD: 'macd', Signal: 'signal', Histogram: 'histogram' }, absolute: 1e-5 },
  {
    file: 'spy_with_adx.txt',
    entry: 'adx',
    columns: { '+DI14': 'plusDI', '-DI14': 'minusDI', 'ADX 14': 'adx' },
    from: 300,
    absolute: 0.01,
    differs: 'sums the first 14 changes, TA-Lib 13',
  },
  { file: 'spy_with_adx.txt', entry: 'adxr', columns: { 'ADXR 14': 'value' }, from: 300, absolute: 0.01 },
  { file: 'spy_with_cci.txt', entry: 'cci', columns: { 'Commodity Channel Index (CCI) 14': 'value' }, absolute: 5e-3 },
  { file: 'spy_with_williamsR14.txt', entry: 'williamsR', columns: { 'Williams %R 14': 'value' }, absolute: 1e-3 },
  { file: 'spy_with_roc50.txt', entry: 'momentum', given: { period: 50 }, columns: { 'Rate of Change 50': 'value' }, absolute: 1e-4 },
  { file: 'spy_with_rocp50.txt', entry: 'roc', given: { period: 50 }, columns: { 'Rate of Change % 50': 'value' }, absolute: 1e-4 },
  { file: 'spy_rocr.txt', entry: 'roc', given: { period: 5, unit: 'ratio' }, columns: { ROCR_5: 'value' } },
  {
    file: 'spy_with_stoch12k3.txt',
    entry: 'stochastic',
    given: { fastK: 12, slowK: 3, slowD: 5 },
    columns: { 'Stochastics 12 %K 3': 'slowK', '%D 5': 'slowD' },
    absolute: 1e-3,
  },
  {
    file: 'spy_with_ibs.csv',
    entry: 'stochastic',
    given: { fastK: 1, slowK: 1, slowD: 1 },
    columns: { IBS: 'fastK' },
    printed: (percent) => percent / 100,
  },
  { file: 'spy_with_StochRSI.csv', entry: 'stochRsi', given: { fastK: 14 }, columns: { k: 'fastD' } },
  { file: 'spy_cmo.txt', entry: 'cmo', given: { period: 5 }, columns: { CMO_5: 'value' } },
  { file: 'spy_apo.txt', entry: 'apo', given: { fast: 5, slow: 10 }, columns: { APO_5_10: 'value' } },
  { file: 'spy_ppo.txt', entry: 'ppo', given: { fast: 5, slow: 10 }, columns: { PPO_5_10: 'value' } },
  { file: 'spy_aroon_oscillator.txt', entry: 'aroon', columns: { 'Aroon Oscillator 14': 'oscillator' }, absolute: 1e-5 },
  { file: 'spy_ultosc.txt', entry: 'ultimateOscillator', columns: { ULTOSC_7_14_28: 'value' } },
  { file: 'spy_trix.txt', entry: 'trix', given: { period: 5 }, columns: { TRIX_5: 'value' } },
  { file: 'spy_trix.txt', entry: 'trixSignal', given: { period: 5 }, columns: { TRIX_5: 'trix' } },
  { file: 'spy_bop.txt', entry: 'bop', columns: { BOP: 'value' } },
  { file: 'spy_with_vtx.csv', entry: 'vortex', columns: { plus_vtx: 'plus', minus_vtx: 'minus' } },
  { file: 'spy_ao.txt', entry: 'awesome', columns: { AO: 'value' } },
  {
    file: 'spy_crsi.csv',
    entry: 'connorsRsi',
    columns: { crsi: 'value' },
    until: 252,
    relative: 1e-7,
    differs: 'goes on with a streak when a value is unchanged',
  },
  { file: 'spy_coppock_curve.csv', entry: 'coppock', columns: { CoppockCurve: 'value' } },
  {
    file: 'spy_with_kst.csv',
    entry: 'kst',
    given: { change1: 5, change2: 10, change3: 15, change4: 25, average1: 5, average2: 5, average3: 5, average4: 10 },
    columns: { kst: 'kst', signal: 'signal' },
  },
  { file: 'spy_dpo.csv', entry: 'dpo', given: { period: 21 }, columns: { DPO: 'value' } },
  { file: 'spy_rvi.txt', entry: 'rvi', columns: { RVI: 'rvi', RVI_S: 'signal' } },
  { file: 'eurusd60_dem.txt', entry: 'demarker', columns: { DeM: 'value' } },
  { file: 'spy_wto.csv', entry: 'waveTrend', columns: { WT1: 'wave', WT2: 'signal' } },
  { file: 'spy_ker.txt', entry: 'efficiencyRatio', columns: { KER: 'value' } },
  { file: 'spy_stc.txt', entry: 'schaff', columns: { STC: 'value' }, from: 150, differs: 'prints a cycle before its averages are full' },
  { file: 'spy_tsi.csv', entry: 'trueStrength', columns: { TSI_25_13: 'tsi', Signal_7: 'signal' } },
  { file: 'spy_with_fisher.txt', entry: 'fisher', columns: { 'Fisher Transform 10': 'fisher' } },
  { file: 'spy_do.csv', entry: 'derivativeOscillator', columns: { DO: 'value' } },
  { file: 'spy_pso.csv', entry: 'premierStochastic', columns: { pso: 'value' } },
  { file: 'spy_si.csv', entry: 'swingIndex', given: { limit: 8 }, columns: { SI: 'swing' } },
  { file: 'spy_asi.csv', entry: 'swingIndex', given: { limit: 8 }, columns: { ASI: 'accumulated' } },
  // volatility
  {
    file: 'spy_atr.txt',
    entry: 'atr',
    given: { average: 'sma' },
    columns: { 'Average True Range 14': 'value' },
    barBefore: true,
    absolute: 1e-5,
  },
  { file: 'spy_atr_wilder.txt', entry: 'atr', columns: { 'Average True Range 14': 'value' }, barBefore: true },
  { file: 'spy_natr.txt', entry: 'natr', given: { period: 5 }, columns: { NATR_5: 'value' } },
  { file: 'spy_tr.txt', entry: 'trueRange', columns: { TR: 'value' } },
  { file: 'spy_with_rsv.csv', entry: 'rogersSatchell', given: { period: 9 }, columns: { RSV9: 'value' } },
  { file: 'spy_with_chop.csv', entry: 'choppiness', columns: { CHOP14: 'value' }, barBefore: true },
  { file: 'spy_mass_index_25.txt', entry: 'massIndex', columns: { MassIndex: 'value' }, from: 150, differs: 'begins before the file does' },
  { file: 'spy_adr.csv', entry: 'sma', given: { period: 20 }, columns: { adr: 'value' }, inputs: { value: highLess } },
  { file: 'spy_var.txt', entry: 'variance', given: { period: 10 }, columns: { Var: 'value' } },
  // volume
  { file: 'spy_with_obv.txt', entry: 'obv', columns: { OBV: 'value' }, from: 1, relative: 1e-6, absolute: 1e4 },
  { file: 'spy_with_sobv.csv', entry: 'sma', given: { period: 20 }, columns: { SOBV20: 'value' }, inputs: { value: balance } },
  { file: 'spy_ad.txt', entry: 'accumulationDistribution', columns: { AD: 'value' } },
  {
    file: 'spy_ad_osc.txt',
    entry: 'chaikinOscillator',
    columns: { AdOsc_3_10: 'value' },
    from: 150,
    relative: 1e-7,
    differs: 'seeds its averages by means, TA-Lib by the first value',
  },
  { file: 'spy_mfi.txt', entry: 'mfi', given: { period: 20 }, columns: { 'Money Flow Index 20': 'value' }, absolute: 1e-4 },
  { file: 'spy_cmf.txt', entry: 'chaikinMoneyFlow', columns: { CMF_20: 'value' }, until: 299 },
  { file: 'spy_emv.txt', entry: 'easeOfMovement', given: { period: 1, scale: 10_000 }, columns: { EMV: 'value' } },
  { file: 'spy_with_ForceIndex.csv', entry: 'forceIndex', given: { period: 20 }, columns: { ForceIndex20: 'value' } },
  { file: 'spy_with_kvo.csv', entry: 'klinger', given: { fast: 5, slow: 10, signal: 2 }, columns: { KVO5_10: 'oscillator' } },
  {
    file: 'spy_rdv.txt',
    entry: 'relativeVolumeAtTime',
    given: { sessions: 2, measure: 'session' },
    columns: { RDV: 'value' },
  },
  // statistics and prices
  { file: 'spy_hurst_exponent.csv', entry: 'hurst', columns: { hurst_exponent: 'value' } },
  { file: 'spy_logr14.txt', entry: 'logReturn', given: { period: 14 }, columns: { LOGR14: 'value' }, absolute: 1e-7 },
  { file: 'spy_tsf.csv', entry: 'linearRegression', given: { period: 5 }, columns: { tsf: 'forecast' } },
  { file: 'spy_heikin_ashi.txt', entry: 'heikinAshi', columns: { HA_Open: 'open', HA_High: 'high', HA_Low: 'low', HA_Close: 'close' } },
  // levels
  {
    file: 'spy_pivot_pnt_hl.txt',
    entry: 'fractals',
    given: { period: 10 },
    columns: { PPHL: 'highAgo' },
    from: 20,
    printed: (highAgo, row, ours) => pivotCode(highAgo === 10, ours.get('lowAgo')![row] === 10),
  },
  {
    file: 'vp_datatest.csv',
    entry: 'volumeProfile',
    given: { step: 0.05, period: 3 },
    columns: { POCPrice: 'poc', VAH: 'high', VAL: 'low' },
    inputs: { close: roundedUp },
    differs: 'rounds prices up to a level',
  },
  {
    file: 'tp_datatest.csv',
    entry: 'volumeProfile',
    given: { step: 0.05, period: 3 },
    columns: { VAH: 'high', VAL: 'low' },
    inputs: { close: roundedUp, volume: (bars) => new Float64Array(bars.rowCount).fill(1) },
    differs: 'rounds prices up to a level; counts bars in place of volume',
  },
  {
    file: 'bi_datatest.csv',
    entry: 'beta',
    where: { Symbol: 'SPX' },
    columns: { Beta: 'value' },
    from: 6,
    inputs: { left: (bars) => bars.numbers('Close'), right: (bars) => bars.of({ Symbol: 'AMZN' }).numbers('Close') },
  },
  {
    file: 'spy_qqq_corr.csv',
    entry: 'correlation',
    given: { period: 252 },
    where: { Symbol: 'QQQ' },
    columns: { Correlation_Pearson: 'value' },
    inputs: { left: (bars) => bars.of({ Symbol: 'SPY' }).numbers('Close'), right: (bars) => bars.numbers('Close') },
  },
  ...['spy_candle_patterns.txt', 'ewz_candle_patterns.txt', 'eurusd_candle_patterns.txt'].flatMap((file) =>
    candlesEntries.map(({ name, talib }) => ({ file, entry: name, columns: { [String(talib)]: 'value' }, from: 0 })),
  ),
]

/** The files that are not compared, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'CashTestingStrategy.csv': 'no indicator',
  'alpha_indicator_datatest.csv': 'alpha: a statistic of the report',
  'arms_data.txt': 'market breadth: many symbols',
  'mcclellan_data.csv': 'market breadth: many symbols',
  'nhnl_data.csv': 'market breadth: many symbols',
  'spy_10_min.txt': 'inputs only',
  'spy_ohlcv.txt': 'inputs only',
  'spy_aps.txt': 'no such indicator: Augen price spike',
  'spy_arima.csv': 'a forecast',
  'spy_mama.csv': 'its MAMA rounds and seeds in its own way and does not come near; ours equals TA-Lib',
  'spy_qqq_cov.csv': 'no such indicator: covariance',
  'spy_sortino.csv': 'a statistic of the report',
  'spy_sr.txt': 'a statistic of the report',
  'spy_swiss.txt': 'no such indicator: Swiss army knife',
  'spy_tdd.csv': 'a statistic of the report',
  'spy_valueatrisk.csv': 'a statistic of the report',
  'spy_with_hilbert.csv': "its Hilbert transform is not TA-Lib's, which ours equals",
  'spy_zigzag.csv': 'its legs have a least length in bars, after rules of its own',
  'td_sequential_test_data.csv': 'no such indicator: TD sequential',
}

describe.runIf(reference !== undefined)("indicators equal LEAN's vectors (LOCKSTEP_REFERENCE: a folder with data/lean/TestData)", () => {
  test.each(vectors.map((vector) => [`${vector.file}: ${vector.entry} ${Object.keys(vector.columns).join(', ')}`, vector] as const))(
    '%s',
    (_, vector) => {
      for (const { column, rows, worst, at } of compared(folder, vector)) {
        expect(rows, column).toBeGreaterThanOrEqual(LEAST_ROWS)
        expect(worst, `${column}, ${at}`).toBeLessThanOrEqual(1)
      }
    },
  )

  test('every file there is compared, or left out for a reason', () => {
    const files = readdirSync(folder).filter((file) => /\.(csv|txt)$/.test(file))
    const known = new Set([...vectors.map(({ file }) => file), ...Object.keys(leftOut)])
    expect(files.filter((file) => !known.has(file))).toEqual([])
    expect(new Set(vectors.map(({ file }) => file)).size).toBeGreaterThanOrEqual(80)
  })
})

/** Prices are put on the level above, as the nearest level is for prices half a step higher. */
function roundedUp(bars: LeanTable): Float64Array {
  return bars.numbers('close').map((price) => Math.ceil(price / 0.05 - 1e-9) * 0.05)
}

/** 1 for a high, -1 for a low, 2 for both. */
function pivotCode(isHigh: boolean, isLow: boolean): number {
  return isHigh && isLow ? 2 : Number(isHigh) - Number(isLow)
}

function highLess(bars: LeanTable): Float64Array {
  const low = bars.numbers('low')
  return bars.numbers('high').map((high, row) => high - low[row]!)
}

/** On-balance volume as of talipp, which begins at the first bar's volume. */
function balance(bars: LeanTable): Float64Array {
  const [close, volume] = [bars.numbers('close'), bars.numbers('volume')]
  let sum = 0
  return close.map((price, row) => (sum += row === 0 ? volume[0]! : Math.sign(price - close[row - 1]!) * volume[row]!))
}

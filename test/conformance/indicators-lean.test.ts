/** The indicators against LEAN's test vectors: each file there whose indicator we have, column by column. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { momentumVectors } from './lean-momentum-vectors.ts'
import { priceVectors } from './lean-price-vectors.ts'
import { compared, type LeanTable, type Vector } from './lean-vectors.ts'

const reference = process.env['LOCKSTEP_REFERENCE']
const folder = join(reference ?? '', 'data', 'lean', 'TestData')

/** Fewer rows would compare nothing worth the name; the shortest files have about twenty. */
const LEAST_ROWS = 8

const vectors: readonly Vector[] = [
  ...priceVectors,
  ...momentumVectors,
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
]

/** The files that are not compared, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'CashTestingStrategy.csv': 'no indicator',
  'spy_candle_patterns.txt': 'compared in candles-lean.test.ts',
  'ewz_candle_patterns.txt': 'compared in candles-lean.test.ts',
  'eurusd_candle_patterns.txt': 'compared in candles-lean.test.ts',
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
    expect(new Set(vectors.map(({ file }) => file)).size).toBeGreaterThanOrEqual(90)
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

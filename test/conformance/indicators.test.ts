/** The indicators against TA-Lib's figures over 2,148 daily bars of another instrument, every row. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { outputsOf, readColumns, worstRelative } from '../golden/columns.ts'

const reference = process.env['LOCKSTEP_REFERENCE']

/** Indicator, its parameters, its outputs by lower-case name, and the reference's column for each. */
const cases: readonly (readonly [string, Readonly<Record<string, number>>, Readonly<Record<string, string>>])[] = [
  ['sma', { period: 30 }, { value: 'sma' }],
  ['ema', { period: 30 }, { value: 'ema' }],
  ['wma', { period: 30 }, { value: 'wma' }],
  ['rsi', { period: 14 }, { value: 'rsi' }],
  ['macd', { fast: 12, slow: 26, signal: 9 }, { macd: 'macd.macd', signal: 'macd.macdsignal', histogram: 'macd.macdhist' }],
  ['atr', { period: 14 }, { value: 'atr' }],
  ['bollinger', { period: 5, deviations: 2 }, { upper: 'bbands.upperband', middle: 'bbands.middleband', lower: 'bbands.lowerband' }],
  ['stochastic', { fastK: 5, slowK: 3, slowD: 3 }, { fastk: 'stochf.fastk', slowk: 'stoch.slowk', slowd: 'stoch.slowd' }],
  ['adx', { period: 14 }, { adx: 'adx', plusdi: 'plus_di', minusdi: 'minus_di' }],
  ['highest', { period: 30 }, { value: 'max' }],
  ['lowest', { period: 30 }, { value: 'min' }],
  ['obv', {}, { value: 'obv' }],
]

describe.runIf(reference !== undefined)(
  'indicators equal the reference (LOCKSTEP_REFERENCE: a folder with golden/talib/GOOG.csv.gz and data/backtesting.py/GOOG.csv)',
  () => {
    test.each(cases)('%s', (name, parameters, columns) => {
      const bars = readColumns(join(reference ?? '', 'data', 'backtesting.py', 'GOOG.csv'))
      const golden = readColumns(join(reference ?? '', 'golden', 'talib', 'GOOG.csv.gz'))
      const { outputs, warmup } = outputsOf(name, parameters, bars)
      expect(bars.get('close')).toHaveLength(2148)
      for (const [output, column] of Object.entries(columns)) {
        const expected = golden.get(column)!.map((value, row) => (row < warmup ? NaN : value))
        expect(worstRelative(outputs.get(output)!, expected), output).toBeLessThan(1e-9)
      }
    })
  },
)

/** Every candle pattern against LEAN's vectors over stocks, a thinly traded fund and a currency: every row of 61 columns. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readColumns } from '../golden/columns.ts'
import { callTalib } from '../golden/talib-call.ts'
import { patternEntry } from '../../src/indicators/candles/candle-pattern.ts'
import { patternNames } from '../../src/indicators/candles/patterns.ts'

const reference = process.env['LOCKSTEP_REFERENCE']
if (reference === undefined) console.log('candle patterns not compared: set LOCKSTEP_REFERENCE to a folder with data/lean/TestData')

const inputs = ['open', 'high', 'low', 'close']
const functions = patternNames.map(patternEntry).map(({ talib, warmup }) => ({ name: talib as string, warmup: Number(warmup) }))

describe.runIf(reference !== undefined).each(['spy', 'ewz', 'eurusd'])('%s', (symbol) => {
  const path = join(reference ?? '', 'data', 'lean', 'TestData', `${symbol}_candle_patterns.txt`)
  const columns = reference === undefined ? new Map<string, Float64Array>() : readColumns(path)

  test.each(functions)('$name', ({ name, warmup }) => {
    const expected = columns.get(name.toLowerCase())!
    // LEAN's rows begin no earlier than the pattern's own.
    expect(expected.findIndex((signal) => !Number.isNaN(signal))).toBeGreaterThanOrEqual(warmup)
    const [signals] = callTalib({ name, inputs, options: [] }, columns)
    expect(Float64Array.from(signals!, (signal, row) => (Number.isNaN(expected[row]!) ? NaN : signal))).toEqual(expected)
  })
})

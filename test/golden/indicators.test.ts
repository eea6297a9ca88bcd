/** The functions under TA-Lib's names against what the native TA-Lib computes over the bundled bars; tools/golden-talib makes the figures. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { indicatorList } from '../../src/indicators/catalogue.ts'
import { CandlePattern } from '../../src/indicators/candles/candle-pattern.ts'
import { runWhole } from '../../src/indicators/talib/run.ts'
import { readColumns, type Columns } from './columns.ts'
import { callTalib, expectTalib, talibFunctions, type TalibCall } from './talib-call.ts'

const bars = withMore(readColumns(new URL('../../data/sp500.csv', import.meta.url)))
const rowCount = bars.get('close')!.length
const [header = [], ...lines] = readCells('talib-sp500.csv')
const rows = Float64Array.from(header.slice(5), Number)
const functions = lines.map(([name = '', inputs = '', options = '', output = '', begin = '', ...figures]) => ({
  ...callOf(name, inputs, options),
  output: Number(output),
  begin: Number(begin),
  figures: Float64Array.from(figures, (figure) => (figure === '' ? NaN : Number(figure))),
}))
const patterns = readCells('talib-sp500-patterns.csv')
  .slice(1)
  .map(([name = '', options = '', marks = '']) => ({ ...callOf(name, 'open high low close', options), signals: signalsOf(marks) }))

test.each(functions)('$name, output $output, equals TA-Lib', (call) => {
  expectTalib(callTalib(call, bars)[call.output]!, { ...call, rows })
})

test.each(patterns)('$name marks the bars that TA-Lib marks', ({ signals, ...call }) => {
  // Since 0.6 TA-Lib gives 80 where one of the two bodies ends where the other does, and before it gave nothing there.
  expect(callTalib(call, bars)).toEqual([signals.map((signal) => (Math.abs(signal) === 80 ? 0 : signal))])
})

test.each([
  ['CDLENGULFING', 'engulfing'],
  ['CDLHARAMI', 'harami'],
  ['CDLHARAMICROSS', 'haramiCross'],
] as const)('%s of TA-Lib 0.6 is the pattern where touching bodies count', (name, pattern) => {
  const prices = ['open', 'high', 'low', 'close'].map((price) => bars.get(price)!)
  const { signals } = patterns.find((line) => line.name === name)!
  expect(runWhole(new CandlePattern(pattern, { touching: 'weak' }), ...prices)).toEqual(signals)
})

test('every function there is has its figures, and everything that the catalogue says TA-Lib has is a function', () => {
  const names = [...new Set([...functions, ...patterns].map(({ name }) => name))]
  expect(names.toSorted()).toEqual(Object.keys(talibFunctions).toSorted())
  expect(names).toEqual(expect.arrayContaining(indicatorList.flatMap(({ talib }) => talib ?? [])))
})

function readCells(file: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
}

function callOf(name: string, inputs: string, options: string): TalibCall {
  return { name, inputs: inputs.split(' '), options: options === '' ? [] : options.split(' ').map(Number) }
}

/** `12:100 30:-100`: bars and what they are given; all others have 0. */
function signalsOf(marks: string): Int32Array {
  const signals = new Int32Array(rowCount)
  for (const mark of marks === '' ? [] : marks.split(' ')) {
    const [row = 0, signal = 0] = mark.split(':').map(Number)
    signals[row] = signal
  }
  return signals
}

/** Columns that prices do not have: a number from 0 to 1, and a period for each row. tools/golden-talib makes the same. */
function withMore(prices: Columns): Columns {
  const closes = prices.get('close')!
  return new Map([...prices, ['share', closes.map((close) => close / 10_000)], ['periods', closes.map((_, row) => 2 + (row % 20))]])
}

/** The indicators against what the native TA-Lib computes over the bundled bars; tools/golden-talib makes the figures. */
import { expect, test } from 'vitest'
import { indicatorList } from '../../src/indicators/catalogue.ts'
import { outputsOf, readColumns, worstRelative } from './columns.ts'

const bars = readColumns(new URL('../../data/sp500.csv', import.meta.url))
const golden = readColumns(new URL('talib-sp500.csv', import.meta.url))
const rows = golden.get('row')!
/** Headers are lower case here: the list's spelling is found again by it. */
const names = new Map(indicatorList.map(({ name }) => [name.toLowerCase(), name]))
const parameterNames = new Map(indicatorList.flatMap(({ parameters }) => parameters.map(({ name }) => [name.toLowerCase(), name])))

test.each([...golden.keys()].filter((header) => header !== 'row'))('%s equals TA-Lib', (header) => {
  const words = header.split(' ')
  const name = names.get(words[0]!)!
  const parameters = Object.fromEntries(
    words.slice(1, -1).map((word) => {
      const [key = '', value = ''] = word.split('=')
      return [parameterNames.get(key)!, Number(value)]
    }),
  )
  const { outputs, warmup } = outputsOf(name, parameters, bars)
  const actual = outputs.get(words.at(-1)!)!
  // TA-Lib starts fastK, plusDI and minusDI before the rest of their row is known; ours start with the whole row.
  const expected = golden.get(header)!.map((value, k) => (rows[k]! < warmup ? NaN : value))
  expect(actual.findIndex((value) => !Number.isNaN(value))).toBe(warmup)
  expect(
    worstRelative(
      Float64Array.from(rows, (row) => actual[row]!),
      expected,
    ),
  ).toBeLessThan(1e-9)
})

test('the figures cover every indicator but vwap and donchian, which are tested by definition', () => {
  const covered = new Set([...golden.keys()].map((header) => names.get(header.split(' ')[0]!)))
  expect(indicatorList.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual(['donchian', 'vwap'])
})

/** Numbers and counts: what the byte reader stores is what others read from the same text, and no row is lost or made. */
import { DuckDBInstance } from '@duckdb/node-api'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBarFile, type BarFile } from '../../src/catalog/bar-file.ts'
import { BAR_COLUMNS } from '../../src/model/bars.ts'
import { HEADER, testFolder } from './folder.ts'

const folder = testFolder()
const START = 1704067200000
const digits = (min: number, max: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(''))

/** A decimal between -1e12 and 1e12 as programs and people write it. */
const decimal = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(digits(1, 11), digits(1, 9)).map(([whole, part]) => `${whole}.${part}`) },
  { weight: 2, arbitrary: fc.tuple(digits(1, 11), digits(6, 25)).map(([whole, part]) => `${whole}.${part}`) },
  fc.tuple(digits(1, 3), digits(1, 14), fc.integer({ min: -320, max: 8 })).map(([whole, part, power]) => `${whole}.${part}e${power}`),
  fc.double({ min: -1e12, max: 1e12, noNaN: true }).map(String),
  fc.constantFrom('-0', '0', '5e-324', '2.2250738585072014E-308', '1e12', '0.1', '.5', '5.', '9007199254740993e-4', '123456789.987654321'),
)
const written = fc
  .tuple(fc.constantFrom('', '', '', '', '+', '-'), decimal, fc.constantFrom('', '', '', ' ', '  '))
  .map(([sign, text, end]) => {
    return (/^[+-]/.test(text) ? text : sign + text) + end
  })

function wordsOf(column: Float64Array): BigUint64Array {
  return new BigUint64Array(column.buffer, column.byteOffset, column.length)
}

test('the same text gives the same doubles, bit for bit, as DuckDB and as JavaScript read it', async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 2, maxLength: 200 }), async (texts) => {
      const lines = texts.map((text, i) => `${START + i * 60_000},${text},${text},${text},${text},1\n`)
      const path = folder.write('numbers.csv', HEADER + lines.join(''))
      const { bars } = await readBarFile(path, { allowNegative: true })
      expect(wordsOf(bars.close)).toEqual(wordsOf(Float64Array.from(texts, Number)))
      // DuckDB takes no leading plus, so that is cut off for it.
      const read = `read_csv('${path}', all_varchar = true, header = true, delim = ',', quote = '')`
      const rows = (await connection.runAndReadAll(`SELECT ltrim(trim(close), '+')::DOUBLE FROM ${read}`)).getRows()
      expect(wordsOf(bars.close)).toEqual(wordsOf(Float64Array.from(rows, ([value]) => value as number)))
    }),
    { numRuns: 150 },
  )
  connection.closeSync()
  instance.closeSync()
})

/** A line of a file that nobody checked: mostly a bar, sometimes wrong in a way that exports are. */
const line = fc.oneof(
  { weight: 30, arbitrary: fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 5 })).map(([i, v]) => `${START + i * 60_000},5,9,1,${v},${v}`) },
  { weight: 4, arbitrary: fc.nat(400).map((i) => `${START + i * 60_000},5,4,1,2,3`) },
  { weight: 2, arbitrary: fc.nat(400).map((i) => `"${START + i * 60_000}","5","9","1","2","3"`) },
  fc.constantFrom('', '# note', 'x,1,1,1,1,1', '1704067200000,1,1,1', '1704067200000,1,1,1,1,1,1', '1704067200000,1,1,1,NaN,1', '7,7', 'ü'),
  fc.constantFrom(
    '1704067200000,1,1,1,1,-1',
    '1704067200000,0,1,0,1,1',
    '0,1,1,1,1,1',
    '1704067200000,1e13,1e13,1e13,1e13,1',
    '1704067200000,0x10,1,1,1,1',
  ),
)

test('rows in = stored + duplicates + quarantined; what is stored rises in time and obeys every check', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 2, maxLength: 300 }), fc.constantFrom('\n', '\r\n', '\r'), async (lines, lineEnd) => {
      const first = [`${START - 120_000},1,1,1,1,1`, `${START - 60_000},1,1,1,1,1`]
      const path = folder.write('rows.csv', [HEADER.trim(), ...first, ...lines].join(lineEnd))
      const file = await readBarFile(path, { maxBadShare: 1, timeframe: '1m' })
      const asked = lines.filter((text) => text !== '' && !text.startsWith('#')).length + first.length
      expect(file.rowsIn).toBe(asked)
      expect(file.stored + file.duplicates + file.quarantined.count).toBe(asked)
      expectSound(file)
      for (const row of file.quarantined.rows) {
        if (row.reason !== 'conflict') expect(row.text).toBe([HEADER.trim(), ...first, ...lines][row.line - 1])
      }
    }),
    { numRuns: 300 },
  )
})

/** A field of a note that nobody reads, as exports quote it. */
const note = fc.constantFrom('x', '', '"a, b"', '"say ""x"""', '"0"')
/** A bar whose fields are quoted or not. */
const quotedLine = fc
  .tuple(
    fc.nat(400),
    fc.constantFrom('1', '5.25', '9', '9.5', 'NaN', '', 'x', '-1', '1e1'),
    note,
    fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  )
  .map(([i, close, words, quotes]) => {
    const fields = [String(START + i * 60_000), '5', '9', '1', close, String(i % 7)]
    return [...fields.map((field, k) => (quotes[k]! ? `"${field}"` : field)), words].join(',')
  })
const mixedLine = fc.oneof(
  { weight: 40, arbitrary: quotedLine },
  fc.constantFrom('', '# pause', `${START},1,2`, `${START},1,1,1,1,1,x,y`, 'ü'),
)

test('our reader and DuckDB make the same of a file that both can split', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mixedLine, { minLength: 20, maxLength: 200 }), fc.constantFrom('\n', '\r\n'), async (lines, lineEnd) => {
      const first = [1, 2].map((i) => `${START - i * 60_000},5,9,1,5,1,x`)
      const path = folder.write('engines.csv', [`${HEADER.trim()},note`, ...first, ...lines, ''].join(lineEnd))
      const options = { maxBadShare: 1, timeframe: '1m' } as const
      const own = await readBarFile(path, { ...options, engine: 'own' })
      const other = await readBarFile(path, { ...options, engine: 'duckdb' })
      expect(other.dialect).toContain('DuckDB')
      const counts = ({ rowsIn, stored, duplicates, quarantined }: BarFile): unknown => [rowsIn, stored, duplicates, quarantined.reasons]
      expect(counts(other)).toEqual(counts(own))
      expect(other.hash).toEqual(own.hash)
    }),
    { numRuns: 60 },
  )
})

function expectSound({ bars, stored }: BarFile): void {
  for (const name of BAR_COLUMNS) expect(bars[name].length).toBe(stored)
  for (let i = 0; i < stored; i++) {
    const [low, high] = [bars.low[i]!, bars.high[i]!]
    const sound =
      low > 0 && low <= Math.min(bars.open[i]!, bars.close[i]!) && high >= Math.max(bars.open[i]!, bars.close[i]!) && bars.volume[i]! >= 0
    expect(sound && (i === 0 || bars.time[i]! > bars.time[i - 1]!)).toBe(true)
  }
}

/** Text that our own reader can make nothing of, and DuckDB can; and what neither can. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readBarFile } from '../../src/catalog/bar-file.ts'
import { hourlyRows, HEADER, testFolder } from './folder.ts'

const folder = testFolder()
const header = `${HEADER.trim()},note\n`
const plain = hourlyRows(300).trimEnd().split('\n')

/** The plain rows, each with what `write` makes of it. */
const rewritten = (write: (row: string, i: number) => string): string => header + plain.map(write).join('')

const onlyDuckDb: readonly (readonly [what: string, text: string | Uint8Array])[] = [
  ['notes of several lines', rewritten((row, i) => `${row},"first\nsecond, ""${i}"""\n`)],
  [
    'notes of several lines, with carriage returns',
    rewritten((row) => `${row},"first\r\nsecond"\r\n`).replace(header, header.replace('\n', '\r\n')),
  ],
  ['single quotes', rewritten((row) => `${row.replaceAll(/[^,]+/g, "'$&'")},'a, b'\n`)],
  ['escapes with a backslash', rewritten((row) => `${row},"say \\"this, that\\""\n`)],
  ['a preamble', `Export\nof today\n\n${rewritten((row) => `${row},"first\nsecond"\n`)}`],
  ['compression', gzipSync(rewritten((row) => `${row},"first\nsecond"\n`))],
  ['UTF-16', Buffer.from(`\uFEFF${rewritten((row) => `${row},"first\nsecond"\n`)}`, 'utf16le')],
]

describe('DuckDB reads what our reader cannot split, and gives the same bars', () => {
  test.each(onlyDuckDb)('%s', async (_, text) => {
    const expected = await readBarFile(folder.write('plain.csv', HEADER + plain.join('\n')))
    const path = folder.write('odd.csv', text)
    const file = await readBarFile(path)
    expect(file.dialect).toMatch(/read by DuckDB.*ignored: note/)
    expect(file).toMatchObject({ rowsIn: 300, stored: 300, quarantined: { count: 0 } })
    expect(file.hash).toEqual(expected.hash)
    await expect(readBarFile(path, { engine: 'own' })).rejects.toMatchObject({ exitCode: 4 })
  })

  test('bad rows among them are set aside, whether DuckDB splits them or not', async () => {
    const rows = rewritten((row, i) => (i === 100 ? 'broken\n' : `${i === 200 ? row.replace('101,', '10x,') : row},"first\nsecond"\n`))
    const file = await readBarFile(folder.write('bad.csv', rows))
    expect(file).toMatchObject({ rowsIn: 300, stored: 298, quarantined: { count: 2, reasons: { ragged: 1, number: 1 } } })
    // Rows are numbered, not lines: each of two lines counts once.
    expect(file.quarantined.rows.map(({ line, text }) => [line, text.slice(0, 6)])).toEqual([
      [201, '170478'],
      [102, 'broken'],
    ])
  })

  test('local times and options mean the same', async () => {
    const local = ['2024-03-10 01:30', '2024-03-10 02:30', '2024-03-10 03:30', '2024-03-10 04:30']
    const text = header + local.map((time) => `${time};1,5;2;1;2;5;"a\nb"\n`).join('')
    const options = { zone: 'America/New_York', maxBadShare: 0.3, timeframe: '1h', columns: { volume: 6 } }
    const file = await readBarFile(folder.write('local.csv', text.replace(header, header.replaceAll(',', ';'))), options)
    expect(file.dialect).toMatch(/DuckDB.*decimal comma/)
    expect(file).toMatchObject({ rowsIn: 4, stored: 3, quarantined: { reasons: { 'local time': 1 } } })
    expect(file.bars.open[0]).toBe(1.5)
  })
})

test('a plain file stays with our reader, and either can be asked for', async () => {
  const path = folder.write('plain.csv', HEADER + plain.join('\n'))
  const read = async (engine?: 'auto' | 'own' | 'duckdb'): Promise<string> =>
    (await readBarFile(path, engine === undefined ? {} : { engine })).dialect
  expect(await read()).toBe(await read('own'))
  expect(await read('auto')).not.toContain('DuckDB')
  expect(await read('duckdb')).toContain('DuckDB')
})

describe('when DuckDB cannot read a file either', () => {
  const neither: readonly (readonly [what: string, text: string, code: string])[] = [
    ['prose', 'Dear all,\nthe data are late.\nSorry.\n', 'E_DATA_DIALECT'],
    ['every other row is ragged', HEADER + plain.map((row) => `${row}\n1,2\n`).join(''), 'E_DATA_BAD_ROWS'],
    [
      'other columns from the middle on',
      `${HEADER}${plain.slice(0, 150).join('\n')}\n${plain.slice(150).join(',x\n')},x\n`,
      'E_DATA_BAD_ROWS',
    ],
    ['times are words', `${HEADER}monday,1,1,1,1,1\ntuesday,1,1,1,1,1\n`, 'E_DATA_TIME'],
  ]
  test.each(neither)('our reader has the word: %s', async (_, text, code) => {
    const path = folder.write('neither.csv', text)
    const own = await readBarFile(path, { engine: 'own' }).catch((error: unknown) => error)
    expect(own).toMatchObject({ code })
    await expect(readBarFile(path)).rejects.toEqual(own)
  })

  test('and asked for by name, it says why', async () => {
    await expect(readBarFile(folder.write('prose.txt', 'Dear all,\nSorry.\n'), { engine: 'duckdb' })).rejects.toMatchObject({
      code: 'E_DATA_DIALECT',
      message: expect.stringMatching(/DuckDB/) as string,
    })
    await expect(readBarFile(folder.write('header.csv', HEADER), { engine: 'duckdb' })).rejects.toMatchObject({ code: 'E_DATA_EMPTY' })
  })
})

test('a signal stops DuckDB too, with its own reason', async () => {
  const path = folder.write(
    'long.csv',
    rewritten((row) => `${row},"first\nsecond"\n`),
  )
  await expect(readBarFile(path, { engine: 'duckdb', signal: AbortSignal.abort('enough') })).rejects.toBe('enough')
})

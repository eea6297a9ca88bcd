/** What a caller meets while a file is read: progress, a stop, and a file that others are still writing. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBarFile } from '../../src/catalog/bar-file.ts'
import { Catalog } from '../../src/catalog/catalog.ts'
import { hourlyRows, HEADER, testFolder } from './folder.ts'

const folder = testFolder()
/** More than one chunk. */
const large = folder.write('large.csv', HEADER + hourlyRows(90_000))

test('progress rises to the size of the file', async () => {
  const seen: number[] = []
  let total = 0
  const file = await readBarFile(large, {
    onProgress: (done, bytes) => {
      seen.push(done)
      total = bytes
    },
  })
  expect(file.stored).toBe(90_000)
  expect(seen.length).toBeGreaterThan(1)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBe(total)
})

test('a signal stops it between chunks, with its own reason, and nothing is stored', async () => {
  const controller = new AbortController()
  const reason = new Error('enough')
  const catalog = Catalog.open(join(folder.path, 'stopped'))
  const stopped = catalog.import(large, {
    instrument: { id: 'X' },
    signal: controller.signal,
    onProgress: () => {
      controller.abort(reason)
    },
  })
  await expect(stopped).rejects.toBe(reason)
  expect(await catalog.list()).toEqual([])
})

test('a file that grows while it is imported is refused', async () => {
  const path = folder.write('growing.csv', HEADER + hourlyRows(50))
  const catalog = Catalog.open(join(folder.path, 'growing'))
  const growing = catalog.import(path, {
    instrument: { id: 'X' },
    onProgress: () => {
      appendFileSync(path, `${1704067200000 + 50 * 3_600_000},1,1,1,1,1\n`)
    },
  })
  await expect(growing).rejects.toMatchObject({ code: 'E_DATA_FILE', message: expect.stringContaining('it changed') as string })
  expect(await catalog.list()).toEqual([])
})

test('lines that straddle chunks are read whole, and bad ones among them keep their line', async () => {
  const rows = hourlyRows(90_000).split('\n')
  rows[70_000] = 'broken'
  rows[80_000] = ''
  rows[85_000] = 'broken too'
  const file = await readBarFile(folder.write('straddle.csv', HEADER + rows.join('\n')))
  expect(file.quarantined.rows.map(({ line, text }) => [line, text])).toEqual([
    [70_002, 'broken'],
    [85_002, 'broken too'],
  ])
  expect(file).toMatchObject({ rowsIn: 89_999, stored: 89_997, gaps: { missingBars: 3 } })
})

test('a named calendar says which bars it does not explain', async () => {
  const file = await readBarFile(folder.write('round-the-clock.csv', HEADER + hourlyRows(24)), { calendar: 'XNYS' })
  // 1 January 2024 was a holiday.
  expect(file.dialect).toContain('24 bars outside the sessions of XNYS')
  const early = await readBarFile(folder.write('early.csv', `${HEADER}2009-01-05,1,1,1,1,1\n2009-01-06,1,1,1,1,1\n`), { calendar: 'XNSE' })
  expect(early.dialect).toContain('calendar XNSE knows its holidays from 2011 to 2026')
})

import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../../src/base/error.ts'
import { readBarFile, type BarFileOptions } from '../../src/catalog/bar-file.ts'
import { Catalog } from '../../src/catalog/catalog.ts'
import { hourlyRows, HEADER, testFolder } from './folder.ts'

const folder = testFolder()
const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'fixtures', name))
const good = HEADER + hourlyRows(300)

/** What an import of the file says when it fails; and it must leave the catalog as empty as it was. */
async function refusal(path: string, options: BarFileOptions = {}): Promise<LockstepError> {
  const catalog = Catalog.open(join(folder.path, 'catalog'))
  const error = await catalog.import(path, { ...options, instrument: { id: 'X' } }).then(
    () => new Error('it was imported'),
    (cause: unknown) => cause as Error,
  )
  expect(error).toBeInstanceOf(LockstepError)
  expect(await catalog.list()).toEqual([])
  expect(readdirSync(folder.path).filter((name) => name === 'catalog' && readdirSync(join(folder.path, name)).length > 0)).toEqual([])
  return error as LockstepError
}

type Case = readonly [what: string, name: string, content: string | Uint8Array, code: string, says: RegExp, options?: BarFileOptions]

const cut = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, Math.floor(bytes.length * 0.6))
const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) & 255)

const cases: readonly Case[] = [
  ['an empty file', 'empty.csv', '', 'E_DATA_EMPTY', /it is empty/],
  ['a file of blank lines', 'blank.csv', '\n\n\n', 'E_DATA_EMPTY', /it is empty/],
  ['a header without rows', 'header.csv', HEADER, 'E_DATA_EMPTY', /a header and no rows/],
  ['binary junk', 'junk.csv', noise, 'E_DATA_FORMAT', /it is binary/],
  ['a PNG named .csv', 'picture.csv', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), noise]), 'E_DATA_FORMAT', /PNG image/],
  ['a zip archive named .csv', 'archive.csv', Buffer.concat([Buffer.from('PK\x03\x04'), noise]), 'E_DATA_FORMAT', /zip archive/],
  ['junk named .parquet', 'junk.parquet', noise, 'E_DATA_FORMAT', /none of these/],
  ['a truncated .gz', 'cut.csv.gz', cut(gzipSync(good)), 'E_DATA_FORMAT', /gzip file, .*cut short/],
  ['a truncated .zst', 'cut.csv.zst', cut(zstdCompressSync(good)), 'E_DATA_FORMAT', /zstd file, .*cut short/],
  ['a .gz with a flipped byte', 'flip.csv.gz', flip(gzipSync(good)), 'E_DATA_FORMAT', /damaged/],
  ['a truncated Parquet file', 'cut.parquet', cut(fixture('bars.parquet')), 'E_DATA_FORMAT', /Parquet file, .*cut short/],
  ['a truncated Arrow file', 'cut.feather', cut(fixture('lz4.feather')), 'E_DATA_FORMAT', /Arrow file, .*cut short/],
  ['a Parquet file inside a .gz', 'inside.parquet.gz', gzipSync(fixture('bars.parquet')), 'E_DATA_FORMAT', /compressed Parquet/],
  [
    'milliseconds after seconds',
    'mixed.csv',
    `${HEADER}1704067200,1,1,1,1,1\n1704070800000,1,1,1,1,1\n`,
    'E_DATA_TIME',
    /seconds.*line 3.*milliseconds/,
  ],
  ['times that are words', 'words.csv', `${HEADER}monday,1,1,1,1,1\ntuesday,1,1,1,1,1\n`, 'E_DATA_TIME', /the first is "monday"/],
  [
    'dates that do not prove their order',
    'order.csv',
    'date,open,high,low,close\n03/04/2020,1,1,1,1\n04/04/2020,1,1,1,1\n05/04/2020,1,1,1,1\n',
    'E_DATA_TIME',
    /day or month comes first/,
  ],
  ['a column missing', 'missing.csv', 'time,open,high,close,volume\n1704067200,1,1,1,1\n', 'E_DATA_DIALECT', /a column for low/],
  [
    'a column that is chosen and is not there',
    'chosen.csv',
    good,
    'E_DATA_DIALECT',
    /was "Closse".*did you mean close/,
    { columns: { close: 'Closse' } },
  ],
  ['no header and flat bars', 'flat.csv', '1704067200,1,1,1,1,5\n1704070800,1,1,1,1,5\n', 'E_DATA_DIALECT', /no header/],
  ['prose', 'prose.txt', 'Dear all,\nthe data are late.\nSorry.\n', 'E_DATA_DIALECT', /at least 5 columns/],
  ['one bar', 'one.csv', `${HEADER}1704067200,1,1,1,1,1\n`, 'E_DATA_TIMEFRAME', /at least two bars/],
  ['bars faster than their timeframe', 'fast.csv', good, 'E_DATA_TIMEFRAME', /they come every 1h/, { timeframe: '1d' }],
  ['a zone that is none', 'zone.csv', good, 'E_USAGE', /was "Mars\/Phobos"/, { zone: 'Mars/Phobos' }],
  [
    '2 bad rows of 102',
    'bad.csv',
    `${HEADER}${hourlyRows(100)}nope,1,1,1,1,1\n1704067200000,1,2,3,1,1\n`,
    'E_DATA_BAD_ROWS',
    /2 of 102.*line 102.*time cannot be read.*line 103.*high is below/,
  ],
  ['only bad rows', 'worst.csv', `${HEADER}1704067200000,1,2,3,1,1\n1704070800000,1,2,3,1,1\n`, 'E_DATA_BAD_ROWS', /2 of 2 \(100 %\)/],
]

describe('a file that cannot be imported gets one clear sentence and leaves nothing', () => {
  for (const [what, name, content, code, says, options] of cases)
    test(what, async () => {
      const error = await refusal(folder.write(name, content), options)
      expect(error.code).toBe(code)
      expect(error.message).toMatch(says)
      expect(error.hint.length).toBeGreaterThan(10)
      expect(error.exitCode).toBe(code === 'E_USAGE' ? 2 : 4)
    })

  test('a file that is not there, with the nearest name', async () => {
    folder.write('prices-2024.csv', good)
    const error = await refusal(join(folder.path, 'prices-2042.csv'))
    expect(error).toMatchObject({ code: 'E_DATA_FILE', hint: expect.stringContaining('did you mean prices-2024.csv?') as string })
  })

  test('a folder', async () => {
    mkdirSync(join(folder.path, 'bars'))
    expect(await refusal(join(folder.path, 'bars'))).toMatchObject({
      code: 'E_DATA_FILE',
      message: expect.stringContaining('it is a folder') as string,
    })
  })

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const path = folder.write('secret.csv', good)
    chmodSync(path, 0)
    expect(await refusal(path)).toMatchObject({ code: 'E_DATA_FILE', message: expect.stringContaining('EACCES') as string })
  })

  test('the hint for too many bad rows allows them when it is followed', async () => {
    const path = folder.write('some-bad.csv', `${HEADER}${hourlyRows(100)}nope,1,1,1,1,1\nnope,1,1,1,1,1\n`)
    expect((await refusal(path)).hint).toContain('--max-bad 2%')
    expect((await readBarFile(path, { maxBadShare: 0.02 })).quarantined).toMatchObject({ count: 2, reasons: { time: 2 } })
  })
})

describe('a disk that is full while importing', () => {
  // A limit on the size of written files fails writes just as a full disk does, on every machine with a POSIX shell.
  const child = join(import.meta.dirname, 'import-child.ts')
  const importUnderLimit = (path: string, root: string): { status: number | null; stdout: string; stderr: string } =>
    spawnSync('sh', ['-c', 'ulimit -f 8; exec "$0" "$@"', process.execPath, child, path, root], { encoding: 'utf8' })

  test('says so, removes what it wrote and keeps what was stored', () => {
    const root = join(folder.path, 'small-disk')
    const old = folder.write('old.csv', HEADER + hourlyRows(20))
    const large = folder.write('large.csv', HEADER + hourlyRows(5000))
    execFileSync(process.execPath, [child, old, root])
    const before = readdirSync(join(root, 'X')).map((name) => [name, readFileSync(join(root, 'X', name))])
    const failed = importUnderLimit(large, root)
    expect(failed.status).toBe(4)
    expect(failed.stderr).toMatch(/E_DATA_DISK.*EFBIG/)
    expect(readdirSync(join(root, 'X')).map((name) => [name, readFileSync(join(root, 'X', name))])).toEqual(before)
    execFileSync(process.execPath, [child, large, root])
    expect(readdirSync(join(root, 'X'))).toEqual(['1h.arrow', '1h.json'])
  })
})

function flip(bytes: Uint8Array): Uint8Array {
  bytes[Math.floor(bytes.length / 2)]! ^= 0x55
  return bytes
}

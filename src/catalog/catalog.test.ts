import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromIPC } from '@uwdata/flechette'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allocateBars, BAR_COLUMNS, type Bars, type BarSeries } from '../model/bars.ts'
import { epochMs } from '../model/time.ts'
import { readBarFile } from './bar-file.ts'
import { Catalog } from './catalog.ts'

let root = ''
let catalog = Catalog.open(root)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-catalog-'))
  catalog = Catalog.open(join(root, 'catalog'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

/** A file of `count` hourly bars whose close is `close`. */
function csv(count: number, close = 100.25, extra = ''): string {
  const rows = Array.from({ length: count }, (_, i) => `${1704067200 + i * 3600},100.5,101,99.75,${close},${i}\n`)
  const path = join(root, `${count}-${close}.csv`)
  writeFileSync(path, `time,open,high,low,close,volume\n${rows.join('')}${extra}`)
  return path
}

const stored = (...names: string[]): string => join(root, 'catalog', ...names)

describe('import', () => {
  test('gives exactly the documented result, with the count of every row', async () => {
    const path = csv(1000, 100.25, '1704067200,100.5,101,99.75,100.25,0\nnope,1,1,1,1,1\n')
    const { result } = await catalog.import(path, { instrument: { id: 'BTCUSD.TEST' } })
    expect(result).toEqual({
      schemaVersion: 1,
      rowsIn: 1002,
      stored: 1000,
      duplicates: 1,
      quarantined: 1,
      gaps: 0,
      from: '2024-01-01T00:00:00.000Z',
      to: '2024-02-11T15:00:00.000Z',
      timeframe: '1h',
      instrument: 'BTCUSD.TEST',
      dialect: expect.stringContaining('epoch seconds') as string,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    expect(readFileSync(stored('BTCUSD.TEST', '1h.quarantine.csv'), 'utf8')).toBe('line,reason,text\n1003,time,"nope,1,1,1,1,1"\n')
  })

  test("counts a gap by the instrument's calendar", async () => {
    const days = ['2024-01-12', '2024-01-16', '2024-01-18', '2024-01-19'].map((day) => `${day},1,2,1,2,5\n`)
    const path = join(root, 'days.csv')
    writeFileSync(path, `time,open,high,low,close,volume\n${days.join('')}`)
    const gaps = async (id: string, calendar?: string): Promise<number> =>
      (await catalog.import(path, { instrument: { id, ...(calendar === undefined ? {} : { calendar }) }, timeframe: '1d' })).result.gaps
    // Monday the 15th was Martin Luther King's day.
    expect([await gaps('A', 'XNYS'), await gaps('B', '24/7'), await gaps('C')]).toEqual([1, 4, 2])
    await expect(gaps('D', 'NYSE')).rejects.toMatchObject({ code: 'E_CONFIG' })
  })

  test('of the same file twice changes nothing, and says so', async () => {
    const first = await catalog.import(csv(50), { instrument: { id: 'X' } })
    const before = readFileSync(stored('X', '1h.json'), 'utf8')
    const second = await catalog.import(csv(50), { instrument: { id: 'X' } })
    expect([first.unchanged, second.unchanged]).toEqual([false, true])
    expect(second.result).toEqual(first.result)
    expect(readFileSync(stored('X', '1h.json'), 'utf8')).toBe(before)
  })

  test('of other bars needs to be told to replace', async () => {
    await catalog.import(csv(50), { instrument: { id: 'X' } })
    await expect(catalog.import(csv(60), { instrument: { id: 'X' } })).rejects.toMatchObject({ code: 'E_FILE_EXISTS' })
    expect((await catalog.load('X')).bars.length).toBe(50)
    await catalog.import(csv(60), { instrument: { id: 'X' }, replace: true })
    expect((await catalog.load('X')).bars.length).toBe(60)
  })

  test('takes tick and calendar from the bars, unless they are given', async () => {
    await catalog.import(csv(200), { instrument: { id: 'A' } })
    await catalog.import(csv(200), { instrument: { id: 'B', tick: 0.5, calendar: 'XNYS', currency: 'EUR' } })
    expect((await catalog.load('A')).instrument).toMatchObject({ priceDecimals: 2, tickStep: 1, calendar: '24/7' })
    expect((await catalog.load('B')).instrument).toMatchObject({
      priceDecimals: 1,
      tickStep: 5,
      calendar: 'XNYS',
      currency: { code: 'EUR' },
    })
  })

  test('refuses an id that could leave the catalog, and maps the marks that file names may not hold', async () => {
    for (const id of ['../X', '.X', '', 'a b', 'X\0', '/etc/passwd']) {
      await expect(catalog.import(csv(5), { instrument: { id } })).rejects.toMatchObject({ code: 'E_CONFIG' })
    }
    await catalog.import(csv(5), { instrument: { id: 'EUR/USD:FX..' } })
    expect(readdirSync(stored())).toEqual(['EUR%2FUSD%3AFX.%2E'])
    expect((await catalog.load('EUR/USD:FX..')).instrument.id).toBe('EUR/USD:FX..')
  })

  test('by several at once into one id leaves one of them whole', async () => {
    const files = [csv(300, 100), csv(400, 100.5), csv(500, 100.75), csv(600, 99.9)]
    await Promise.all(files.map(async (path) => catalog.import(path, { instrument: { id: 'X' }, replace: true })))
    expect(await catalog.verify()).toEqual([{ instrument: 'X', timeframe: '1h', problems: [] }])
    expect(readdirSync(stored('X'))).toEqual(['1h.arrow', '1h.json'])
  })

  test('takes over the lock of a process that died, and clears what it left', async () => {
    mkdirSync(stored('X'), { recursive: true })
    writeFileSync(stored('X', '.lock'), '999999999')
    writeFileSync(stored('X', '.1h.999999999.tmp'), 'half')
    await catalog.import(csv(5), { instrument: { id: 'X' } })
    expect(readdirSync(stored('X'))).toEqual(['1h.arrow', '1h.json'])
  })
})

describe('a crash between the two renames of an import', () => {
  test('leaves the new bars, which are found at once and settled by the next import', async () => {
    await catalog.import(csv(50), { instrument: { id: 'X' } })
    const oldManifest = readFileSync(stored('X', '1h.json'))
    const { result } = await catalog.import(csv(60), { instrument: { id: 'X' }, replace: true })
    renameSync(stored('X', '1h.json'), stored('X', '1h.json.next'))
    writeFileSync(stored('X', '1h.json'), oldManifest)
    expect((await catalog.load('X')).source.contentHash).toBe(result.contentHash)
    expect((await catalog.import(csv(60), { instrument: { id: 'X' } })).unchanged).toBe(true)
    expect(readdirSync(stored('X'))).toEqual(['1h.arrow', '1h.json'])
  })

  test('before the first of them leaves the old', async () => {
    await catalog.import(csv(60), { instrument: { id: 'X' } })
    const newManifest = readFileSync(stored('X', '1h.json'))
    const { result } = await catalog.import(csv(50), { instrument: { id: 'X' }, replace: true })
    writeFileSync(stored('X', '1h.json.next'), newManifest)
    expect((await catalog.load('X')).source.contentHash).toBe(result.contentHash)
    writeFileSync(stored('X', '1h.json.next'), newManifest.subarray(0, 100))
    expect((await catalog.load('X')).source.contentHash).toBe(result.contentHash)
  })
})

describe('what is stored', () => {
  test('is loaded as it was read, in shared memory', async () => {
    const path = csv(1001)
    const { bars } = await readBarFile(path)
    await catalog.import(path, { instrument: { id: 'X' } })
    const series = await catalog.load('X', '60m')
    for (const name of BAR_COLUMNS) expect(series.bars[name]).toEqual(bars[name])
    expect(series.bars.close.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(series).toMatchObject({ timeframe: { label: '1h' }, source: { name: '1001-100.25.csv', gaps: 0 } })
  })

  test.each([1, 7, 8, 9, 1000])('is an Arrow file that a library reads, of %i rows', async (count) => {
    await catalog.import(csv(count), { instrument: { id: 'X' }, timeframe: '1h' })
    const bytes = new Uint8Array(readFileSync(stored('X', '1h.arrow')))
    const table = tableFromIPC(bytes)
    expect(table.names).toEqual([...BAR_COLUMNS])
    expect(table.numRows).toBe(count)
    const { bars } = await catalog.load('X')
    for (const name of BAR_COLUMNS) {
      const column = table.getChild(name)
      expect(column.nullCount).toBe(0)
      expect(column.toArray()).toEqual(Float64Array.from(bars[name]))
      expect(column.data.length).toBe(1)
      expect((column.data[0]!.values as Float64Array).byteOffset % 64).toBe(0)
    }
    expect(table.schema.metadata?.get('lockstep.instrument')).toBe('X')
    expect(table.schema.fields.every((field) => !field.nullable)).toBe(true)
  })

  test('is read again by the import that reads Arrow files', async () => {
    const { result } = await catalog.import(csv(500), { instrument: { id: 'X' } })
    expect((await readBarFile(stored('X', '1h.arrow'))).hash.content).toBe(result.contentHash)
  })

  test('is listed by id and timeframe, shown, and removed', async () => {
    await catalog.import(csv(50), { instrument: { id: 'Y' } })
    await catalog.import(csv(50), { instrument: { id: 'X' } })
    await catalog.import(csv(1), { instrument: { id: 'X' }, timeframe: '1d' })
    const list = async (): Promise<string[]> => (await catalog.list()).map((m) => `${m.instrument.id} ${m.timeframe}`)
    expect(await list()).toEqual(['X 1h', 'X 1d', 'Y 1h'])
    expect(await catalog.show('X', '1d')).toMatchObject({ rows: 1, source: { name: '1-100.25.csv' } })
    await catalog.remove('X', '1h')
    expect(await list()).toEqual(['X 1d', 'Y 1h'])
    await catalog.remove('X')
    expect(existsSync(stored('X'))).toBe(false)
    expect(await list()).toEqual(['Y 1h'])
  })

  test('is asked for by name: unknown names get the nearest, several timeframes need one', async () => {
    await catalog.import(csv(50), { instrument: { id: 'BTCUSD' } })
    await catalog.import(csv(1), { instrument: { id: 'BTCUSD' }, timeframe: '1d' })
    await expect(catalog.load('BTCUDS')).rejects.toMatchObject({
      code: 'E_DATA_UNKNOWN',
      message: expect.stringContaining('did you mean BTCUSD?') as string,
    })
    await expect(catalog.load('BTCUSD')).rejects.toMatchObject({ message: expect.stringContaining('has 1h, 1d') as string })
    await expect(catalog.load('BTCUSD', '5m')).rejects.toMatchObject({ message: expect.stringContaining('expected 5m bars') as string })
    await expect(catalog.remove('ETHUSD')).rejects.toMatchObject({ code: 'E_DATA_UNKNOWN' })
  })
})

describe('damage', () => {
  test('of a single bit is found and named by verify', async () => {
    await catalog.import(csv(500), { instrument: { id: 'X' } })
    const path = stored('X', '1h.arrow')
    const bytes = readFileSync(path)
    const at = bytes.length - 3000
    bytes[at]! ^= 1
    writeFileSync(path, bytes)
    const [verified] = await catalog.verify('X')
    expect(verified!.problems).toHaveLength(1)
    const [, column, from, to] = /column (\w+) \(bytes (\d+) to (\d+)\)/.exec(verified!.problems[0]!)!
    expect(column).toBe('volume')
    expect(Number(from) <= at && at < Number(to)).toBe(true)
  })

  test('of a manifest is found by verify, and mended by importing again', async () => {
    const path = csv(50)
    await catalog.import(path, { instrument: { id: 'EUR/USD' } })
    for (const content of ['', '{}', '{"schemaVersion":1', 'null', '[1]']) {
      writeFileSync(stored('EUR%2FUSD', '1h.json'), content)
      const expected = { instrument: 'EUR/USD', timeframe: '1h', problems: [expect.stringContaining('unreadable') as string] }
      expect(await catalog.verify()).toEqual([expected])
      expect(await catalog.verify('EUR/USD')).toEqual([expected])
      await expect(catalog.load('EUR/USD')).rejects.toMatchObject({ code: 'E_DATA_UNKNOWN' })
    }
    await catalog.import(path, { instrument: { id: 'EUR/USD' } })
    expect(await catalog.verify('EUR/USD')).toEqual([{ instrument: 'EUR/USD', timeframe: '1h', problems: [] }])
  })

  test('of size, frame or kind is found by load already', async () => {
    await catalog.import(csv(500), { instrument: { id: 'X' } })
    await catalog.import(csv(500, 99.9), { instrument: { id: 'Y' } })
    const path = stored('X', '1h.arrow')
    const whole = readFileSync(path)
    const flipped = Buffer.from(whole)
    flipped[100]! ^= 1
    for (const content of [whole.subarray(0, -1), Buffer.concat([whole, Buffer.alloc(1)]), flipped, Buffer.alloc(0)]) {
      writeFileSync(path, content)
      await expect(catalog.load('X')).rejects.toMatchObject({ code: 'E_DATA_CORRUPT' })
      expect((await catalog.verify('X'))[0]!.problems).toHaveLength(1)
    }
    copyFileSync(stored('Y', '1h.arrow'), path)
    await expect(catalog.load('X')).rejects.toMatchObject({ code: 'E_DATA_CORRUPT' })
    rmSync(path)
    await expect(catalog.load('X')).rejects.toMatchObject({ code: 'E_DATA_CORRUPT' })
  })
})

describe('a stream', () => {
  /** All rows as a reader hands them out, `count` at a time. */
  function readAll({ bars, stream }: BarSeries, count: number): Bars {
    const { length } = bars
    const into = allocateBars(length)
    const reader = stream!.open(0)
    for (let row = 0; row < length; row += count) reader.read(into, row, Math.min(count, length - row))
    return into
  }

  test('hands out what is stored, in chunks of any size, and says where it begins and ends', async () => {
    await catalog.import(csv(1000), { instrument: { id: 'A' } })
    const whole = await catalog.load('A')
    const series = await catalog.stream('A', '1h', { hash: true })
    for (const count of [1, 7, 999, 1000]) expect(readAll(series, count)).toEqual(whole.bars)
    const { time } = whole.bars
    const { stream } = series
    expect([series.bars.length, stream!.from, stream!.to]).toEqual([1000, time[0], time[999]])
    expect([0, 500, 999].map((row) => stream!.rowFrom(epochMs(time[row]! - 1)))).toEqual([0, 500, 999])
    expect(stream!.rowFrom(epochMs(time[999]! + 1))).toBe(1000)
    const { bars: _, ...terms } = whole
    expect(series).toMatchObject(terms)
  })

  test('of which a bit flipped ends with its last row, also when a run leaves that out', async () => {
    await catalog.import(csv(1000), { instrument: { id: 'A' } })
    const path = stored('A', '1h.arrow')
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(path, bytes)
    const code = 'E_DATA_CORRUPT'
    const series = await catalog.stream('A', '1h', { hash: true })
    expect(() => readAll(series, 10)).toThrow(expect.objectContaining({ code }))
    const shorter = series.stream!.first(20)
    expect(() => readAll({ ...series, bars: { ...series.bars, length: 20 }, stream: shorter }, 10)).toThrow(
      expect.objectContaining({ code }),
    )
    expect(() => readAll({ ...series, bars: { ...series.bars, length: 990 } }, 10)).not.toThrow()
    const unchecked = await catalog.stream('A', '1h')
    expect(() => readAll(unchecked, 10)).not.toThrow()
  })

  test('whose file is replaced while a run reads it says so', async () => {
    await catalog.import(csv(1000), { instrument: { id: 'A' } })
    const { stream } = await catalog.stream('A', '1h', { hash: true })
    const reader = stream!.open(0)
    reader.read(allocateBars(10), 0, 10)
    await catalog.import(csv(1000, 100.5), { instrument: { id: 'A' }, replace: true })
    expect(() => reader.read(allocateBars(10), 0, 10)).toThrow(/to stay as it is while a run reads it, it changed/)
  })

  test('of what is not there, or in chunks of no row, is refused', async () => {
    await catalog.import(csv(10), { instrument: { id: 'A' } })
    await expect(catalog.stream('B')).rejects.toMatchObject({ code: 'E_DATA_UNKNOWN' })
    await expect(catalog.stream('A', '1h', { chunkRows: 0 })).rejects.toMatchObject({ code: 'E_CONFIG' })
    writeFileSync(stored('A', '1h.arrow'), 'something else')
    await expect(catalog.stream('A')).rejects.toMatchObject({ code: 'E_DATA_CORRUPT' })
  })
})

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LineFiles, makeLineFolder } from './line-files.ts'

const ROWS = 40_000
const keyOf = (letter: string): string => letter.repeat(32)

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'lockstep-lines-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** Two columns that are long enough to be kept; from `seed` on, with what has no place in a text. */
function columnsFrom(seed: number): Float64Array[] {
  const one = Float64Array.from({ length: ROWS }, (_, i) => (i < 10 ? NaN : seed + i / 3))
  return [one, one.map((value) => -value)]
}

function blank(): Float64Array[] {
  return [new Float64Array(ROWS), new Float64Array(ROWS)]
}

test('columns come back as they were, bit for bit', () => {
  const files = new LineFiles({ folder: folder(), bytesMax: 1e8 })
  files.write(keyOf('a'), columnsFrom(1))
  const found = blank()
  expect(files.read(keyOf('a'), found)).toBe('read')
  expect(found).toEqual(columnsFrom(1))
  expect(files.read(keyOf('b'), blank())).toBe('absent')
  expect(files.read(keyOf('a'), [new Float64Array(ROWS + 1), new Float64Array(ROWS + 1)])).toBe('absent')
})

test('short columns are not worth a file', () => {
  const here = folder()
  new LineFiles({ folder: here, bytesMax: 1e8 }).write(keyOf('a'), [new Float64Array(100)])
  expect(readdirSync(here)).toEqual([])
})

test.each([
  ['a flipped bit', (path: string): void => writeFileSync(path, flipped(readFileSync(path), 300_000))],
  ['a flipped bit in its head', (path: string): void => writeFileSync(path, flipped(readFileSync(path), 9))],
  ['a flipped bit in its checksum', (path: string): void => writeFileSync(path, flipped(readFileSync(path), -3))],
  ['a missing end', (path: string): void => truncateSync(path, 400_000)],
])('a file with %s is damaged, deleted and written anew', (_, damage) => {
  const here = folder()
  const files = new LineFiles({ folder: here, bytesMax: 1e8 })
  files.write(keyOf('a'), columnsFrom(1))
  damage(join(here, readdirSync(here)[0]!))
  expect(files.read(keyOf('a'), blank())).toBe('damaged')
  expect(files.read(keyOf('a'), blank())).toBe('absent')
  files.write(keyOf('a'), columnsFrom(1))
  expect(files.read(keyOf('a'), blank())).toBe('read')
})

test('the files that were used longest ago make room, drafts of a killed process among them', () => {
  const here = folder()
  const bytes = 2 * ROWS * 8 + 32
  const files = new LineFiles({ folder: here, bytesMax: 3 * bytes })
  for (const [k, key] of ['a', 'b'].entries()) {
    files.write(keyOf(key), columnsFrom(k))
    const path = join(
      here,
      readdirSync(here).find((name) => name.startsWith(key))!,
    )
    utimesSync(path, k + 2, k + 2)
  }
  const draft = join(here, `${keyOf('c')}-${ROWS}.lines.1-0`)
  writeFileSync(draft, Buffer.alloc(bytes))
  utimesSync(draft, 1, 1)
  expect(files.read(keyOf('a'), blank())).toBe('read')
  files.write(keyOf('d'), columnsFrom(4))
  files.write(keyOf('e'), columnsFrom(5))
  expect(readdirSync(here).map((name) => name[0])).toEqual(['a', 'd', 'e'])
  expect(readdirSync(here).reduce((sum, name) => sum + statSync(join(here, name)).size, 0)).toBe(3 * bytes)
})

test('what is not ours is neither counted nor deleted', () => {
  const here = folder()
  const theirs = ['song.lines', 'notes.lines.txt', `${keyOf('a')}-1.lines~`]
  for (const name of theirs) {
    writeFileSync(join(here, name), Buffer.alloc(2 * ROWS * 8))
    utimesSync(join(here, name), 1, 1)
  }
  const files = new LineFiles({ folder: here, bytesMax: 2 * ROWS * 8 + 32 })
  for (const key of ['b', 'c']) files.write(keyOf(key), columnsFrom(1))
  expect(readdirSync(here).sort()).toEqual([...theirs, `${keyOf('c')}-${ROWS}.lines`].sort())
})

test('what is damaged and cannot be deleted is told damaged each time, and what takes its name is no fault of the run', () => {
  const here = folder()
  const path = join(here, `${keyOf('a')}-${ROWS}.lines`)
  mkdirSync(path)
  writeFileSync(join(path, 'inside'), '')
  const files = new LineFiles({ folder: here, bytesMax: 1e8 })
  expect(files.read(keyOf('a'), blank())).toBe('damaged')
  files.write(keyOf('a'), columnsFrom(1))
  expect(files.read(keyOf('a'), blank())).toBe('damaged')
})

test('a disk that refuses is done without, and a folder that cannot be made is told at once', () => {
  const gone = join(folder(), 'gone')
  const files = new LineFiles({ folder: gone, bytesMax: 1e8 })
  files.write(keyOf('a'), columnsFrom(1))
  expect(files.read(keyOf('a'), blank())).toBe('absent')
  const file = join(folder(), 'file')
  writeFileSync(file, '')
  expect(() => makeLineFolder(join(file, 'below'))).toThrow(expect.objectContaining({ code: 'E_WRITE' }))
})

function flipped(bytes: Buffer, at: number): Buffer {
  const place = (at + bytes.length) % bytes.length
  bytes[place] = bytes[place]! ^ 1
  return bytes
}

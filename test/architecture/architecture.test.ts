/** The house rules, checked on every file. What each rule catches is shown in planted.test.ts. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { roomsTable } from '../../tools/print-rooms.ts'
import { readMarked } from '../../tools/marked-text.ts'
import { importViolations, type Violation } from './imports.ts'
import { purityViolations } from './purity.ts'
import { rooms } from './rooms.ts'
import { readSources } from './source.ts'
import { lengthViolations, longFiles, machinePathViolations, nameViolations, unrunTestViolations } from './style.ts'

const root = join(import.meta.dirname, '../..')
const sources = readSources(
  root,
  ['src', 'apps', 'examples', 'templates', 'bench', 'test', 'tools'].filter((f) => existsSync(join(root, f))),
)

/** The planted violations must say what they plant. */
const PLANTED = /^test\/architecture\//
/** The one file that may look for the reference beside the repository. */
const MAY_NAME_REFERENCE = /^\.ci\//

function expectNone(violations: readonly Violation[]): void {
  expect(violations.map(({ at, fix }) => `${at} ${fix}`)).toEqual([])
}

test('each room imports only the rooms its row names', () => {
  expectNone(sources.flatMap(importViolations))
})

test('the list of rooms has no cycle: a room imports only earlier ones', () => {
  for (const [i, room] of rooms.entries()) {
    const earlier = rooms.slice(0, i).map(({ name }) => name)
    expect(earlier, room.name).toEqual(expect.arrayContaining([...room.mayImport]))
  }
})

test('pure rooms have no clock, chance, promise, input or output', () => {
  expectNone(sources.flatMap(purityViolations))
})

test('files are named by a noun, in lower case with hyphens', () => {
  expectNone(sources.flatMap(({ path }) => nameViolations(path)))
})

test('no file is longer than 500 lines', () => {
  for (const line of longFiles(sources)) console.warn(`${line}: split it by noun before it grows further`)
  expectNone(sources.flatMap(lengthViolations))
})

test('every test runs', () => {
  expectNone(sources.filter(({ path }) => path.endsWith('.test.ts') && !PLANTED.test(path)).flatMap(unrunTestViolations))
})

test('no file holds a path of one machine', () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
  const readable = files.filter((path) => !PLANTED.test(path) && !MAY_NAME_REFERENCE.test(path) && existsSync(join(root, path)))
  expectNone(readable.flatMap((path) => machinePathViolations(path, readFileSync(join(root, path), 'utf8'))))
})

test('ARCHITECTURE.md prints the list of rooms', () => {
  const printed = readMarked(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'), 'rooms')
  expect(printed, 'run node tools/print-rooms.ts').toBe(roomsTable())
})

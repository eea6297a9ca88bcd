/** Each misuse in misuse.ts is refused by the compiler, for the reason that stands beside it, and nothing else in it is. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const here = import.meta.dirname
const MISUSES_MIN = 30
const DIRECTIVE = /^\s*\/\/ @ts-expect-error (TS\d+) \S/

const lines = readFileSync(join(here, 'misuse.ts'), 'utf8').split('\n')
const misuses = lines.flatMap((line, k) => {
  const m = DIRECTIVE.exec(line)
  return m === null ? [] : [{ line: k + 2, code: m[1]! }]
})
const cache = join(here, '.cache')
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'misuse-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('every expectation says which error it is, and why in a sentence', () => {
  expect(misuses.length).toBe(lines.filter((line) => line.includes('@ts-expect-error')).length)
  expect(misuses.length).toBeGreaterThanOrEqual(MISUSES_MIN)
})

test('without its expectations each misuse is the error it is said to be, and the right forms compile', () => {
  // Directives become empty comments, so that every line keeps its number.
  const bare = lines.map((line) => (DIRECTIVE.test(line) ? '//' : line.replaceAll("'../../src/", "'../../../../src/"))).join('\n')
  expect(compilerErrors(bare)).toEqual(misuses)
})

/** Errors of a file as the compiler prints them: line and code. */
function compilerErrors(source: string): { line: number; code: string }[] {
  writeFileSync(join(folder, 'bare.ts'), source)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(here, '../../tsconfig.json'), include: ['bare.ts'] }))
  const printed = printedBy(() =>
    execFileSync('node', [join(here, '../../node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8', stdio: 'pipe' }),
  )
  return [...printed.matchAll(/^.*bare\.ts\((\d+),\d+\): error (TS\d+)/gm)].map((m) => ({ line: Number(m[1]), code: m[2]! }))
}

function printedBy(run: () => string): string {
  try {
    return run()
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
  }
}

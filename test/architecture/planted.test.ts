/** Each rule catches what it should and lets pass what it should: a rule that cannot fail would go unnoticed. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importViolations } from './imports.ts'
import { purityViolations } from './purity.ts'
import { createSource } from './source.ts'
import { lengthViolations, longFiles, machinePathViolations, nameViolations, unrunTestViolations } from './style.ts'

describe('imports', () => {
  const judge = (path: string, text: string): string[] => importViolations(createSource(path, text)).map(({ at, fix }) => `${at} ${fix}`)

  test.each([
    ['src/base/a.ts', "import { x } from '../model/time.ts'", 'base may import nothing'],
    ['src/indicators/a.ts', "import type { T } from '../model/time.ts'", 'indicators may import base'],
    ['src/model/a.ts', "export * from '../engine/step.ts'", 'model may import base'],
    ['src/model/a.ts', "export type { S } from '../engine/step.ts'", 'model may import base'],
    ['src/model/a.ts', "const a: import('../engine/step.ts').Step = b", 'model may import base'],
    ['src/catalog/a.ts', "const a = await import('../journal/chain.ts')", 'catalog may import base, model, calendar'],
    ['src/catalog/a.ts', "import '../journal/chain.ts'", 'catalog may import base, model, calendar'],
    ['src/engine/a.ts', "import { b } from '../backtest.ts'", 'front doors'],
    ['src/engine/a.ts', "import { b } from '../../apps/cli/main.ts'", 'anything outside src'],
    ['src/engine/a.ts', "import {\n  b,\n} from 'node:fs'", 'no Node modules'],
    ['src/engine/a.ts', "import pc from 'picocolors'", 'no packages'],
    ['src/engine/a.ts', "import { b } from './b'", 'end the path in .ts'],
    ['src/adapters/a.ts', "import { Sim } from '../venue/sim.ts'", 'import type'],
    ['src/weather/a.ts', "import { b } from './b.ts'", 'no room yet'],
    ['apps/cli/a.ts', "import { b } from '../../src/catalog/b.ts'", "import 'lockstep'"],
    ['examples/a.ts', "import { b } from '../src/catalog/b.ts'", "import 'lockstep'"],
  ])('%s may not say %s', (path, text, fix) => {
    expect(judge(path, text)).toEqual([expect.stringContaining(fix)])
  })

  test.each([
    ['src/model/a.ts', "import { x } from '../base/error.ts'"],
    ['src/model/a.ts', "import { x } from './b.ts'"],
    ['src/adapters/a.ts', "import type { Sim } from '../venue/sim.ts'\nimport fs from 'node:fs'"],
    ['src/backtest.ts', "import { x } from './engine/step.ts'"],
    ['src/checks/a.ts', "import { x } from '../engine/step.ts'\nimport { y } from '../backtest.ts'"],
    ['src/sweep/a.ts', "import { x } from '../search/trial.ts'\nimport { y } from '../backtest.ts'"],
    ['src/base/a.test.ts', "import { x } from '../engine/step.ts'"],
    ['apps/cli/a.ts', "import { b } from '../../src/index.ts'\nimport { c } from './c.ts'\nimport { Command } from 'commander'"],
    ['examples/a.ts', "import { b } from 'lockstep'"],
    ['src/base/a.ts', "// import { x } from '../model/time.ts'\nconst a = \"import { x } from '../model/time.ts'\""],
  ])('%s may say %s', (path, text) => {
    expect(judge(path, text)).toEqual([])
  })

  test('names the line of the import', () => {
    expect(judge('src/base/a.ts', "\n\nimport { x } from '../model/time.ts'")[0]).toMatch(/^src\/base\/a\.ts:3 /)
  })
})

describe('purity', () => {
  const judge = (text: string, path = 'src/engine/a.ts'): string[] =>
    purityViolations(createSource(path, text)).map(({ at, fix }) => `${at} ${fix}`)

  test.each([
    ['const a = Date.now()', 'Date.now'],
    ['const a = new Date()', 'new Date()'],
    ['const a = new Date', 'new Date()'],
    ['const a = Date()', 'Date()'],
    ['const a = Temporal.Now.instant()', 'Temporal.Now'],
    ['const a = performance.now()', 'performance'],
    ['setTimeout(f, 1)', 'a timer'],
    ['setInterval(f, 1)', 'a timer'],
    ['setImmediate(f)', 'a timer'],
    ['queueMicrotask(f)', 'a timer'],
    ['const a = Math.random()', 'Math.random'],
    ['crypto.randomUUID()', 'crypto'],
    ['async function f() {}', 'a promise'],
    ['const a = () => { await b }', 'a promise'],
    ['function f(): Promise<void> {}', 'a promise'],
    ['console.log(1)', 'console'],
    ['const a = process.env', 'process'],
    ["fetch('http://x')", 'fetch'],
    ['globalThis.a = 1', 'globalThis'],
    ['const a = Math.log(b)', 'an unpinned function'],
    ['const a = Math.pow(b, 2)', 'an unpinned function'],
    ['const a = `${Date.now()}`', 'Date.now'],
    ['const a = b / 2 // half\nconst c = Date.now() / 2', 'Date.now'],
  ])('%s is caught', (text, name) => {
    expect(judge(text)).toEqual([expect.stringContaining(`${name} in the pure room engine: `)])
  })

  test.each([
    ['a comment', '// Date.now() and await are banned\n/* Math.random() */'],
    ['a string', 'const a = \'Date.now()\' + "await" + `new Date() ${b} console`'],
    ['a regular expression', "const a = /Date.now'/.test(b)"],
    ['a date of a number', 'const a = new Date(0), b = Date.UTC(2020, 0)'],
    ['a member of that name', 'feed.fetch(1)'],
    ['an escape with a reason', 'const a = Date.now() // edge-ok: names the file, nothing reads it'],
  ])('%s is not', (_, text) => {
    expect(judge(text)).toEqual([])
  })

  test('an escape needs a reason', () => {
    expect(judge('const a = Date.now() // edge-ok: ')).toHaveLength(1)
  })

  test('the report may take logarithms, since nothing trades on it', () => {
    expect(judge('const a = Math.log(b) * Math.pow(c, d)', 'src/report/a.ts')).toEqual([])
  })

  test('edge rooms and tests are free', () => {
    expect(judge('const a = Date.now()', 'src/journal/a.ts')).toEqual([])
    expect(judge('const a = Date.now()', 'src/engine/a.test.ts')).toEqual([])
  })

  test('names the line', () => {
    expect(judge('/*\n*/\nconst a = `\n`, b = Date.now()')[0]).toMatch(/^src\/engine\/a\.ts:4 /)
  })
})

describe('style', () => {
  test.each([
    'src/base/utils.ts',
    'src/util/a.ts',
    'src/base/price-helper.ts',
    'src/order-manager.ts',
    'src/misc.test.ts',
    'src/base/OrderBook.ts',
  ])('%s is no name', (path) => expect(nameViolations(path)).toHaveLength(1))
  test.each(['src/base/fixed-point.ts', 'src/base/a.test.ts', 'src/venue/commonality.ts'])('%s is a name', (path) =>
    expect(nameViolations(path)).toEqual([]),
  )

  test('a file over 500 lines must say why', () => {
    const long = '\n'.repeat(500) + 'x'
    expect(lengthViolations(createSource('a.ts', long))).toHaveLength(1)
    expect(lengthViolations(createSource('a.ts', `// Long because it is a table.${long}`))).toEqual([])
    expect(lengthViolations(createSource('a.ts', 'x\n'.repeat(500)))).toEqual([])
    expect(longFiles([createSource('a.ts', 'x\n'.repeat(301)), createSource('b.ts', 'x\n'.repeat(300))])).toEqual(['a.ts has 301 lines'])
  })

  test.each(['test.skip("a", f)', 'describe.only("a", f)', 'it.todo("a")', 'test.only.each(a)'])('%s is caught', (text) => {
    expect(unrunTestViolations(createSource('a.test.ts', text))).toHaveLength(1)
  })

  test.each(['see /home/ann/x', '"/work/x"', 'C:\\Users\\ann', "from '../shared/x'"])('%s is a path of one machine', (text) => {
    expect(machinePathViolations('a.md', text)).toHaveLength(1)
  })
  test.each(['https://example.org/work/x', 'src/home/x', './work/x', 'a/b'])('%s is not', (text) => {
    expect(machinePathViolations('a.md', text)).toEqual([])
  })
})

describe('lint', () => {
  test.each([
    ['a function over 60 lines', `export function f(): number {\n${'  a()\n'.repeat(60)}  return 1\n}\n`, 'max-lines-per-function'],
    ['any', 'export function f(a: any): number {\n  return a\n}\n', 'no-explicit-any'],
    ['a note to do it later', '// TODO mend this\nexport const a = 1\n', 'no-warning-comments'],
    ['console in the engine', 'console.log(1)\nexport const a = 1\n', 'no-console'],
  ])('%s is caught', (_, text, rule) => {
    expect(lint(text)).toContain(rule)
  })

  test('a function of 60 lines passes', () => {
    expect(lint(`export function f(): number {\n${'  g()\n'.repeat(57)}  return 1\n}\nfunction g(): void {}\n`)).toBe('')
  })
})

/** What the linter says about a file with the project's settings; '' when it is content. */
function lint(text: string): string {
  const root = join(import.meta.dirname, '../..')
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-lint-'))
  try {
    writeFileSync(join(folder, 'planted.ts'), text)
    const args = ['--config', join(root, '.oxlintrc.json'), '--deny-warnings', '--format', 'unix', join(folder, 'planted.ts')]
    execFileSync(join(root, 'node_modules/.bin/oxlint'), args, { encoding: 'utf8', stdio: 'pipe' })
    return ''
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The documentation tells the truth: its code compiles and runs, its links lead somewhere, its figures were measured. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { referencePages } from '../../tools/print-errors.ts'
import { anchorsOf, blocksOf, figuresOf, linksOf, printLike } from './markdown.ts'
import { runBlocks, typeErrors } from './run-block.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  'data/PROVENANCE.md',
  'bench/alternatives/README.md',
]
const blocks = pages.flatMap((page) => blocksOf(page, read(page)))
const runnable = Object.entries(Object.groupBy(blocks, ({ page }) => page)).filter(([, list = []]) =>
  list.some(({ flags }) => flags.includes('run')),
)

test('every TypeScript block compiles by itself', () => {
  expect(typeErrors(blocks.filter(({ language }) => language === 'ts'))).toBe('')
})

test.each(runnable)('the blocks of %s run', (_, list = []) => {
  expect(runBlocks(list)).toBe(undefined)
})

test.each(pages)('the links of %s lead somewhere', (page) => {
  const broken = linksOf(read(page)).filter(({ path, anchor }) => {
    const target = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)))
    if (!existsSync(join(root, target))) return true
    return anchor !== '' && target.endsWith('.md') && !anchorsOf(read(target)).includes(anchor)
  })
  expect(broken.map(({ line, path, anchor }) => `${page}:${line} ${path}${anchor === '' ? '' : `#${anchor}`} does not exist`)).toEqual([])
})

test('every npm script that a page names exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> }
  const named = pages.flatMap((page) => [...read(page).matchAll(/\bnpm run ([\w:-]+)/g)].map((m) => ({ page, name: m[1] ?? '' })))
  expect(named.filter(({ name }) => !(name in scripts))).toEqual([])
  expect(named.length).toBeGreaterThan(0)
})

test('every figure is the one last measured', () => {
  const figures = pages.flatMap((page) => figuresOf(read(page)).map((figure) => ({ page, figure })))
  const results = existsSync(join(root, 'bench/results.json')) ? (JSON.parse(read('bench/results.json')) as BenchResults).results : []
  const wrong = figures.flatMap(({ page, figure }) => {
    const value = results.find(({ id }) => id === figure.id)?.[figure.field]
    const measured = typeof value === 'number' ? printLike(figure, value) : 'not in bench/results.json'
    return measured === figure.printed
      ? []
      : [`${page}:${figure.line} ${figure.id} ${figure.field} is ${measured}, the page says ${figure.printed}`]
  })
  expect(wrong, 'run npm run bench, then print what it measured').toEqual([])
})

test.each(Object.entries(referencePages()))('%s is what tools/print-errors.ts writes', (path, page) => {
  expect(read(path), 'run node tools/print-errors.ts').toBe(page)
})

interface BenchResults {
  readonly results: readonly Readonly<Record<string, unknown>>[]
}

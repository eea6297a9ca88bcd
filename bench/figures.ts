/** Prints measured figures into the pages, so that the one who measures need not type them: `npm run bench -- --write`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from './document.ts'

const ROOT = join(import.meta.dirname, '..')
const FIGURE = /(<!-- figure: (\S+)(?: (\S+))?(?: (\S+))? -->)([^<]*)(?=<!-- \/figure -->)/g

/** Every page that may have figures, relative to the root: those that the tests of the documentation read. */
function pages(): string[] {
  const markdown = (folder: string): string[] =>
    readdirSync(join(ROOT, folder), { encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  return [...markdown('.'), ...docs.map((name) => join('docs', name)), 'bench/alternatives/README.md']
}

/** Puts the results into every page that names them; returns the pages that changed. */
export function printFigures(results: readonly Result[]): string[] {
  return pages().filter((page) => {
    const path = join(ROOT, page)
    const before = readFileSync(path, 'utf8')
    const after = withFigures(before, results)
    if (after !== before) writeFileSync(path, after)
    return after !== before
  })
}

/** The page with each figure as measured, in the decimals that it is printed with; what was not measured stays. */
export function withFigures(page: string, results: readonly Result[]): string {
  return page.replace(FIGURE, (all, marker: string, id: string, field = 'value', scale = '1', printed: string) => {
    const result = results.find((r) => r.id === id) as Readonly<Record<string, unknown>> | undefined
    const value = result?.[field]
    if (typeof value !== 'number') return all
    const decimals = (printed.trim().split('.')[1] ?? '').length
    const figure = (value / Number(scale)).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    return `${marker}${figure}`
  })
}

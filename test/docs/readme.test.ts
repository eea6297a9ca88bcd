/** What the README counts is as many as it says, and the list of documentation is whole. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { indicatorList } from '../../src/indicators/catalogue.ts'
import { fillPolicies } from '../../src/venue/fill-policy.ts'
import { linksOf } from './markdown.ts'

const root = join(import.meta.dirname, '../..')
const words = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty']
const inWords = (count: number): string => words[count - 10] ?? String(count)

test('the README counts fill policies and indicators as they are', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(readme).toContain(`**Fills**: ${inWords(fillPolicies.length)} [policies]`)
  expect(readme).toContain(`**Indicators**: ${inWords(indicatorList.length)}, `)
})

test('every page of the documentation is listed, once', () => {
  const listed = linksOf(readFileSync(join(root, 'docs/README.md'), 'utf8')).map(({ path }) => path)
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md') && path !== 'README.md')
  expect(listed.filter((path) => path.endsWith('.md')).sort()).toEqual(pages.sort())
})

/** The tables of the page on orders are scenarios like all others. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blocksOf } from '../docs/markdown.ts'
import { check } from './check.ts'

const page = 'docs/reference/orders.md'
const tables = blocksOf(page, readFileSync(join(import.meta.dirname, '../..', page), 'utf8')).filter(
  ({ language }) => language === 'scenario',
)

test('the page has tables', () => {
  expect(tables.length).toBeGreaterThanOrEqual(9)
})

test.each(tables.map(({ line, code }) => [line, code] as const))(`the table at line %i of ${page} holds`, (_, code) => check(code))

/** The tables in the documentation are scenarios like all others. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fillPolicies } from '../../src/venue/fill-policy.ts'
import { anchorsOf, blocksOf } from '../docs/markdown.ts'
import { check } from './check.ts'

const page = 'docs/reference/fill-policies.md'
const text = readFileSync(join(import.meta.dirname, '../..', page), 'utf8')
const tables = blocksOf(page, text).filter(({ language }) => language === 'scenario')

test('every fill policy has its part of the page', () => {
  expect(anchorsOf(text)).toEqual(expect.arrayContaining(fillPolicies.map(({ name }) => name)))
})

test('the page has tables', () => {
  expect(tables.length).toBeGreaterThanOrEqual(100)
})

test.each(tables.map(({ line, code }) => [line, code] as const))(`the table at line %i of ${page} holds`, (_, code) => check(code))

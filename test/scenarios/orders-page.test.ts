/** The tables of the page on orders are scenarios like all others, and nothing there is to ask for is missing from it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { orderTypes, timesInForce } from '../../src/model/order.ts'
import { blocksOf } from '../docs/markdown.ts'
import { check } from './check.ts'

const page = 'docs/reference/orders.md'
const text = readFileSync(join(import.meta.dirname, '../..', page), 'utf8')
const tables = blocksOf(page, text).filter(({ language }) => language === 'scenario')

test('the page has tables', () => {
  expect(tables.length).toBeGreaterThanOrEqual(20)
})

test('every kind of order has its row, every life of one its example', () => {
  const rows = [...text.matchAll(/^\| ([a-z-]+) +\| /gm)].map(([, name]) => name)
  expect(rows).toEqual(expect.arrayContaining([...orderTypes]))
  const named = timesInForce.filter((name) => name !== 'gtc' && name !== 'gtd')
  for (const name of named) expect(text).toContain(`expires: '${name}'`)
})

test.each(tables.map(({ line, code }) => [line, code] as const))(`the table at line %i of ${page} holds`, (_, code) => check(code))

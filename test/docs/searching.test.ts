/** The page on searching names every method in its own words, and every figure of a search. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { methods } from '../../src/search/methods.ts'
import { overfittingFigures } from '../../src/search/overfitting-figures.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/explanation/searching.md'), 'utf8')
const rows = page.split('\n').flatMap((line) => (line.startsWith('| ') ? [line.split('|').map((cell) => cell.trim())] : []))

test.each(methods)('the method $name', ({ name, says }) => {
  expect(rows.find(([, first]) => first === name)?.[2]).toBe(says)
})

test('every figure, in the order in which it is printed', () => {
  const excess = [new Float64Array(100), new Float64Array(100)]
  const labels = overfittingFigures({ excess, chosen: 0, tried: 2, periodsPerYear: 252, seed: 0 }).map(({ label }) => label)
  expect(rows.map(([, first]) => first).filter((first) => labels.includes(first ?? ''))).toEqual(labels)
})

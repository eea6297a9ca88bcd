import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COSTS_PATH, costsPage } from '../../tools/print-costs.ts'

test('docs/reference/costs.md says what the rules do (node tools/print-costs.ts writes it)', () => {
  expect(readFileSync(new URL(`../../${COSTS_PATH}`, import.meta.url), 'utf8')).toBe(costsPage())
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { INDICATORS_PATH, indicatorsPage } from '../../tools/print-indicators.ts'

test('docs/reference/indicators.md says what the list says (node tools/print-indicators.ts writes it)', () => {
  expect(readFileSync(new URL(`../../${INDICATORS_PATH}`, import.meta.url), 'utf8')).toBe(indicatorsPage())
})

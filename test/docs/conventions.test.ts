import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CONVENTIONS_PATH, conventionsPage } from '../../tools/print-conventions.ts'

test('docs/reference/conventions.md says what the definitions say (node tools/print-conventions.ts writes it)', () => {
  expect(readFileSync(new URL(`../../${CONVENTIONS_PATH}`, import.meta.url), 'utf8')).toBe(conventionsPage())
})

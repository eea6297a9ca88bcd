import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CLI_PATH, cliPage } from '../../tools/print-cli.ts'

test('docs/reference/cli.md says what the commands say (node tools/print-cli.ts writes it)', () => {
  expect(readFileSync(new URL(`../../${CLI_PATH}`, import.meta.url), 'utf8')).toBe(cliPage())
})

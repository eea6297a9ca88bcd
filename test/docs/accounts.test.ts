import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { accountsPage } from '../../tools/print-accounts.ts'

test('the reference of accounts is what tools/print-accounts.ts writes', () => {
  const written = readFileSync(join(import.meta.dirname, '../../docs/reference/accounts.md'), 'utf8')
  expect(written, 'run node tools/print-accounts.ts').toBe(accountsPage())
})

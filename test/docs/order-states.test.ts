import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ORDER_STATES_PATH, orderStatesPage } from '../../tools/print-order-states.ts'

test('docs/reference/order-states.md says what the table says (node tools/print-order-states.ts writes it)', () => {
  expect(readFileSync(new URL(`../../${ORDER_STATES_PATH}`, import.meta.url), 'utf8')).toBe(orderStatesPage())
})

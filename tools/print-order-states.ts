/** Writes the reference page of order states from their table: `node tools/print-order-states.ts`. */
import { writeFileSync } from 'node:fs'
import { orderStates, transitions, type OrderState } from '../src/model/order-state.ts'
import { markdownTable } from './markdown-table.ts'

/** The page's path from the root. */
export const ORDER_STATES_PATH = 'docs/reference/order-states.md'

const meanings: Readonly<Record<OrderState, string>> = {
  requested: 'written down, and under review',
  held: 'waits for the order that places it to fill; it is no order yet, and nobody is told of it',
  accepted: 'open at the venue',
  triggered: 'a stop-limit or limit-if-touched that is its limit now, a trailing stop that follows',
  'partially-filled': 'some of it has filled, the rest is open',
  'cancel-pending': 'its cancel is on its way; it may still fill',
  filled: 'all of it has filled',
  cancelled: 'ended with something unfilled, for the reason in its record',
  expired: 'its time was over',
  refused: 'never an order: the refusal says why',
  dropped: 'never an order: the one that would have placed it ended',
}

export function orderStatesPage(): string {
  const rows = orderStates.map((state) => [
    `\`${state}\``,
    meanings[state],
    transitions[state].map((next) => `\`${next}\``).join(', ') || 'nothing: it has ended',
  ])
  return `<!-- Written by tools/print-order-states.ts. Edit the table in src/model/order-state.ts, then run it. -->

# Order states

What may become of an order. Any step that is not in this table stops the run as a bug of the engine. An amendment changes an
order's price, size or terms and not its state.

${markdownTable(['state', 'means', 'may be followed by'], rows)}`
}

if (import.meta.main) writeFileSync(new URL(`../${ORDER_STATES_PATH}`, import.meta.url), orderStatesPage())

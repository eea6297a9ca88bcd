/** The way of price inside a bar: what it comes to first, and which way it goes first. */
import { test } from 'vitest'
import { check } from './check.ts'

test('price comes to the limit before the stop below it, so the stop cannot pay for it', () =>
  check(`
  cash 1000
  | open high low close | do                                  | then
  | 100  100  100 100   | buy 10 stop-loss 97; buy 10 limit 99 |
  | 100  106  96  105   |                                     | fill buy 10 @ 100; cancel buy 10 INSUFFICIENT_FUNDS; fill sell 10 @ 97 by stop-loss
`))

test('with room for both, the limit adds to what the stop then closes', () =>
  check(`
  cash 10000
  | open high low close | do                                               | then
  | 100  100  100 100   | buy 10 stop-loss 97; buy 10 limit 99 stop-loss 97 |
  | 100  106  96  105   |                                                  | fill buy 10 @ 100; fill buy 10 @ 99; fill sell 10 @ 97 by stop-loss; fill sell 10 @ 97 by stop-loss
`))

test('two limits below fill from the top', () =>
  check(`
  | open high low close | do                          | then
  | 100  100  100 100   | buy 1 limit 97; buy 1 limit 98 |
  | 100  101  96  100   |                             | fill buy 1 @ 98; fill buy 1 @ 97
`))

test('two stops above fill from the bottom', () =>
  check(`
  | open high low close | do                          | then
  | 100  100  100 100   | buy 1 stop 104; buy 1 stop 103 |
  | 100  105  99  104   |                             | fill buy 1 @ 103; fill buy 1 @ 104
`))

test('the way with the protecting stop is gone first', () =>
  check(`
  | open high low close | do                             | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106  |
  | 100  101  99  100   | sell 1 limit 105               | fill buy 1 @ 100
  | 100  107  96  100   |                                | fill sell 1 @ 97 by stop-loss; cancel target 1 SIBLING_FILLED; fill sell 1 @ 105; ambiguous
`))

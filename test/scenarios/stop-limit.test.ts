/** Stop-limit and limit-if-touched orders: they sleep until their trigger is reached, and are limit orders from then on. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a stop-limit that is triggered inside its limit fills at the trigger', () =>
  check(`
  | open high low close | do                       | then
  | 100  100  100 100   | buy 1 stop 102 limit 103 |
  | 100  103  99  101   |                          | fill buy 1 @ 102
`))

test('a stop-limit gapped through, but not beyond its limit, fills at the open', () =>
  check(`
  | open high low close | do                       | then
  | 100  100  100 100   | buy 1 stop 102 limit 104 |
  | 103  105  102 104   |                          | fill buy 1 @ 103
`))

test('a stop-limit gapped beyond its limit waits as a limit order', () =>
  check(`
  | open high low close | do                       | then
  | 100  100  100 100   | buy 1 stop 102 limit 103 |
  | 105  106  104 105   |                          | (triggered, but nobody sells at 103)
  | 104  104  102 103   |                          | fill buy 1 @ 103
`))

test('a stop-limit that is not triggered does not fill where its limit would', () =>
  check(`
  | open high low close | do                       | then
  | 100  100  100 100   | buy 1 stop 102 limit 103 |
  | 100  101  98  100   |                          |
  | 100  102  100 102   |                          | fill buy 1 @ 102
`))

test('a sell stop-limit: the same, downwards', () =>
  check(`
  | open high low close | do                      | then
  | 100  100  100 100   | sell 1 stop 98 limit 97 |
  | 95   96   94  95    |                         |
  | 96   98   95  97    |                         | fill sell 1 @ 97
`))

test('a limit better than the trigger: price has to come back', () =>
  check(`
  | open high low close | do                       | then
  | 100  100  100 100   | buy 1 stop 103 limit 101 |
  | 100  103  100 102   |                          | ambiguous    the fall to 100 may have come before
  | 102  102  101 102   |                          | fill buy 1 @ 101
`))

test('a trigger on the wrong side would be a limit order in disguise', () =>
  check(`
  | open high low close | do                                                | then
  | 100  100  100 100   | buy 1 stop 99 limit 101; sell 1 stop 101 limit 99 | refused WRONG_SIDE; refused WRONG_SIDE
`))

test('a stop-limit is rounded so that it triggers no earlier and pays no more', () =>
  check(`
  show orders
  | open high low close | do                           | then
  | 100  100  100 100   | buy 1 stop 101.2 limit 103.7 | order buy 1 stop-limit 102
  | 100  103  100 103   |                              | fill buy 1 @ 102
`))

test('limit-if-touched: nothing rests until the trigger is touched, then the limit does', () =>
  check(`
  | open high low close | do                      | then
  | 100  100  100 100   | buy 1 touch 97 limit 98 |
  | 100  100  98  99    |                         |
  | 99   99   97  98    |                         | fill buy 1 @ 97
`))

test('limit-if-touched gapped over fills at the open', () =>
  check(`
  | open high low close | do                         | then
  | 100  100  100 100   | sell 1 touch 103 limit 102 |
  | 105  106  104 105   |                            | fill sell 1 @ 105
`))

test('a touch on the wrong side is already touched', () =>
  check(`
  | open high low close | do                                                     | then
  | 100  100  100 100   | buy 1 touch 101 limit 102; sell 1 touch 99 limit 98    | refused WRONG_SIDE; refused WRONG_SIDE
`))

test('a touch without a limit is no order', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 touch 97 | refused BAD_PRICE
`))

test('a triggered stop-limit keeps being one: it does not slip', () =>
  check(`
  slippage 1 ticks
  | open high low close | do                                       | then
  | 100  100  100 100   | buy 1 stop 102 limit 104; buy 1 stop 102 |
  | 100  103  99  101   |                                          | fill buy 1 @ 102; fill buy 1 @ 103 slipped 1
`))

/** What the account can carry, and the limits of a run: asked at the request and again at the fill. */
import { test } from 'vitest'
import { check } from './check.ts'

test('what cash cannot buy at the close is refused', () =>
  check(`
  cash 1000
  | open high low close | do            | then
  | 100  100  100 100   | buy 11; buy 10 | refused INSUFFICIENT_FUNDS
  | 100  100  100 100   |               | fill buy 10 @ 100; cash 0
`))

test('a gapped-up open cuts the order to what cash still buys', () =>
  check(`
  cash 1000
  | open high low close | do     | then
  | 100  100  100 100   | buy 10 |
  | 110  110  110 110   |        | fill buy 9 @ 110; cancel buy 1 INSUFFICIENT_FUNDS; cash 10
`))

test('a gap beyond all cash buys nothing', () =>
  check(`
  cash 1000
  | open high low close | do    | then
  | 900  900  900 900   | buy 1 |
  | 1001 1001 1001 1001 |       | cancel buy 1 INSUFFICIENT_FUNDS; position 0; cash 1000
`))

test('legs protect only what was filled of a cut order', () =>
  check(`
  cash 1000
  | open high low close | do                | then
  | 100  100  100 100   | buy 10 target 120 |
  | 110  120  110 120   |                   | fill buy 9 @ 110; cancel buy 1 INSUFFICIENT_FUNDS; fill sell 9 @ 120 by target; position 0
`))

test('the fee needs its cash too', () =>
  check(`
  cash 1000, fee 1 per order
  | open high low close | do           | then
  | 100  100  100 100   | buy 10; buy 9 | refused INSUFFICIENT_FUNDS
  | 111  111  111 111   |              | fill buy 9 @ 111 fee 1; cash 0
`))

test('leverage carries a multiple of equity', () =>
  check(`
  cash 1000, leverage 3
  | open high low close | do             | then
  | 100  100  100 100   | buy 31; buy 30 | refused INSUFFICIENT_FUNDS
  | 100  100  100 100   |                | fill buy 30 @ 100; cash -2000; equity 1000
`))

test('a loss shrinks what leverage carries', () =>
  check(`
  cash 1000, leverage 2
  | open high low close | do    | then
  | 100  100  100 100   | buy 10 |
  | 100  100  90  90    | buy 11; buy 9; buy 8 | fill buy 10 @ 100; refused INSUFFICIENT_FUNDS
  | 90   90   90  90    |       | fill buy 9 @ 90; fill buy 1 @ 90; cancel buy 7 INSUFFICIENT_FUNDS    20 × 90 = 2 × 900 is full
`))

test('a short needs the same cover as a long', () =>
  check(`
  cash 1000
  | open high low close | do               | then
  | 100  100  100 100   | sell 11; sell 10 | refused INSUFFICIENT_FUNDS
  | 100  100  100 100   |                  | fill sell 10 @ 100; cash 2000; equity 1000
`))

test('making a position smaller is always possible, even under water', () =>
  check(`
  cash 1000
  | open high low close | do      | then
  | 100  100  100 100   | sell 10 |
  | 100  150  100 150   | buy 4   | fill sell 10 @ 100; equity 500
  | 150  250  150 250   | close   | fill buy 4 @ 150; equity -100
  | 250  250  250 250   |         | fill buy 6 @ 250; position 0; cash -100
`))

test('a short under water can be bought back whole by a purchase too', () =>
  check(`
  cash 1000
  | open high low close | do      | then
  | 100  100  100 100   | sell 10 |
  | 100  250  100 250   | buy 10  | fill sell 10 @ 100; equity -500
  | 250  250  250 250   |         | fill buy 10 @ 250; position 0; cash -500
`))

test('without shorts a sale beyond the position is refused', () =>
  check(`
  no shorts
  | open high low close | do      | then
  | 100  100  100 100   | sell 1  | refused SHORT_NOT_ALLOWED
  | 100  100  100 100   | buy 2   |
  | 100  100  100 100   | sell 3; sell 2 | fill buy 2 @ 100; refused SHORT_NOT_ALLOWED
  | 100  100  100 100   |         | fill sell 2 @ 100; position 0
`))

test('without shorts two sales of one position: the second is cut when it fills', () =>
  check(`
  no shorts
  | open high low close | do             | then
  | 100  100  100 100   | buy 3          |
  | 100  100  100 100   | sell 2; sell 2 | fill buy 3 @ 100
  | 100  100  100 100   |                | fill sell 2 @ 100; fill sell 1 @ 100; cancel sell 1 INSUFFICIENT_FUNDS; position 0
`))

test('the position limit refuses what would pass it on either side', () =>
  check(`
  position max 3
  | open high low close | do                    | then
  | 100  100  100 100   | buy 4; sell 4; buy 3  | refused POSITION_LIMIT; refused POSITION_LIMIT
  | 100  100  100 100   | buy 1; sell 7; sell 6 | fill buy 3 @ 100; refused POSITION_LIMIT; refused POSITION_LIMIT
  | 100  100  100 100   |                       | fill sell 6 @ 100; position -3
`))

test('orders that together pass the position limit are cut when they fill', () =>
  check(`
  position max 3
  | open high low close | do           | then
  | 100  100  100 100   | buy 2; buy 2 |
  | 100  100  100 100   |              | fill buy 2 @ 100; fill buy 1 @ 100; cancel buy 1 INSUFFICIENT_FUNDS; position 3
`))

test('more open orders than the run allows are refused', () =>
  check(`
  orders max 2
  | open high low close | do                                             | then
  | 100  100  100 100   | buy 1 limit 90; buy 1 limit 91; buy 1 limit 92 | refused ORDER_LIMIT
  | 100  100  100 100   | cancel all; buy 1                              | cancel buy 1 REQUESTED; cancel buy 1 REQUESTED
  | 100  100  100 100   |                                                | fill buy 1 @ 100
`))

test('bracket legs count as open orders', () =>
  check(`
  orders max 2
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 90 target 110   |
  | 100  100  100 100   | buy 1                           | fill buy 1 @ 100; refused ORDER_LIMIT
  | end                 |                                 | cancel stop-loss 1 END_OF_RUN; cancel target 1 END_OF_RUN
`))

test('an account of two markets carries both', () =>
  check(`
  cash 1000
  | market time  open high low close | do             | then
  | A      00:00 100  100  100 100   | buy 6          |
  | B      00:00 50   50   50  50    |                |
  | A      00:01 100  100  100 100   |                | A fill buy 6 @ 100
  | B      00:01 50   50   50  50    | buy 9; buy 8   | B refused INSUFFICIENT_FUNDS
  | A      00:02 100  100  100 100   |                | B fill buy 8 @ 50; position A 6; position B 8; cash 0
  | B      00:02 50   50   50  50    |                |
`))

test('closes of one market never take the room that legs of another need', () =>
  check(`
  orders max 1
  | market time  open high low close | do     | then
  | A      00:00 100  100  100 100   |        |
  | B      00:00 100  100  100 100   | buy 1  |
  | A      00:01 100  100  100 100   |        |
  | B      00:01 100  100  100 100   | A: buy 1 limit 99 stop-loss 95 target 105; close; close; close; close | B fill buy 1 @ 100; B refused ORDER_LIMIT
  | A      00:02 100  101  98  100   |        |
  | B      00:02 100  100  100 100   |        | B fill sell 1 @ 100; B cancel sell 1 POSITION_CLOSED; B cancel sell 1 POSITION_CLOSED; A fill buy 1 @ 99
  | end                              |        | A cancel stop-loss 1 END_OF_RUN; A cancel target 1 END_OF_RUN
`))

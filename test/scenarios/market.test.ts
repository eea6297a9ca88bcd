/** Market orders, and what no order may do: fill in the bar that gave rise to it. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a market order fills at the next open', () =>
  check(`
  | open high low close | do    | then
  | 100  101  99  100   | buy 1 |
  | 103  104  101 103   |       | fill buy 1 @ 103; position 1; cash 99897; equity 100000
`))

test('nothing fills in the bar that placed it, though its range would have', () =>
  check(`
  | open high low close | do                                   | then
  | 100  120  80  100   | buy 1 limit 90; buy 1 stop 110; sell 1 limit 115; sell 1 stop 85 |
  | 100  101  99  100   | cancel all                           | cancel buy 1 REQUESTED; cancel buy 1 REQUESTED
  |                     |                                      | cancel sell 1 REQUESTED; cancel sell 1 REQUESTED
`))

test('an order made at the last bar is cancelled by the end of the run', () =>
  check(`
  | open high low close | do    | then
  | 100  101  99  100   | buy 1 |
  | end                 |       | cancel buy 1 END_OF_RUN
`))

test('the oldest order fills first', () =>
  check(`
  | open high low close | do             | then
  | 100  101  99  100   | sell 2; buy 1  |
  | 103  104  101 103   |                | fill sell 2 @ 103; fill buy 1 @ 103; position -1; cash 100103
`))

test('a sale from flat opens a short, which loses when price rises', () =>
  check(`
  | open high low close | do     | then
  | 100  101  99  100   | sell 2 |
  | 100  112  100 110   | close  | fill sell 2 @ 100; position -2; cash 100200; equity 99980
  | 120  121  119 120   |        | fill buy 2 @ 120; position 0; cash 99960
`))

test('a position turns through zero in one fill', () =>
  check(`
  show trips
  | open high low close | do     | then
  | 100  100  100 100   | buy 2  |
  | 101  101  101 101   | sell 5 | fill buy 2 @ 101
  | 104  104  104 104   | buy 3  | fill sell 5 @ 104; position -3
  |                     |        | trip long 2 gross 6 fees 0 worst 0 best 6 bars 2
  | 102  102  102 102   |        | fill buy 3 @ 102; position 0; cash 100012
  |                     |        | trip short 3 gross 6 fees 0 worst 0 best 6 bars 2
`))

test('close sells what is held', () =>
  check(`
  | open high low close | do           | then
  | 100  100  100 100   | buy 1; buy 2 |
  | 101  101  101 101   | close        | fill buy 1 @ 101; fill buy 2 @ 101
  | 102  102  102 102   |              | fill sell 3 @ 102; position 0
`))

test('close buys back a short', () =>
  check(`
  | open high low close | do     | then
  | 100  100  100 100   | sell 1 |
  | 101  101  101 101   | close  | fill sell 1 @ 101
  | 102  102  102 102   |        | fill buy 1 @ 102; position 0
`))

test('close without a position is refused', () =>
  check(`
  | open high low close | do           | then
  | 100  100  100 100   | close        | refused NOTHING_TO_CLOSE
  | 100  100  100 100   | buy 1; close | refused NOTHING_TO_CLOSE    the purchase has not filled yet
  | 100  100  100 100   |              | fill buy 1 @ 100
`))

test('a second close finds nothing left and never turns the position', () =>
  check(`
  | open high low close | do           | then
  | 100  100  100 100   | buy 1        |
  | 100  100  100 100   | close; close | fill buy 1 @ 100
  | 100  100  100 100   |              | fill sell 1 @ 100; cancel sell 1 POSITION_CLOSED; position 0
`))

test('close is cut to what is left when it fills', () =>
  check(`
  | open high low close | do            | then
  | 100  100  100 100   | buy 3         |
  | 100  100  100 100   | sell 2; close | fill buy 3 @ 100
  | 100  100  100 100   |               | fill sell 2 @ 100; fill sell 1 @ 100; cancel sell 2 POSITION_CLOSED; position 0
`))

test('an open between two ticks fills at the worse one', () =>
  check(`
  tick 5
  | open high low close | do     | then
  | 100  100  100 100   | buy 1  |
  | 101  101  101 101   | sell 1 | fill buy 1 @ 105
  | 104  104  104 104   |        | fill sell 1 @ 100
`))

/** What a venue does not take: orders too small, prices outside its band; and markets that a strategy has left. */
import { test } from 'vitest'
import { check } from './check.ts'

test('an order worth less than the venue takes is refused', () =>
  check(`
  min notional 300
  | open high low close | do                     | then
  | 100  100  100 100   | buy 2; buy 3           | refused MIN_NOTIONAL
  | 100  100  100 100   | buy 3 limit 99; close  | fill buy 3 @ 100; refused MIN_NOTIONAL    a position may be closed whatever it is worth
  | 100  100  100 100   |                        | fill sell 3 @ 100
`))

test('an order of less than the least quantity is refused', () =>
  check(`
  min qty 5
  | open high low close | do           | then
  | 100  100  100 100   | buy 4; buy 5 | refused MIN_NOTIONAL
  | 100  100  100 100   |              | fill buy 5 @ 100
`))

test('a price outside the band around the last one is refused', () =>
  check(`
  band 10%
  | open high low close | do                                                                          | then
  | 100  100  100 100   | buy 1 limit 89; buy 1 limit 90; sell 1 stop 89; buy 1 stop 105 limit 111    | refused PRICE_BAND; refused PRICE_BAND; refused PRICE_BAND
  | 100  100  90  100   |                                                                             | fill buy 1 @ 90
`))

test('an amendment may not leave the band either', () =>
  check(`
  band 10%
  | open high low close | do                  | then
  | 100  100  100 100   | buy 1 limit 95      |
  | 100  100  100 100   | amend last limit 89 | refused PRICE_BAND
  | 100  100  95  100   |                     | fill buy 1 @ 95
`))

test('leaving a market cancels, closes and refuses until it is joined again', () =>
  check(`
  | open high low close | do                             | then
  | 100  100  100 100   | buy 2 stop-loss 90             |
  | 100  100  100 100   | buy 1 limit 95; leave; buy 1   | fill buy 2 @ 100; cancel stop-loss 2 LEFT_UNIVERSE; cancel buy 1 LEFT_UNIVERSE; refused NOT_IN_UNIVERSE
  | 101  101  101 101   | buy 1; target 50%              | fill sell 2 @ 101; refused NOT_IN_UNIVERSE; refused NOT_IN_UNIVERSE
  | 101  101  101 101   | join; buy 1                    |
  | 102  102  102 102   |                                | fill buy 1 @ 102; position 1
`))

test('a market that was left can still be closed', () =>
  check(`
  volume limit 50%
  | open high low close volume | do           | then
  | 100  100  100 100   100    | buy 2        |
  | 100  100  100 100   100    | leave        | fill buy 2 @ 100
  | 101  101  101 101   2      | cancel all; close | fill sell 1 @ 101; cancel sell 1 REQUESTED
  | 101  101  101 101   2      |              | fill sell 1 @ 101; position 0
`))

test('flatten cancels everything and closes every market, in the order of their names', () =>
  check(`
  | market time  open high low close | do                       | then
  | B      00:01 10   10   10  10    | buy 3 stop-loss 5        |
  | A      00:01 100  100  100 100   | buy 1; buy 1 limit 90    |
  | B      00:02 10   10   10  10    |                          |
  | A      00:02 100  100  100 100   | flatten                  | B fill buy 3 @ 10; A fill buy 1 @ 100; A cancel buy 1 REQUESTED; B cancel stop-loss 3 REQUESTED
  | B      00:03 11   11   11  11    |                          |
  | A      00:03 101  101  101 101   |                          | B fill sell 3 @ 11; A fill sell 1 @ 101
`))

test('flatten of nothing does nothing', () =>
  check(`
  | open high low close | do      | then
  | 100  100  100 100   | flatten |
`))

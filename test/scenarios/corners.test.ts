/** Corners that properties found, each as small as it can be. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a stop that is born inside a bar, with price beyond it already, fills where price is', () =>
  check(`
  leverage 10
  | open high low close | do                                   | then
  | 100  100  100 100   | buy 1 limit 96 then sell 2 stop 99   |
  | 98   98   95  95    |                                      | fill buy 1 @ 96; fill sell 2 @ 96
`))

test('touch fills what opens beyond its trigger and its limit at the limit', () =>
  check(`
  policy touch
  | open high low close | do                      | then
  | 100  100  100 100   | buy 1 touch 98 limit 97 |
  | 95   96   95  96    |                         | fill buy 1 @ 97
`))

test('an order that another places is dead at birth once its time has come', () =>
  check(`
  | open high low close | do                                                    | then
  | 100  100  100 100   | buy 1 limit 98 then sell 1 limit 105 expires 00:02 |
  | 100  100  100 100   |                                                       |
  | 100  100  100 100   |                                                       |
  | 98   110  98  110   |                                                       | fill buy 1 @ 98; cancel sell 1 EXPIRED
`))

test('sizes and prices that no count can hold are refused, reduce-only too', () =>
  check(`
  | open high low close | do                                                             | then
  | 100  100  100 100   | buy 5                                                          |
  | 100  100  100 100   | sell 1e30 reduce-only; sell 5 limit 1e30 reduce-only | fill buy 5 @ 100; refused BAD_SIZE; refused BAD_PRICE
`))

test('what is left of an order at market closes no position that another order has closed', () =>
  check(`
  cash 1000, volume limit 50%
  | market time  open high low close volume | do                       | then
  | A      00:01 100  100  100 100   100    | A: sell 3 stop-loss 105  |
  | B      00:01 100  100  100 100   100    |                          |
  | A      00:02 100  100  100 100   100    | A: buy 4                 | A fill sell 3 @ 100
  | B      00:02 100  100  100 100   100    |                          |
  | A      00:03 105  105  105 105   10     |                          | A fill buy 3 @ 105 by stop-loss; A fill buy 2 @ 105
  | B      00:03 100  100  100 100   100    | B: buy 8                 | B refused INSUFFICIENT_FUNDS
  | end                                     |                          | A cancel buy 2 END_OF_RUN
`))

test('an order that has begun to fill is not held to a fee that it has paid', () =>
  check(`
  cash 1000, fee 4 per order, volume limit 50%
  | open high low close volume | do     | then
  | 100  100  100 100   10     | buy 9  |
  | 100  100  100 100   10     |        | fill buy 5 @ 100 fee 4
  | 124  124  124 124   10     |        | fill buy 4 @ 124; cash 0
`))

test('a trailing stop is not amended to a level that was passed, and one that enters to no earlier a tick', () =>
  check(`
  | open high low close | do                                       | then
  | 115  115  115 115   | buy 1 trail 1%; amend last stop 109      | refused WRONG_SIDE
  | 115  115  115 115   | amend last stop 117.5                    | amended buy 1 118
  | end                 |                                          | cancel buy 1 END_OF_RUN
`))

test('a reduce-only order grows like it was asked for', () =>
  check(`
  position max 3
  | open high low close | do                               | then
  | 100  100  100 100   | buy 1                            |
  | 100  100  100 100   | sell 1 limit 114 reduce-only; amend last qty 6 | fill buy 1 @ 100; amended sell 6 114
  | 114  114  114 114   |                                  | fill sell 1 @ 114; cancel sell 5 WOULD_NOT_REDUCE
`))

test('this-close: what must fill at once waits for the first price of its market', () =>
  check(`
  policy this-close
  | market time  open high low close | do                      | then
  | A      00:01 100  100  100 100   |                         |
  | B      00:01 50   50   50  50    |                         |
  | A      00:02 100  100  100 100   | B: buy 1 limit 51 ioc   |
  | B      00:03 50   50   50  50    |                         | B fill buy 1 @ 50
`))

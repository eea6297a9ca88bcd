/** Amendments: the order keeps its number and what it filled; what cannot be changed is refused, and the order stays as it was. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a limit is moved', () =>
  check(`
  | open high low close | do                    | then
  | 100  100  100 100   | buy 1 limit 95        |
  | 100  100  98  100   | amend last limit 98   | amended buy 1 98
  | 100  100  98  100   |                       | fill buy 1 @ 98
`))

test('a stop of a bracket is moved up behind the position', () =>
  check(`
  show orders
  | open high low close | do                            | then
  | 100  100  100 100   | buy 1 stop-loss 95 target 120 | order buy 1 market
  | 100  105  100 105   | amend 2 stop 103              | fill buy 1 @ 100; order stop-loss 1 stop 95; order target 1 limit 120; amended stop-loss 1 103
  | 105  105  102 103   |                               | fill sell 1 @ 103 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('quantity is of the whole order', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                | then
  | 100  100  100 100   10     | buy 8 limit 99    |
  | 100  100  99  100   10     | amend last qty 6  | fill buy 5 @ 99; amended buy 1 99
  | 100  100  99  100   10     |                   | fill buy 1 @ 99; position 6
`))

test('a quantity that has filled already is refused', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                                  | then
  | 100  100  100 100   10     | buy 8 limit 99                      |
  | 100  100  99  100   10     | amend last qty 5; amend last qty 3  | fill buy 5 @ 99; refused BAD_AMEND; refused BAD_AMEND
  | 100  100  99  100   10     |                                     | fill buy 3 @ 99
`))

test('trigger and limit of a stop-limit, one or both', () =>
  check(`
  | open high low close | do                                | then
  | 100  100  100 100   | buy 1 stop 105 limit 106          |
  | 100  100  100 100   | amend last stop 102 limit 103     | amended buy 1 102
  | 100  102  100 102   |                                   | fill buy 1 @ 102
`))

test('what the order does not have cannot be changed', () =>
  check(`
  | open high low close | do                                                                  | then
  | 100  100  100 100   | buy 1 limit 95                                                      |
  | 100  100  100 100   | amend last stop 101; amend last trail 2; buy 1 stop 105             | refused BAD_AMEND; refused BAD_AMEND
  | 100  100  100 100   | amend last limit 106; amend last stop 105                           | refused BAD_AMEND; refused BAD_AMEND    a stop has no limit, and 105 it is
  | end                 |                                                                     | cancel buy 1 END_OF_RUN; cancel buy 1 END_OF_RUN
`))

test('prices and sizes that are none', () =>
  check(`
  | open high low close | do                                                                                     | then
  | 100  100  100 100   | buy 1 limit 95                                                                         |
  | 100  100  100 100   | amend last limit 0; amend last limit NaN; amend last qty 0; amend last qty -1; amend last qty Infinity | refused BAD_PRICE; refused BAD_PRICE; refused BAD_SIZE; refused BAD_SIZE; refused BAD_SIZE
  | end                 |                                                                                        | cancel buy 1 END_OF_RUN
`))

test('a stop may not be moved beyond the market', () =>
  check(`
  | open high low close | do                 | then
  | 100  100  100 100   | buy 1 stop 105     |
  | 100  100  100 100   | amend last stop 99 | refused WRONG_SIDE
  | 100  105  100 105   |                    | fill buy 1 @ 105
`))

test('more than the account carries is refused, less is not', () =>
  check(`
  cash 1000
  | open high low close | do                                 | then
  | 100  100  100 100   | buy 5 limit 100                    |
  | 101  101  101 101   | amend last qty 20; amend last qty 4 | refused INSUFFICIENT_FUNDS; amended buy 4 100
  | end                 |                                    | cancel buy 4 END_OF_RUN
`))

test('an order that has ended, one that never was', () =>
  check(`
  | open high low close | do                                      | then
  | 100  100  100 100   | buy 1                                   |
  | 100  100  100 100   | amend last limit 99; amend 99 limit 99; cancel last | fill buy 1 @ 100; refused FINISHED_ORDER; refused UNKNOWN_ORDER; refused FINISHED_ORDER
`))

test('a new price loses the place in the queue, a smaller size does not', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                                   | then
  | 100  100  100 100   10     | buy 3 limit 99; buy 4 limit 99       |
  | 100  100  100 100   10     | amend 1 qty 2                        | amended buy 2 99
  | 100  100  99  100   4      |                                      | fill buy 2 @ 99
  | 100  100  100 100   10     | buy 3 limit 98                       |
  | 100  100  100 100   10     | amend 2 limit 97; amend 2 limit 98   | amended buy 4 97; amended buy 4 98
  | 100  100  98  99    6      |                                      | fill buy 3 @ 98
  | end                        |                                      | cancel buy 4 END_OF_RUN
`))

test('an expiry is set anew', () =>
  check(`
  | open high low close | do                           | then
  | 100  100  100 100   | buy 1 limit 95 expires 00:03 |
  | 100  100  100 100   | amend last expires 00:05     | amended buy 1 95
  | 100  100  100 100   |                              |
  | 100  100  95  100   |                              | fill buy 1 @ 95
`))

test('an expiry in the past is refused', () =>
  check(`
  | open high low close | do                       | then
  | 100  100  100 100   | buy 1 limit 95           |
  | 100  100  100 100   | amend last expires 00:02 | refused EXPIRED_AT_BIRTH
  | 100  100  95  100   |                          | fill buy 1 @ 95
`))

test('a resting order may be told to fill at once or end', () =>
  check(`
  | open high low close | do                        | then
  | 100  100  100 100   | buy 1 limit 95            |
  | 100  100  100 100   | amend last expires ioc    | amended buy 1 95
  | 100  100  94  95    |                           | cancel buy 1 NOT_FILLED_AT_ONCE
`))

test('an order that would be sized as it fills has the size it is told', () =>
  check(`
  sizing free-at-fill
  | open high low close | do                  | then
  | 100  100  100 100   | buy 50% limit 95    |
  | 100  100  100 100   | amend last qty 3    | amended buy 3 95
  | 100  100  95  100   |                     | fill buy 3 @ 95
`))

test('a limit that is moved through the market takes, whatever it was when it was asked for', () =>
  check(`
  fee 100 bps taker
  | open high low close | do                   | then
  | 120  120  120 120   | buy 1 limit 95       |
  | 100  100  100 100   | amend last limit 105 | amended buy 1 105
  | 100  100  100 100   |                      | fill buy 1 @ 100 fee 1
`))

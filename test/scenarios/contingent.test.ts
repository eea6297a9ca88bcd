/** Orders that depend on each other: several targets, orders that another places, one-cancels-other, one-updates-other. */
import { test } from 'vitest'
import { check } from './check.ts'

test('two targets, each with its share: the stop shrinks as they fill', () =>
  check(`
  | open high low close | do                                                 | then
  | 100  100  100 100   | buy 4 stop-loss 95 target 104 of 50% target 108 of 50% |
  | 100  101  99  100   |                                                    | fill buy 4 @ 100
  | 100  105  100 105   |                                                    | fill sell 2 @ 104 by target; amended stop-loss 2 95
  | 105  108  105 108   |                                                    | fill sell 2 @ 108 by target; cancel stop-loss 2 SIBLING_FILLED; position 0
`))

test('the stop ends all targets that are left', () =>
  check(`
  | open high low close | do                                                 | then
  | 100  100  100 100   | buy 4 stop-loss 95 target 104 of 50% target 108 of 50% |
  | 100  101  99  100   |                                                    | fill buy 4 @ 100
  | 100  105  100 105   |                                                    | fill sell 2 @ 104 by target; amended stop-loss 2 95
  | 100  100  94  95    |                                                    | fill sell 2 @ 95 by stop-loss; cancel target 2 SIBLING_FILLED; position 0
`))

test('targets that take part of the position leave the rest to the stop', () =>
  check(`
  | open high low close | do                                    | then
  | 100  100  100 100   | buy 4 stop-loss 95 target 104 of 25%  |
  | 100  101  99  100   |                                       | fill buy 4 @ 100
  | 100  105  100 105   |                                       | fill sell 1 @ 104 by target; amended stop-loss 3 95; position 3
  | 100  100  94  95    |                                       | fill sell 3 @ 95 by stop-loss; position 0
`))

test('shares of an odd size add up to all of it', () =>
  check(`
  show orders
  | open high low close | do                                                                | then
  | 100  100  100 100   | buy 5 target 104 of 30% target 106 of 30% target 108 of 40%       | order buy 5 market
  | 100  101  99  100   |                                                                   | fill buy 5 @ 100; order target 2 limit 104; order target 1 limit 106; order target 2 limit 108
  | 100  110  100 110   |                                                                   | fill sell 2 @ 104 by target; fill sell 1 @ 106 by target; fill sell 2 @ 108 by target; position 0
`))

test('a short with two targets', () =>
  check(`
  | open high low close | do                                                  | then
  | 100  100  100 100   | sell 4 stop-loss 105 target 96 of 50% target 92 of 50% |
  | 100  101  99  100   |                                                     | fill sell 4 @ 100
  | 100  100  95  96    |                                                     | fill buy 2 @ 96 by target; amended stop-loss 2 105
  | 96   106  96  105   |                                                     | fill buy 2 @ 105 by stop-loss; cancel target 2 SIBLING_FILLED
`))

test('a stop and one of two targets in one bar: the stop, and it is counted', () =>
  check(`
  | open high low close | do                                                 | then
  | 100  100  100 100   | buy 4 stop-loss 95 target 104 of 50% target 108 of 50% |
  | 100  101  99  100   |                                                    | fill buy 4 @ 100
  | 100  105  94  100   |                                                    | fill sell 4 @ 95 by stop-loss; cancel target 2 SIBLING_FILLED; cancel target 2 SIBLING_FILLED; ambiguous
`))

test('shares that are no parts', () =>
  check(`
  | open high low close | do                                                     | then
  | 100  100  100 100   | buy 4 target 104 of 70% target 106 of 40%; buy 4 target 104 of 0%; buy 4 target 104 of -10% | refused BAD_SIZE; refused BAD_SIZE; refused BAD_SIZE
`))

test('an order that another places is no order before that one fills', () =>
  check(`
  show orders
  | open high low close | do                                       | then
  | 100  100  100 100   | buy 2 limit 98 then sell 2 limit 105     | order buy 2 limit 98
  | 100  106  99  100   |                                          |
  | 100  100  98  99    |                                          | fill buy 2 @ 98; order sell 2 limit 105
  | 100  105  100 105   |                                          | fill sell 2 @ 105; position 0
`))

test('when the first order ends without a fill, the other never was', () =>
  check(`
  show orders
  | open high low close | do                                   | then
  | 100  100  100 100   | buy 2 limit 98 then sell 2 limit 105 | order buy 2 limit 98
  | 100  100  99  100   | cancel last                          | cancel buy 2 REQUESTED
  | 100  110  90  100   |                                      |
`))

test('several at once, by shares and by units', () =>
  check(`
  show orders
  | open high low close | do                                                       | then
  | 100  100  100 100   | buy 4 then sell 50% limit 105 and sell 1 stop 97         | order buy 4 market
  | 100  101  99  100   |                                                          | fill buy 4 @ 100; order sell 2 limit 105; order sell 1 stop 97
  | 100  100  97  98    |                                                          | fill sell 1 @ 97; position 3
  | end                 |                                                          | cancel sell 2 END_OF_RUN
`))

test('what a partial fill places grows as the rest fills', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                            | then
  | 100  100  100 100   10     | buy 8 then sell 50% limit 105 |
  | 100  100  100 100   8      |                               | fill buy 4 @ 100
  | 100  100  100 100   8      |                               | fill buy 4 @ 100; amended sell 4 105
  | 100  105  100 105   100    |                               | fill sell 4 @ 105; position 4
`))

test('what partial fills place one after the other has brackets of its own', () =>
  check(`
  volume limit 50%, leverage 10
  | open high low close volume | do                                                      | then
  | 100  100  100 100   100    | buy 10 limit 99 then buy 100% stop-loss 95 target 105   |
  | 100  100  99  100   10     |                                                         | fill buy 5 @ 99
  | 100  100  99  100   10     |                                                         | fill buy 5 @ 100
  | 100  100  99  100   10     |                                                         | fill buy 5 @ 99
  | 100  106  100 105   10     |                                                         | fill buy 5 @ 100
  | 105  106  105 105   10     |                                                         | fill sell 5 @ 105 by target; cancel stop-loss 5 SIBLING_FILLED
  | 105  105  90  90    100    |                                                         | fill sell 5 @ 105 by target; cancel stop-loss 5 SIBLING_FILLED
`))

test('parts of an odd fill are rounded down: together they never sell more than there is', () =>
  check(`
  | open high low close | do                                                      | then
  | 100  100  100 100   | buy 5 then sell 50% limit 105 and sell 50% limit 108    |
  | 100  100  100 100   |                                                         | fill buy 5 @ 100
  | 100  110  100 110   |                                                         | fill sell 2 @ 105; fill sell 2 @ 108; position 1
`))

test('a market order that another places waits for the next bar', () =>
  check(`
  | open high low close | do                          | then
  | 100  100  100 100   | buy 2 limit 98 then buy 1   |
  | 100  100  98  99    |                             | fill buy 2 @ 98
  | 99   99   99  99    |                             | fill buy 1 @ 99
`))

test('an order that is placed may place its own', () =>
  check(`
  show orders
  | open high low close | do                                                      | then
  | 100  100  100 100   | buy 1 limit 98 then buy 1 limit 96 stop-loss 94         | order buy 1 limit 98
  | 99   99   98  99    |                                                         | fill buy 1 @ 98; order buy 1 limit 96
  | 99   99   96  97    |                                                         | fill buy 1 @ 96; order stop-loss 1 stop 94
  | 97   97   94  95    |                                                         | fill sell 1 @ 94 by stop-loss; position 1
`))

test('one cancels the other', () =>
  check(`
  | open high low close | do                                    | then
  | 100  100  100 100   | oco buy 1 stop 102 or sell 1 stop 98  |
  | 100  102  99  101   |                                       | fill buy 1 @ 102; cancel sell 1 SIBLING_FILLED
  | 100  100  97  98    |                                       |
`))

test('one cancels the other: of two in one bar only one fills, and it is counted', () =>
  check(`
  | open high low close | do                                    | then
  | 100  100  100 100   | oco buy 1 stop 102 or sell 1 stop 98  |
  | 100  103  97  100   |                                       | fill buy 1 @ 102; cancel sell 1 SIBLING_FILLED; ambiguous
`))

test('one cancels the others with its first fill, partial or not', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                                      | then
  | 100  100  100 100   10     | oco buy 8 limit 99 or buy 8 stop 105    |
  | 100  100  99  100   10     |                                         | fill buy 5 @ 99; cancel buy 8 SIBLING_FILLED
  | 100  100  99  100   10     |                                         | fill buy 3 @ 99
`))

test('one updates the other: what one fills the other has less', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                                      | then
  | 100  100  100 100   10     | ouo buy 8 limit 99 or buy 8 limit 97    |
  | 100  100  99  100   10     |                                         | fill buy 5 @ 99; amended buy 3 97
  | 98   98   98  98    10     |                                         | fill buy 3 @ 98; cancel buy 3 SIBLING_FILLED; position 8
`))

test('a group is taken whole or not at all', () =>
  check(`
  | open high low close | do                                    | then
  | 100  100  100 100   | oco buy 1 stop 102 or sell 1 stop 105 | refused WRONG_SIDE; refused WRONG_SIDE
  | 100  103  97  100   |                                       |
`))

test('cancelling one of a group leaves the other', () =>
  check(`
  | open high low close | do                                   | then
  | 100  100  100 100   | oco buy 1 stop 102 or sell 1 stop 98 |
  | 100  101  99  100   | cancel last                          | cancel sell 1 REQUESTED
  | 100  102  99  100   |                                      | fill buy 1 @ 102
`))

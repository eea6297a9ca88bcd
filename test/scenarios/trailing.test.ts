/** Trailing stops: the level follows the best price at its distance, and never goes back. */
import { test } from 'vitest'
import { check } from './check.ts'

test('the level follows the high and holds: the next bars are held to it', () =>
  check(`
  | open high low close | do                           | then
  | 100  100  100 100   | buy 1                        |
  | 100  100  100 100   | sell 1 trail 3               | fill buy 1 @ 100
  | 103  105  103 105   |                              | (the stop is 102 from now on)
  | 104  104  102 103   |                              | fill sell 1 @ 102
`))

test('a bar is held to the level from before it, since its low may have come after its high', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | sell 1 trail 3 |
  | 100  106  97  104   |                | fill sell 1 @ 97
`))

test('where the close lies behind the moved level, price surely came back through it', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | sell 1 trail 3 |
  | 100  106  98  101   |                | fill sell 1 @ 103
`))

test('a low that may have come after the high is counted, and taken as before it', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | sell 1 trail 3 |
  | 100  106  99  105   |                | ambiguous
  | 104  104  103 104   |                | fill sell 1 @ 103
`))

test('a trailing stop gapped through fills at the open', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | sell 1 trail 3 |
  | 95   96   94  95    |                | fill sell 1 @ 95
`))

test('a buy trailing stop follows the low down', () =>
  check(`
  | open high low close | do            | then
  | 100  100  100 100   | buy 1 trail 2 |
  | 96   96   95  96    |               | (the stop is 97)
  | 96   98   96  98    |               | fill buy 1 @ 97
`))

test('a distance in percent grows with price', () =>
  check(`
  | open high low close | do               | then
  | 100  100  100 100   | sell 1 trail 10% |
  | 190  200  190 200   |                  | (10 % of 200: the stop is 180)
  | 190  190  180 185   |                  | fill sell 1 @ 180
`))

test('before its activation a trailing stop neither follows nor fills', () =>
  check(`
  | open high low close | do                            | then
  | 100  100  100 100   | sell 1 trail 2 activation 105 |
  | 100  104  90  100   |                               | (104 is not 105)
  | 104  105  104 105   |                               | (active: the stop is 103)
  | 105  105  103 104   |                               | fill sell 1 @ 103
`))

test('an activation that price has passed is refused', () =>
  check(`
  | open high low close | do                                                        | then
  | 100  100  100 100   | sell 1 trail 2 activation 99; buy 1 trail 2 activation 101 | refused WRONG_SIDE; refused WRONG_SIDE
`))

test('a distance under a tick, of 100 percent, of nothing', () =>
  check(`
  | open high low close | do                                                                 | then
  | 100  100  100 100   | sell 1 trail 0.5; sell 1 trail 100%; sell 1 trail 0; sell 1 trail -1 | refused BAD_PRICE; refused BAD_PRICE; refused BAD_PRICE; refused BAD_PRICE
`))

test('a bracket with a trailing stop: it starts behind the fill, and the target ends it', () =>
  check(`
  show orders
  | open high low close | do                               | then
  | 100  100  100 100   | buy 1 stop-loss trail 3 target 110 | order buy 1 market
  | 102  104  102 104   |                                  | fill buy 1 @ 102; order stop-loss 1 trailing-stop 99; order target 1 limit 110
  | 106  108  106 108   |                                  | (the stop is 105)
  | 107  107  105 106   |                                  | fill sell 1 @ 105 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('a trailing stop of a bracket may wait for its activation', () =>
  check(`
  | open high low close | do                                       | then
  | 100  100  100 100   | buy 1 stop-loss trail 2 activation 105   |
  | 100  104  90  100   |                                          | fill buy 1 @ 100
  | 105  106  105 106   |                                          |
  | 106  106  104 104   |                                          | fill sell 1 @ 104 by stop-loss
`))

test('amending the distance moves the level with it', () =>
  check(`
  | open high low close | do                 | then
  | 100  100  100 100   | sell 1 trail 5     |
  | 106  110  106 110   |                    | (the stop is 105)
  | 110  110  110 110   | amend last trail 2 | amended sell 1 108
  | 110  110  108 109   |                    | fill sell 1 @ 108
`))

test('a trailing stop below a tick stays at a tick', () =>
  check(`
  | open high low close | do             | then
  | 2    2    2   2     | sell 1 trail 5 |
  | 2    2    1   1     |                | fill sell 1 @ 1
`))

/** Brackets: the two legs of an entry that filled at the open or in an earlier bar. They see whole bars. */
import { test } from 'vitest'
import { check } from './check.ts'

test('the target takes the profit and ends the stop', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  100 101   |                                 | fill buy 1 @ 101
  | 101  107  101 105   |                                 | fill sell 1 @ 106 by target; cancel stop-loss 1 SIBLING_FILLED; position 0
`))

test('the stop takes the loss and ends the target', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  100 101   |                                 | fill buy 1 @ 101
  | 101  101  96  96    |                                 | fill sell 1 @ 97 by stop-loss; cancel target 1 SIBLING_FILLED; position 0
`))

test('stop before target when one bar touches both, and it is counted', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  100 101   |                                 | fill buy 1 @ 101
  | 101  107  96  105   |                                 | fill sell 1 @ 97 by stop-loss; cancel target 1 SIBLING_FILLED; ambiguous
`))

test('a short: stop before target too', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | sell 1 stop-loss 103 target 94  |
  | 99   100  98  99    |                                 | fill sell 1 @ 99
  | 99   104  93  95    |                                 | fill buy 1 @ 103 by stop-loss; cancel target 1 SIBLING_FILLED; ambiguous
`))

test('a stop gapped through fills at the open', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  100 101   |                                 | fill buy 1 @ 101
  | 90   107  89  105   |                                 | fill sell 1 @ 90 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('a target gapped over fills at the better open, though the stop is touched later', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  100 101   |                                 | fill buy 1 @ 101
  | 110  111  90  95    |                                 | fill sell 1 @ 110 by target; cancel stop-loss 1 SIBLING_FILLED
`))

test('legs of an entry at the open see the rest of its bar', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  96  101   |                                 | fill buy 1 @ 101; fill sell 1 @ 97 by stop-loss
  |                     |                                 | cancel target 1 SIBLING_FILLED; position 0
`))

test('legs of an entry at the open: stop before target in its own bar', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  107  96  101   |                                 | fill buy 1 @ 101; fill sell 1 @ 97 by stop-loss
  |                     |                                 | cancel target 1 SIBLING_FILLED; ambiguous
`))

test('an entry that opens beyond its own stop is out at the same open', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 95   99   94  98    |                                 | fill buy 1 @ 95; fill sell 1 @ 95 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('an entry that opens beyond its own target is out at the same open', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 108  109  107 108   |                                 | fill buy 1 @ 108; fill sell 1 @ 108 by target; cancel stop-loss 1 SIBLING_FILLED
`))

test('a stop alone, a target alone', () =>
  check(`
  | open high low close | do                                   | then
  | 100  100  100 100   | buy 1 stop-loss 97; buy 1 target 106 |
  | 100  100  100 100   |                                      | fill buy 1 @ 100; fill buy 1 @ 100
  | 100  106  96  100   |                                      | fill sell 1 @ 97 by stop-loss; fill sell 1 @ 106 by target; position 0
`))

test('close ends both legs', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  100 101   | close                           | fill buy 1 @ 101
  | 102  102  102 102   |                                 | fill sell 1 @ 102; cancel stop-loss 1 POSITION_CLOSED; cancel target 1 POSITION_CLOSED
`))

test('turning the position ends the legs that protected the old one', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  100 101   | sell 3                          | fill buy 1 @ 101
  | 102  102  102 102   |                                 | fill sell 3 @ 102; cancel stop-loss 1 POSITION_CLOSED; cancel target 1 POSITION_CLOSED; position -2
`))

test('a leg only reduces: it is cut to the position that is left', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 3 stop-loss 97 target 106   |
  | 101  102  100 101   | sell 2                          | fill buy 3 @ 101
  | 101  102  100 101   |                                 | fill sell 2 @ 101; position 1
  | 101  101  96  96    |                                 | fill sell 1 @ 97 by stop-loss; cancel stop-loss 2 POSITION_CLOSED
  |                     |                                 | cancel target 3 SIBLING_FILLED; position 0
`))

test('two brackets of one position: each takes its own part', () =>
  check(`
  | open high low close | do                                                          | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106; buy 2 stop-loss 95 target 108 |
  | 101  102  100 101   |                                                             | fill buy 1 @ 101; fill buy 2 @ 101
  | 101  101  96  96    |                                                             | fill sell 1 @ 97 by stop-loss; cancel target 1 SIBLING_FILLED; position 2
  | 100  109  100 109   |                                                             | fill sell 2 @ 108 by target; cancel stop-loss 2 SIBLING_FILLED; position 0
`))

test('legs are orders, rounded so that the stop triggers no later and the target takes no less', () =>
  check(`
  show orders
  | open high low close | do                                 | then
  | 100  100  100 100   | buy 1 stop-loss 96.4 target 105.4  | order buy 1 market
  | 100  100  100 100   | cancel all; sell 3 stop-loss 103.6 target 94.6 | fill buy 1 @ 100; order stop-loss 1 stop 97; order target 1 limit 106
  |                     |                                    | cancel stop-loss 1 REQUESTED; cancel target 1 REQUESTED; order sell 3 market
  | 100  100  100 100   | cancel all                         | fill sell 3 @ 100; order stop-loss 2 stop 103; order target 2 limit 94
  |                     |                                    | cancel stop-loss 2 REQUESTED; cancel target 2 REQUESTED
`))

test('an entry that only makes the position smaller opens nothing, so it places no legs', () =>
  check(`
  show orders
  | open high low close | do                              | then
  | 100  100  100 100   | buy 2                           | order buy 2 market
  | 100  100  100 100   | sell 1 stop-loss 103 target 94  | fill buy 2 @ 100; order sell 1 market
  | 100  100  100 100   | sell 1 stop-loss 103 target 94  | fill sell 1 @ 100; order sell 1 market
  | 100  100  100 100   |                                 | fill sell 1 @ 100; position 0
`))

test('a stop or target on the wrong side is refused', () =>
  check(`
  | open high low close | do                                                  | then
  | 100  100  100 100   | buy 1 stop-loss 100; buy 1 target 100; buy 1 stop-loss 101 target 106 | refused WRONG_SIDE; refused WRONG_SIDE; refused WRONG_SIDE
  | 100  100  100 100   | sell 1 stop-loss 100; sell 1 target 101             | refused WRONG_SIDE; refused WRONG_SIDE
`))

test('sides are judged by the entry level, not by the market', () =>
  check(`
  | open high low close | do                                                               | then
  | 100  100  100 100   | buy 1 limit 95 stop-loss 96; buy 1 limit 95 target 94; buy 1 stop 105 target 104 | refused WRONG_SIDE; refused WRONG_SIDE; refused WRONG_SIDE
  | 100  100  100 100   | buy 1 limit 95 target 99; buy 1 stop 105 stop-loss 102           |
  | end                 |                                                                  | cancel buy 1 END_OF_RUN; cancel buy 1 END_OF_RUN
`))

test('legs work on bars of long ago', () =>
  check(`
  start 1961-05-01, bars 1d
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 101  102  100 101   |                                 | fill buy 1 @ 101
  | 101  101  96  96    |                                 | fill sell 1 @ 97 by stop-loss; cancel target 1 SIBLING_FILLED
`))

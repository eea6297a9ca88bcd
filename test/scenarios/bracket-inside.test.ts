/**
 * Legs of an entry that filled inside a bar are judged by what surely came after the entry: from its level to the extreme that
 * price was heading for, and to the close. What only may have come after is not filled, and counted.
 */
import { test } from 'vitest'
import { check } from './check.ts'

test('buy limit: the low surely came after, so the stop fills', () =>
  check(`
  | open high low close | do                                     | then
  | 100  100  100 100   | buy 1 limit 98 stop-loss 95 target 104 |
  | 100  101  94  97    |                                        | fill buy 1 @ 98; fill sell 1 @ 95 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('buy limit: the high may have come before, so the target waits and the bar is counted', () =>
  check(`
  | open high low close | do                                     | then
  | 100  100  100 100   | buy 1 limit 98 stop-loss 95 target 104 |
  | 100  105  97  99    |                                        | fill buy 1 @ 98; ambiguous
  | 99   104  99  104   |                                        | fill sell 1 @ 104 by target; cancel stop-loss 1 SIBLING_FILLED
`))

test('buy limit: a close beyond the target surely came after, so the target fills', () =>
  check(`
  | open high low close | do                                     | then
  | 100  100  100 100   | buy 1 limit 98 stop-loss 95 target 104 |
  | 100  105  97  105   |                                        | fill buy 1 @ 98; fill sell 1 @ 104 by target; cancel stop-loss 1 SIBLING_FILLED
`))

test('buy limit: both surely came after, so the stop fills', () =>
  check(`
  | open high low close | do                                     | then
  | 100  100  100 100   | buy 1 limit 98 stop-loss 95 target 104 |
  | 100  105  94  105   |                                        | fill buy 1 @ 98; fill sell 1 @ 95 by stop-loss; cancel target 1 SIBLING_FILLED; ambiguous
`))

test('sell limit: the high surely came after, so the stop fills', () =>
  check(`
  | open high low close | do                                       | then
  | 100  100  100 100   | sell 1 limit 102 stop-loss 105 target 96 |
  | 100  106  99  103   |                                          | fill sell 1 @ 102; fill buy 1 @ 105 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('sell limit: the low may have come before, so the target waits and the bar is counted', () =>
  check(`
  | open high low close | do                                       | then
  | 100  100  100 100   | sell 1 limit 102 stop-loss 105 target 96 |
  | 100  103  95  101   |                                          | fill sell 1 @ 102; ambiguous
  | end                 |                                          | cancel stop-loss 1 END_OF_RUN; cancel target 1 END_OF_RUN
`))

test('sell limit: a close beyond the target surely came after', () =>
  check(`
  | open high low close | do                                       | then
  | 100  100  100 100   | sell 1 limit 102 stop-loss 105 target 96 |
  | 100  103  95  95    |                                          | fill sell 1 @ 102; fill buy 1 @ 96 by target; cancel stop-loss 1 SIBLING_FILLED
`))

test('buy stop: the high surely came after, so the target fills', () =>
  check(`
  | open high low close | do                                      | then
  | 100  100  100 100   | buy 1 stop 102 stop-loss 99 target 106  |
  | 101  107  100 105   |                                         | fill buy 1 @ 102; fill sell 1 @ 106 by target; cancel stop-loss 1 SIBLING_FILLED
`))

test('buy stop: the low may have come before, so the stop waits and the bar is counted', () =>
  check(`
  | open high low close | do                                      | then
  | 100  100  100 100   | buy 1 stop 102 stop-loss 99 target 106  |
  | 101  104  98  103   |                                         | fill buy 1 @ 102; ambiguous
  | 103  103  98  98    |                                         | fill sell 1 @ 99 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('buy stop: a close beyond the stop surely came after', () =>
  check(`
  | open high low close | do                                      | then
  | 100  100  100 100   | buy 1 stop 102 stop-loss 99 target 106  |
  | 101  104  98  98    |                                         | fill buy 1 @ 102; fill sell 1 @ 99 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('buy stop: high and close both surely came after, so the stop fills', () =>
  check(`
  | open high low close | do                                      | then
  | 100  100  100 100   | buy 1 stop 102 stop-loss 99 target 106  |
  | 101  107  98  98    |                                         | fill buy 1 @ 102; fill sell 1 @ 99 by stop-loss; cancel target 1 SIBLING_FILLED; ambiguous
`))

test('sell stop: the low surely came after, so the target fills', () =>
  check(`
  | open high low close | do                                       | then
  | 100  100  100 100   | sell 1 stop 98 stop-loss 101 target 94   |
  | 99   100  93  95    |                                          | fill sell 1 @ 98; fill buy 1 @ 94 by target; cancel stop-loss 1 SIBLING_FILLED
`))

test('sell stop: the high may have come before, so the stop waits and the bar is counted', () =>
  check(`
  | open high low close | do                                       | then
  | 100  100  100 100   | sell 1 stop 98 stop-loss 101 target 94   |
  | 99   102  96  97    |                                          | fill sell 1 @ 98; ambiguous
  | end                 |                                          | cancel stop-loss 1 END_OF_RUN; cancel target 1 END_OF_RUN
`))

test('sell stop: a close beyond the stop surely came after', () =>
  check(`
  | open high low close | do                                       | then
  | 100  100  100 100   | sell 1 stop 98 stop-loss 101 target 94   |
  | 99   102  96  102   |                                          | fill sell 1 @ 98; fill buy 1 @ 101 by stop-loss; cancel target 1 SIBLING_FILLED
`))

test('a leg that waited out its first bar sees the next one whole', () =>
  check(`
  | open high low close | do                                      | then
  | 100  100  100 100   | buy 1 stop 102 stop-loss 99 target 106  |
  | 101  103  100 103   |                                         | fill buy 1 @ 102
  | 103  107  98  103   |                                         | fill sell 1 @ 99 by stop-loss; cancel target 1 SIBLING_FILLED; ambiguous
`))

/** How open orders end without a fill: expiry in bars or at an instant, and cancels. */
import { test } from 'vitest'
import { check } from './check.ts'

test('an order that expires after two bars is matched against two', () =>
  check(`
  | open high low close | do                            | then
  | 100  100  100 100   | buy 1 limit 98 expires 2 bars |
  | 100  100  99  100   |                               |
  | 100  100  99  100   |                               | cancel buy 1 EXPIRED
  | 98   98   98  98    |                               |
`))

test('an order fills in the last bar it lives through', () =>
  check(`
  | open high low close | do                            | then
  | 100  100  100 100   | buy 1 limit 98 expires 2 bars |
  | 100  100  99  100   |                               |
  | 100  100  98  100   |                               | fill buy 1 @ 98
`))

test('an order that expires when a bar closes is matched against all of that bar', () =>
  check(`
  | open high low close | do                               | then
  | 100  100  100 100   | buy 1 limit 98 expires 00:02     |
  | 100  100  98  100   |                                  | fill buy 1 @ 98
`))

test('an order that expired when a bar closed is told at that close', () =>
  check(`
  | open high low close | do                               | then
  | 100  100  100 100   | buy 1 limit 98 expires 00:02     |
  | 100  100  99  100   |                                  | cancel buy 1 EXPIRED
  | 98   98   98  98    |                                  |
`))

test('an order that expires inside a bar may fill at its open', () =>
  check(`
  | open high low close | do                               | then
  | 100  100  100 100   | buy 1 limit 98 expires 00:01:30  |
  | 97   100  97  100   |                                  | fill buy 1 @ 97
`))

test('an order that expires inside a bar never fills inside it, since the touch may have come later', () =>
  check(`
  | open high low close | do                               | then
  | 100  100  100 100   | buy 1 limit 98 expires 00:01:30  |
  | 100  100  97  100   |                                  | cancel buy 1 EXPIRED
`))

test('an order that expires in a gap is gone at the next open', () =>
  check(`
  | time  open high low close | do                           | then
  | 00:00 100  100  100 100   | buy 1 limit 98 expires 00:03 |
  | 00:05 98   98   98  98    |                              | cancel buy 1 EXPIRED
`))

test('an expiry that is not after now is refused', () =>
  check(`
  | open high low close | do                                                       | then
  | 100  100  100 100   | buy 1 expires 00:01; buy 1 expires 0 bars; buy 1 expires NaN bars | refused EXPIRED_AT_BIRTH; refused EXPIRED_AT_BIRTH; refused EXPIRED_AT_BIRTH
`))

test('an expiry ends the entry and not the legs of what filled', () =>
  check(`
  | open high low close | do                                                     | then
  | 100  100  100 100   | buy 1 limit 98 stop-loss 90 target 110 expires 1 bars  |
  | 100  100  98  100   |                                                        | fill buy 1 @ 98
  | 100  100  99  100   |                                                        |
  | 100  111  99  111   |                                                        | fill sell 1 @ 110 by target; cancel stop-loss 1 SIBLING_FILLED
`))

test('the records say until when an order lives', () =>
  check(`
  show orders
  | open high low close | do                           | then
  | 100  100  100 100   | buy 1 limit 98 expires 00:02 | order buy 1 limit 98 until 2024-01-01 00:02
  | 100  100  99  100   |                              | cancel buy 1 EXPIRED
`))

test('a cancelled order never fills', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 limit 98 |
  | 100  100  99  100   | cancel last    | cancel buy 1 REQUESTED
  | 98   98   98  98    |                |
`))

test('an order can be cancelled at the step that made it', () =>
  check(`
  | open high low close | do                          | then
  | 100  100  100 100   | buy 1; cancel last; sell 1  | cancel buy 1 REQUESTED
  | 100  100  100 100   |                             | fill sell 1 @ 100
`))

test('cancelling what is not open is refused', () =>
  check(`
  | open high low close | do           | then
  | 100  100  100 100   | buy 1        |
  | 100  100  100 100   | cancel last  | fill buy 1 @ 100; refused FINISHED_ORDER    it has filled
  | 100  100  100 100   | cancel 999   | refused UNKNOWN_ORDER
`))

test('cancel all ends entries and legs, oldest first, and is no refusal when there are none', () =>
  check(`
  | open high low close | do                                        | then
  | 100  100  100 100   | cancel all; buy 1 stop-loss 97 target 106 |
  | 100  100  100 100   | buy 1 limit 95                            | fill buy 1 @ 100
  | 100  100  100 100   | cancel all                                | cancel stop-loss 1 REQUESTED; cancel target 1 REQUESTED; cancel buy 1 REQUESTED
  | 100  107  90  100   |                                           |
`))

test('cancelling one leg leaves the other', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106   |
  | 100  100  100 100   | cancel 2                        | fill buy 1 @ 100; cancel stop-loss 1 REQUESTED
  | 100  100  90  100   |                                 |
  | 100  106  90  100   |                                 | fill sell 1 @ 106 by target
`))

test('a day order lives through a daily bar, though that bar ends hours after the session', () =>
  check(`
  calendar XNYS, bars 1d
  | time       open high low close | do                                        | then
  | 2024-01-02 100  100  100 100   | buy 1 limit 98 day; buy 1 limit 90 day    |
  | 2024-01-03 100  101  97  99    |                                           | fill buy 1 @ 98; cancel buy 1 EXPIRED
`))

test('an instant before the close of its session does end it inside a daily bar, one after does not', () =>
  check(`
  calendar XNYS, bars 1d
  | time       open high low close | do                                                                                         | then
  | 2024-01-02 100  100  100 100   | buy 1 limit 98 expires 2024-01-03T20:59; buy 1 limit 97 expires 2024-01-03T21:00 |
  | 2024-01-03 100  101  97  99    |                                                                                            | fill buy 1 @ 97; cancel buy 1 EXPIRED
`))

test('a day order does not live through a bar of two sessions', () =>
  check(`
  calendar XNYS, bars 2d
  | time       open high low close | do                  | then
  | 2024-01-01 100  100  100 100   | buy 1 limit 98 day  |
  | 2024-01-03 100  101  97  99    |                     | cancel buy 1 EXPIRED
`))

test('where the market opens again inside a daily bar the day ended before', () =>
  check(`
  calendar FX, bars 1d
  | time       open high low close | do                 | then
  | 2024-01-02 100  100  100 100   | buy 1 limit 98 day |
  | 2024-01-03 100  101  97  99    |                    | cancel buy 1 EXPIRED
`))

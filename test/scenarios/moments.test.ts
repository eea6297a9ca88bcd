/** Time: several markets, higher timeframes, timers, warm-up. */
import { describe, test } from 'vitest'
import { check } from './check.ts'

describe('several markets', () => {
  test('bars of one close are one moment: a decision sees them all', () =>
    check(`
    | market time  open high low close | do       | then
    | A      00:00 100  100  100 100   |          |
    | B      00:00 50   50   50  50    | A: buy 1; B: sell 1 |
    | A      00:01 101  101  101 101   |          | A fill buy 1 @ 101; B fill sell 1 @ 51    in declared order
    | B      00:01 51   51   51  51    |          |
  `))

  test('what is earned inside a bar cannot pay for an open of the same moment', () => {
    check(`
    cash 1000
    | market time  open high low close | do                                               | then
    | A      00:00 100  100  100 100   |                                                  |
    | B      00:00 100  100  100 100   | A: buy 10 stop-loss 50 target 110; B: buy 10     |
    | A      00:01 100  112  100 105   |                                                  | A fill buy 10 @ 100; B cancel buy 10 INSUFFICIENT_FUNDS
    | B      00:01 100  100  100 100   |                                                  | A fill sell 10 @ 110 by target; A cancel stop-loss 10 SIBLING_FILLED
  `)
    check(`
    cash 1000
    | market time  open high low close | do                                               | then
    | B      00:00 100  100  100 100   |                                                  |
    | A      00:00 100  100  100 100   | A: buy 10 stop-loss 50 target 110; B: buy 10     |
    | B      00:01 100  100  100 100   |                                                  |
    | A      00:01 100  112  100 105   |                                                  | B fill buy 10 @ 100; A cancel buy 10 INSUFFICIENT_FUNDS
  `)
  })

  test('nor for what another market does inside its bar: nobody knows which came first', () =>
    check(`
    cash 1000
    | market time  open high low close | do                                               | then
    | A      00:00 100  100  100 100   |                                                  |
    | B      00:00 100  100  100 100   | A: buy 10 stop-loss 50 target 110                |
    | A      00:01 100  100  100 100   |                                                  | A fill buy 10 @ 100
    | B      00:01 100  100  100 100   | B: buy 5 limit 99                                | B refused INSUFFICIENT_FUNDS
    | A      00:02 100  100  100 100   | A: close                                         |
    | B      00:02 100  100  100 100   |                                                  |
    | A      00:03 100  100  100 100   |                                                  | A fill sell 10 @ 100; A cancel stop-loss 10 POSITION_CLOSED; A cancel target 10 POSITION_CLOSED
    | B      00:03 100  100  100 100   | B: buy 10 limit 99; A: buy 9 limit 100 stop-loss 50 target 110 |
    | A      00:04 100  100  100 100   |                                                  | A fill buy 9 @ 100
    | B      00:04 100  100  100 100   |                                                  |
    | A      00:05 100  112  100 105   |                                                  | A fill sell 9 @ 110 by target; A cancel stop-loss 9 SIBLING_FILLED
    | B      00:05 100  100  98  100   |                                                  | B fill buy 1 @ 99; B cancel buy 9 INSUFFICIENT_FUNDS    (100 is free, the 990 that A gave back is not yet)
  `))

  test('a bar that was under way when the order was made cannot fill it', () =>
    check(`
    | market time     open high low close | do              | then
    | A      00:00:00 100  100  100 100   |                 |
    | B      00:00:30 50   50   40  50    | A: buy 1 limit 95 | (placed at 00:01:30, when the next bar of A is half over)
    | A      00:01:00 100  100  90  100   |                 | (opened at 00:01:00, before the order)
    | A      00:02:00 100  100  90  100   |                 | A fill buy 1 @ 95
  `))

  test('nor may a market order fill at the open of a bar that was under way', () =>
    check(`
    | market time     open high low close | do       | then
    | A      00:00:00 100  100  100 100   |          |
    | B      00:00:30 50   50   50  50    | A: buy 1 |
    | A      00:01:00 101  102  101 102   |          |
    | A      00:02:00 103  103  103 103   |          | A fill buy 1 @ 103
  `))

  test('nor does that bar count among those an order may live through', () =>
    check(`
    | market time     open high low close | do                              | then
    | A      00:00:00 100  100  100 100   |                                 |
    | B      00:00:30 50   50   50  50    | A: buy 1 limit 95 expires 1 bars |
    | A      00:01:00 100  100  99  100   |                                 | (under way at 00:01:30)
    | A      00:02:00 100  100  99  100   |                                 | A cancel buy 1 EXPIRED
  `))

  test('a market without a bar yet has no price', () =>
    check(`
    | market time  open high low close | do       | then
    | A      00:00 100  100  100 100   | B: buy 1 | B refused NO_PRICE
    | B      00:01 50   50   50  50    | B: buy 1 |
    | B      00:02 50   50   50  50    |          | B fill buy 1 @ 50
  `))

  test('cancel all is for one market', () =>
    check(`
    | market time  open high low close | do                                    | then
    | A      00:00 100  100  100 100   |                                       |
    | B      00:00 50   50   50  50    | A: buy 1 limit 9; B: buy 1 limit 9; A: cancel all | A cancel buy 1 REQUESTED
    | A      00:01 100  100  100 100   |                                       |
    | end                              |                                       | B cancel buy 1 END_OF_RUN
  `))

  test('a bar counts as ambiguous once, whatever it left open', () =>
    check(`
    | open high low close | do                                                           | then
    | 100  100  100 100   | buy 1 stop-loss 97 target 106; buy 1 stop-loss 96 target 107 |
    | 100  100  100 100   |                                                              | fill buy 1 @ 100; fill buy 1 @ 100
    | 100  110  90  100   |                                                              | fill sell 1 @ 97 by stop-loss; cancel target 1 SIBLING_FILLED
    |                     |                                                              | fill sell 1 @ 96 by stop-loss; cancel target 1 SIBLING_FILLED; ambiguous
  `))
})

describe('higher timeframes', () => {
  test('decide when they close and fill at the next base bar', () =>
    check(`
    decide 3m
    | open high low close | do    | then
    | 100  105  99  101   |       |
    | 101  103  98  102   |       |
    | 102  104  101 103   | buy 1 | bar 3m 100 105 98 103
    | 110  111  110 111   |       | fill buy 1 @ 110
    | 111  112  109 110   |       |
    | 110  113  110 112   | close | bar 3m 110 113 109 112
    | 113  113  113 113   |       | fill sell 1 @ 113
  `))

  test('close at the end of their span even when its last bars are missing', () =>
    check(`
    decide 3m
    | time  open high low close | do    | then
    | 00:00 100  105  99  101   |       |
    | at 00:03                  | buy 1 | bar 3m 100 105 99 101
    | 00:04 102  103  101 102   |       | fill buy 1 @ 102
    | 00:05 103  103  103 103   |       | bar 3m 102 103 101 103
  `))

  test('close when the clock of another market passes their end, whatever the data hold later', () =>
    check(`
    decide 3m
    | market time  open high low close | do       | then
    | A      00:00 100  105  99  101   |          |
    | B      00:02 50   50   50  50    | B: buy 1 | bar 3m 100 105 99 101    the last bar of A
    | B      00:03 50   50   50  50    |          | B fill buy 1 @ 50
  `))

  test('give no bar for a span without trades', () =>
    check(`
    decide 3m
    | time  open high low close | do | then
    | 00:00 100  105  99  101   |    |
    | at 00:03                  |    | bar 3m 100 105 99 101
    | 00:06 102  103  101 102   |    |
    | 00:07 102  102  102 102   |    |
    | 00:08 102  104  102 104   |    | bar 3m 102 104 101 104
  `))

  test('begin weeks on Monday', () =>
    check(`
    bars 1d, decide 1w, start 2024-01-05
    | open high low close | do | then
    | 100  100  100 100   |    |
    | 101  101  101 101   |    |
    | 102  102  99  102   |    | bar 1w 100 102 99 102    Sunday
    | 103  103  103 103   |    |
  `))

  test('begin months on the first', () =>
    check(`
    bars 1d, decide 1mo, start 2024-02-28
    | open high low close | do | then
    | 100  100  100 100   |    |
    | 101  101  101 101   |    | bar 1mo 100 101 100 101    the 29th
    | 102  102  99  102   |    |
  `))
})

describe('timers', () => {
  test('fire at their time, between bars and at a bar, before its decision', () =>
    check(`
    at 00:02, at 00:04
    | time  open high low close | do     | then
    | 00:00 100  100  100 100   |        |
    | 00:01 101  101  101 101   | buy 1  | timer
    | at 00:04                  | buy 1  | timer    no bar closes here
    | 00:05 103  103  103 103   |        | fill buy 1 @ 103; fill buy 1 @ 103
  `))

  test('fire before the bar that spans them is known, and its open is not theirs', () =>
    check(`
    bars 1h, at 00:30
    | time  open high low close | do    | then
    | at 00:30                  | buy 1 | timer; refused NO_PRICE    nothing has closed yet
    | 00:00 100  100  100 100   |       |
    | 01:00 101  101  101 101   |       |
  `))

  test('an order from a timer waits for a bar that opens after it', () =>
    check(`
    bars 1h, at 01:30
    | time  open high low close | do    | then
    | 00:00 100  100  100 100   |       |
    | at 01:30                  | buy 1 | timer
    | 01:00 101  109  90  101   |       | (under way at 01:30)
    | 02:00 102  102  102 102   |       | fill buy 1 @ 102
  `))

  test('keep the wall clock of their exchange when daylight saving begins', () =>
    check(`
    bars 1d, at 09:30 XNYS, only timers
    | time             open high low close | do | then
    | at 2024-03-08T14:30                  |    | timer    Friday, winter: UTC-5
    | 2024-03-08T00:00 100  100  100 100   |    |
    | 2024-03-09T00:00 100  100  100 100   |    |
    | 2024-03-10T00:00 100  100  100 100   |    |
    | at 2024-03-11T13:30                  |    | timer    Monday, summer: UTC-4
    | 2024-03-11T00:00 100  100  100 100   |    |
  `))
})

describe('warm-up', () => {
  test('trading begins at the close that gives the slowest line its first value', () =>
    check(`
    warm 3, show begin
    | open high low close | do    | then
    | 100  100  100 100   |       |
    | 100  100  100 100   |       |
    | 100  100  100 100   | buy 1 | begin
    | 100  100  100 100   |       | fill buy 1 @ 100
  `))

  test('with a start, earlier bars warm up and the bar that opens at it is the first to decide on', () =>
    check(`
    warm 2, from 00:02, show begin
    | open high low close | do    | then
    | 100  100  100 100   |       |
    | 100  100  100 100   |       |
    | 100  100  100 100   | buy 1 | begin
    | 100  100  100 100   |       | fill buy 1 @ 100
  `))

  test('fills and refusals are told to the strategy before it decides anew', () =>
    check(`
    show told
    | open high low close | do            | then
    | 100  100  100 100   | buy 1; sell 0 | refused ZERO_SIZE
    | 101  101  101 101   |               | told ZERO_SIZE; told fill buy 1 @ 101 position 1; fill buy 1 @ 101
  `))
})

/** Fills that volume bounds: what is left waits for the next bar, and what depends on the order follows it piece by piece. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a market order fills over several opens', () =>
  check(`
  volume limit 50%
  | open high low close volume | do    | then
  | 100  100  100 100   10     | buy 8 |
  | 101  101  101 101   10     |       | fill buy 5 @ 101
  | 102  102  102 102   10     |       | fill buy 3 @ 102; position 8
`))

test('orders share what a bar offers, the oldest first', () =>
  check(`
  volume limit 50%
  | open high low close volume | do           | then
  | 100  100  100 100   10     | buy 3; buy 4 |
  | 101  101  101 101   10     |              | fill buy 3 @ 101; fill buy 2 @ 101
  | 102  102  102 102   10     |              | fill buy 2 @ 102
`))

test('a bar without volume fills nothing', () =>
  check(`
  volume limit 50%
  | open high low close volume | do    | then
  | 100  100  100 100   10     | buy 2 |
  | 101  101  101 101   0      |       |
  | 102  102  102 102   4      |       | fill buy 2 @ 102
`))

test('a limit that filled in part rests on', () =>
  check(`
  volume limit 50%
  | open high low close volume | do             | then
  | 100  100  100 100   10     | buy 8 limit 99 |
  | 100  100  99  100   10     |                | fill buy 5 @ 99
  | 101  101  100 101   10     |                |
  | 100  100  98  99    10     |                | fill buy 3 @ 99
`))

test('a stop that was reached is a market order for what is left', () =>
  check(`
  volume limit 50%
  | open high low close volume | do              | then
  | 100  100  100 100   10     | buy 8 stop 102  |
  | 100  103  100 101   10     |                 | fill buy 5 @ 102
  | 100  100  100 100   10     |                 | fill buy 3 @ 100
`))

test('a stop that was reached is a market order though nothing was left to fill it from', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                 | then
  | 100  100  100 100   100    | buy 8 stop-loss 95 |
  | 100  100  100 100   100    |                    | fill buy 8 @ 100
  | 100  100  94  94    1      |                    |
  | 98   98   97  98    100    |                    | fill sell 8 @ 98 by stop-loss
`))

test('legs grow with their entry', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                            | then
  | 100  100  100 100   10     | buy 8 stop-loss 95 target 110 |
  | 101  101  101 101   10     |                               | fill buy 5 @ 101
  | 101  101  101 101   10     |                               | fill buy 3 @ 101; amended stop-loss 8 95; amended target 8 110
  | 101  110  101 110   100    |                               | fill sell 8 @ 110 by target; cancel stop-loss 8 SIBLING_FILLED
`))

test('a target that fills in part reduces its stop', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                            | then
  | 100  100  100 100   100    | buy 8 stop-loss 95 target 110 |
  | 101  101  101 101   100    |                               | fill buy 8 @ 101
  | 101  110  101 108   10     |                               | fill sell 5 @ 110 by target; amended stop-loss 3 95
  | 101  101  95  95    100    |                               | fill sell 3 @ 95 by stop-loss; cancel target 3 SIBLING_FILLED; position 0
`))

test('a stop that fills in part takes its lots from the target', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                            | then
  | 100  100  100 100   100    | buy 8 stop-loss 95 target 110 |
  | 101  101  101 101   100    |                               | fill buy 8 @ 101
  | 101  101  95  96    10     |                               | fill sell 5 @ 95 by stop-loss; amended target 3 110
  | 96   97   96  96    100    |                               | fill sell 3 @ 96 by stop-loss; cancel target 3 SIBLING_FILLED
`))

test('an entry that goes on filling after its leg is done gets a new leg', () =>
  check(`
  volume limit 50%, show orders
  | open high low close volume | do                            | then
  | 100  100  100 100   10     | buy 8 limit 101 target 103    | order buy 8 limit 101
  | 101  101  101 101   8      |                               | fill buy 4 @ 101; order target 4 limit 103
  | 102  103  102 103   20     |                               | fill sell 4 @ 103 by target
  | 101  101  101 101   20     |                               | fill buy 4 @ 101; order target 4 limit 103
  | 102  103  102 103   20     |                               | fill sell 4 @ 103 by target; position 0
`))

test('an auction fills once: what it had no volume for is ended', () =>
  check(`
  calendar XNYS, bars 1d, volume limit 50%
  | time       open high low close volume | do            | then
  | 2024-01-02 100  101  99  100   10     | buy 8 on open |
  | 2024-01-03 103  105  102 104   10     |               | fill buy 5 @ 103; cancel buy 3 NOT_FILLED_AT_ONCE
`))

test('close over several bars', () =>
  check(`
  volume limit 50%
  | open high low close volume | do    | then
  | 100  100  100 100   100    | buy 8 |
  | 101  101  101 101   100    | close | fill buy 8 @ 101
  | 102  102  102 102   10     |       | fill sell 5 @ 102
  | 103  103  103 103   10     |       | fill sell 3 @ 103; position 0
`))

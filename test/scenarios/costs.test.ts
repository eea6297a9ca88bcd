/** Fees and slippage, and what they leave of the cash. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a fee in basis points takes its share of every fill', () =>
  check(`
  fee 10 bps, show trips
  | open high low close | do    | then
  | 100  100  100 100   | buy 5 |
  | 100  100  100 100   | close | fill buy 5 @ 100 fee 0.5; cash 99499.5
  | 102  102  102 102   |       | fill sell 5 @ 102 fee 0.51; trip long 5 gross 10 fees 1.01 worst 0 best 10 bars 2; cash 100008.99
`))

test('a negative fee is a rebate', () =>
  check(`
  fee -1 bps
  | open high low close | do    | then
  | 100  100  100 100   | buy 5 |
  | 100  100  100 100   |       | fill buy 5 @ 100 fee -0.05; cash 99500.05
`))

test('a fee per share has a minimum', () =>
  check(`
  fee 0.5 per share min 2
  | open high low close | do             | then
  | 100  100  100 100   | buy 1; buy 10  |
  | 100  100  100 100   |                | fill buy 1 @ 100 fee 2; fill buy 10 @ 100 fee 5
`))

test('a fee per order is charged once an order, and bracket legs are orders', () =>
  check(`
  fee 1.5 per order
  | open high low close | do                 | then
  | 100  100  100 100   | buy 10 target 105  |
  | 100  105  100 105   |                    | fill buy 10 @ 100 fee 1.5; fill sell 10 @ 105 by target fee 1.5; cash 100047
`))

test('several fees add up', () =>
  check(`
  fee 10 bps, fee 1 per order
  | open high low close | do    | then
  | 100  100  100 100   | buy 5 |
  | 100  100  100 100   |       | fill buy 5 @ 100 fee 1.5
`))

test('slippage in ticks worsens market orders both ways', () =>
  check(`
  slippage 2 ticks
  | open high low close | do    | then
  | 100  100  100 100   | buy 1 |
  | 100  100  100 100   | close | fill buy 1 @ 102 slipped 2
  | 100  100  100 100   |       | fill sell 1 @ 98 slipped 2
`))

test('slippage in basis points is rounded up to whole ticks', () =>
  check(`
  slippage 101 bps
  | open high low close | do            | then
  | 100  100  100 100   | buy 1; sell 1 |
  | 100  100  100 100   |               | fill buy 1 @ 102 slipped 2; fill sell 1 @ 98 slipped 2
`))

test('slippage of exactly one tick is one tick', () =>
  check(`
  slippage 100 bps
  | open high low close | do    | then
  | 100  100  100 100   | buy 1 |
  | 100  100  100 100   |       | fill buy 1 @ 101 slipped 1
`))

test('stops slip, at their level and at a gap', () =>
  check(`
  slippage 1 ticks
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 stop 102; sell 1 stop 98  |
  | 100  102  100 102   |                                 | fill buy 1 @ 103 slipped 1
  | 95   95   95  95    |                                 | fill sell 1 @ 94 slipped 1
`))

test('limits never slip, not even at a better open', () =>
  check(`
  slippage 3 ticks
  | open high low close | do                                | then
  | 100  100  100 100   | buy 1 limit 98; sell 1 limit 103  |
  | 100  103  98  100   | buy 1 limit 101                   | fill buy 1 @ 98; fill sell 1 @ 103
  | 100  100  100 100   |                                   | fill buy 1 @ 100
`))

test('a stop-loss slips and a target does not', () =>
  check(`
  slippage 1 ticks
  | open high low close | do                                       | then
  | 100  100  100 100   | buy 1 stop-loss 97; buy 1 target 106     |
  | 100  100  100 100   |                                          | fill buy 1 @ 101 slipped 1; fill buy 1 @ 101 slipped 1
  | 100  106  97  100   |                                          | fill sell 1 @ 96 by stop-loss slipped 1; fill sell 1 @ 106 by target
`))

test('costs of a reversal are shared by its two trips', () =>
  check(`
  fee 1 per share, show trips
  | open high low close | do     | then
  | 100  100  100 100   | buy 2  |
  | 100  100  100 100   | sell 6 | fill buy 2 @ 100 fee 2
  | 100  100  100 100   | close  | fill sell 6 @ 100 fee 6; trip long 2 gross 0 fees 4 worst 0 best 0 bars 2
  | 100  100  100 100   |        | fill buy 4 @ 100 fee 4; trip short 4 gross 0 fees 8 worst 0 best 0 bars 2
`))

test('slippage takes no sale below one tick', () =>
  check(`
  slippage 5 ticks
  | open high low close | do     | then
  | 3    3    3   3     | sell 1 |
  | 3    3    3   3     |        | fill sell 1 @ 1 slipped 2
`))

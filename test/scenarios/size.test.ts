/** From a wish to whole lots, never more than was asked for. */
import { test } from 'vitest'
import { check } from './check.ts'

test('units are rounded down to lots', () =>
  check(`
  lot 0.1
  | open high low close | do       | then
  | 100  100  100 100   | buy 1.27 |
  | 100  100  100 100   |          | fill buy 1.2 @ 100
`))

test('a decimal quantity is the lots it names, float noise or not', () =>
  check(`
  lot 0.1
  | open high low close | do      | then
  | 100  100  100 100   | buy 0.3; buy 0.7 |
  | 100  100  100 100   |         | fill buy 0.3 @ 100; fill buy 0.7 @ 100
`))

test('less than a lot is refused', () =>
  check(`
  | open high low close | do                        | then
  | 100  100  100 100   | buy 0.9; buy 0; sell 0.5% | refused ZERO_SIZE; refused ZERO_SIZE
  | 100  100  100 100   |                           | fill sell 5 @ 100
`))

test('no number is no size', () =>
  check(`
  | open high low close | do                                     | then
  | 100  100  100 100   | buy NaN; sell -1; buy Infinity; buy -5% | refused BAD_SIZE; refused BAD_SIZE; refused BAD_SIZE; refused BAD_SIZE
`))

test('no number is no price', () =>
  check(`
  | open high low close | do                                                 | then
  | 100  100  100 100   | buy 1 limit NaN; buy 1 stop 0; sell 1 limit -5; buy 1 limit Infinity | refused BAD_PRICE; refused BAD_PRICE; refused BAD_PRICE; refused BAD_PRICE
  | 100  100  100 100   | buy 1 stop-loss NaN; buy 1 target 0; buy risk 1%   | refused BAD_PRICE; refused BAD_PRICE; refused BAD_PRICE
`))

test('a price under one tick is no price', () =>
  check(`
  | open high low close | do                                           | then
  | 100  100  100 100   | buy 1 limit 0.4; sell 1 target 0.4; buy 1 stop-loss 0.9 | refused BAD_PRICE; refused BAD_PRICE; refused BAD_PRICE
`))

test('one tick is a price', () =>
  check(`
  | open high low close | do            | then
  | 100  100  100 100   | buy 1 limit 1 |
  | end                 |               | cancel buy 1 END_OF_RUN
`))

test('a share of equity buys what it can, the fee included', () =>
  check(`
  cash 1000, fee 1 per order
  | open high low close | do       | then
  | 100  100  100 100   | buy 100% |
  | 100  100  100 100   |          | fill buy 9 @ 100 fee 1; cash 99
`))

test('a share of equity reckons with slippage', () =>
  check(`
  cash 1000, slippage 12 ticks
  | open high low close | do       | then
  | 100  100  100 100   | buy 100% |
  | 100  100  100 100   |          | fill buy 8 @ 112 slipped 12; cash 104
`))

test('a share of equity at a limit is sized at the limit', () =>
  check(`
  cash 1000
  | open high low close | do               | then
  | 100  100  100 100   | buy 50% limit 50 |
  | 100  100  50  100   |                  | fill buy 10 @ 50
`))

test('risk is what the stop would lose', () =>
  check(`
  cash 10000
  | open high low close | do                     | then
  | 100  100  100 100   | buy risk 1% stop-loss 95 |
  | 100  100  100 100   |                        | fill buy 20 @ 100
  | 100  100  95  95    |                        | fill sell 20 @ 95 by stop-loss; cash 9900
`))

test('risk with a tight stop asks for no more than the account carries', () =>
  check(`
  cash 1000
  | open high low close | do                        | then
  | 100  100  100 100   | sell risk 5% stop-loss 101 |
  | 100  100  100 100   |                           | fill sell 10 @ 100
  | end                 |                           | cancel stop-loss 10 END_OF_RUN
`))

test('risk with a stop at the entry is refused like any stop on the wrong side', () =>
  check(`
  | open high low close | do                          | then
  | 100  100  100 100   | buy risk 1% stop-loss 100   | refused WRONG_SIDE
  | 100  100  100 100   | sell risk 1% stop-loss 99   | refused WRONG_SIDE
`))

test('a size beyond all money is refused', () =>
  check(`
  | open high low close | do                        | then
  | 100  100  100 100   | buy 1e30; sell 1000000000000 | refused BAD_SIZE; refused INSUFFICIENT_FUNDS
  | 100  100  100 100   | buy 1e12%; sell 1e300%    | refused INSUFFICIENT_FUNDS; refused INSUFFICIENT_FUNDS
`))

test('a multiplier multiplies profit and cover', () =>
  check(`
  cash 10000, multiplier 50
  | open high low close | do           | then
  | 100  100  100 100   | buy 3; buy 2 | refused INSUFFICIENT_FUNDS
  | 100  100  100 100   | close        | fill buy 2 @ 100; cash 0
  | 103  103  103 103   |              | fill sell 2 @ 103; cash 10300
`))

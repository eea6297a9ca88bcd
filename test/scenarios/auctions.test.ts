/** Market-on-open and market-on-close orders, and the sessions they are for. New York opens at 14:30 UTC in winter and closes at 21:00. */
import { describe, test } from 'vitest'
import { check } from './check.ts'

test('a market-on-open order waits for the next session, not for the next bar', () =>
  check(`
  calendar XNYS, bars 1m
  | time             open high low close | do            | then
  | 2024-01-02T20:58 100  100  100 100   | buy 1 on open |
  | 2024-01-02T20:59 101  101  101 101   |               |
  | 2024-01-03T14:30 105  106  104 105   |               | fill buy 1 @ 105
`))

test('a market-on-close order fills at the close of the last bar', () =>
  check(`
  calendar XNYS, bars 1m
  | time             open high low close | do             | then
  | 2024-01-02T20:57 100  100  100 100   | buy 1 on close |
  | 2024-01-02T20:58 101  101  101 101   |                |
  | 2024-01-02T20:59 102  104  101 103   |                | fill buy 1 @ 103
`))

describe('where the last bars of a session are missing, an order on the close fills at the close of the last there is', () => {
  const minutes = (policy: string): string => `
  policy ${policy}, calendar XNYS, bars 1m
  | time             open high low close | do                             | then
  | 2024-01-02T20:55 99   99   99  99    | buy 1 on close; buy 2 on open  |
  | 2024-01-02T20:56 99   101  99  100   |                                |
  | 2024-01-03T14:30 110  112  109 111   |                                | fill buy 1 @ 100; fill buy 2 @ 110
  | 2024-01-03T14:31 120  121  119 120   |                                |
`
  test.each(['pessimistic', 'ohlc', 'touch', 'this-close', 'one-by-one'])('%s', (policy) => check(minutes(policy)))

  test('tick', () =>
    check(`
  policy tick, calendar XNYS, bars 1s
  | time                price | do             | then
  | 2024-01-02T20:59:40 99    | buy 1 on close |
  | 2024-01-02T20:59:50 100   |                |
  | 2024-01-03T14:30:00 110   |                | fill buy 1 @ 100
`))

  test('what it places is there from the next bar on', () =>
    check(`
  calendar XNYS, bars 1m
  | time             open high low close | do                                | then
  | 2024-01-02T20:56 100  100  100 100   | buy 1 on close stop-loss 95       |
  | 2024-01-03T14:30 90   99   89  98    |                                   | fill buy 1 @ 100; fill sell 1 @ 90 by stop-loss
`))

  test('a session without any bar is not the one it waits for', () =>
    check(`
  calendar XNYS, bars 1m
  | time             open high low close | do             | then
  | 2024-01-02T20:59 100  100  100 100   | buy 1 on close |
  | 2024-01-04T14:30 110  112  109 111   |                |
  | 2024-01-04T20:59 112  112  112 112   |                | fill buy 1 @ 112
`))
})

test('on early closes the auction is early too', () =>
  check(`
  calendar XNYS, bars 1m
  | time             open high low close | do              | then
  | 2024-07-03T16:57 100  100  100 100   | sell 1 on close |
  | 2024-07-03T16:58 101  101  101 101   |                 |
  | 2024-07-03T16:59 102  104  101 103   |                 | fill sell 1 @ 103
`))

test('with daily bars they fill at the open and at the close of the next day', () =>
  check(`
  calendar XNYS, bars 1d
  | time       open high low close | do                            | then
  | 2024-01-02 100  101  99  100   | buy 1 on open; buy 1 on close |
  | 2024-01-03 103  105  102 104   |                               | fill buy 1 @ 103; fill buy 1 @ 104
`))

test('the open of a bar that began before the order is not the one it waits for', () =>
  check(`
  calendar XNYS, bars 1h, at 09:20 XNYS
  | time             open high low close | do            | then
  | 2024-01-08T13:00 100  100  100 100   |               |
  | at 2024-01-08T14:20                  | buy 1 on open | timer
  | 2024-01-08T14:00 90   110  90  110   |               |
  | 2024-01-08T15:00 111  112  110 112   |               | fill buy 1 @ 111
`))

test('close on open, close on close', () =>
  check(`
  calendar XNYS, bars 1m
  | time             open high low close | do                               | then
  | 2024-01-02T20:57 100  100  100 100   | buy 4                            |
  | 2024-01-02T20:58 100  100  100 100   | close 50% on close; close on open | fill buy 4 @ 100
  | 2024-01-02T20:59 101  102  101 102   |                                  | fill sell 2 @ 102
  | 2024-01-03T14:30 105  106  104 105   |                                  | fill sell 2 @ 105; cancel sell 2 POSITION_CLOSED
`))

test('where markets never close there are no auctions', () =>
  check(`
  | open high low close | do                            | then
  | 100  100  100 100   | buy 1 on open; buy 1 on close | refused NOT_TAKEN; refused NOT_TAKEN
`))

test('they slip like market orders', () =>
  check(`
  calendar XNYS, bars 1d, slippage 2 ticks
  | time       open high low close | do             | then
  | 2024-01-02 100  101  99  100   | buy 1 on close |
  | 2024-01-03 103  105  102 104   |                | fill buy 1 @ 106 slipped 2
`))

test('a day order is dead from the close of its session on', () =>
  check(`
  calendar XNYS, bars 1m, show orders
  | time             open high low close | do                 | then
  | 2024-01-02T20:58 100  100  100 100   | buy 1 limit 95 day | order buy 1 limit 95 until 2024-01-02 21:00
  | 2024-01-02T20:59 100  100  96  100   |                    | cancel buy 1 EXPIRED
  | 2024-01-03T14:30 95   96   94  95    |                    |
`))

test('a day order that comes at the close is good for the next session', () =>
  check(`
  calendar XNYS, bars 1m, show orders
  | time             open high low close | do                 | then
  | 2024-01-02T20:59 100  100  100 100   | buy 1 limit 95 day | order buy 1 limit 95 until 2024-01-03 21:00
  | 2024-01-03T14:30 96   96   95  95    |                    | fill buy 1 @ 95
`))

test('where markets never close the day ends at midnight UTC', () =>
  check(`
  start 2024-01-01T23:58
  | open high low close | do                 | then
  | 100  100  100 100   | buy 1 limit 95 day |
  | 100  100  96  100   |                    | cancel buy 1 EXPIRED
  | 95   95   95  95    |                    |
`))

test('an order that must fill at once cannot wait for a closed market', () =>
  check(`
  calendar XNYS, bars 1m
  | time             open high low close | do                         | then
  | 2024-01-02T20:59 100  100  100 100   | buy 1 ioc; buy 1 limit 101 fok | refused MARKET_CLOSED; refused MARKET_CLOSED
  | 2024-01-03T14:30 96   96   95  95    | buy 1 ioc                  |
  | 2024-01-03T14:31 96   96   95  95    |                            | fill buy 1 @ 96
`))

test('a market order that comes when the market is closed fills when it opens', () =>
  check(`
  calendar XNYS, bars 1m
  | time             open high low close | do    | then
  | 2024-01-02T20:59 100  100  100 100   | buy 1 |
  | 2024-01-03T14:30 96   96   95  95    |       | fill buy 1 @ 96
`))

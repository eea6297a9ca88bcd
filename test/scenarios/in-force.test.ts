/** Immediate-or-cancel and fill-or-kill, post-only and reduce-only. */
import { test } from 'vitest'
import { check } from './check.ts'

test('an immediate-or-cancel limit fills at the next open or never', () =>
  check(`
  | open high low close | do                                     | then
  | 100  100  100 100   | buy 1 limit 99 ioc; buy 1 limit 100 ioc |
  | 100  100  90  95    |                                        | fill buy 1 @ 100; cancel buy 1 NOT_FILLED_AT_ONCE
`))

test('immediate-or-cancel keeps what volume let it have', () =>
  check(`
  volume limit 50%
  | open high low close volume | do        | then
  | 100  100  100 100   10     | buy 8 ioc |
  | 101  101  101 101   10     |           | fill buy 5 @ 101; cancel buy 3 NOT_FILLED_AT_ONCE; position 5
`))

test('fill-or-kill takes all or nothing', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                   | then
  | 100  100  100 100   10     | buy 8 fok; buy 5 fok |
  | 101  101  101 101   10     |                      | cancel buy 8 NOT_FILLED_AT_ONCE; fill buy 5 @ 101
`))

test('fill-or-kill that the account cannot carry whole is ended for that', () =>
  check(`
  cash 1000
  | open high low close | do         | then
  | 100  100  100 100   | buy 10 fok |
  | 101  101  101 101   |            | cancel buy 10 INSUFFICIENT_FUNDS
`))

test('a stop has its first chance when it is reached', () =>
  check(`
  volume limit 50%
  | open high low close volume | do                 | then
  | 100  100  100 100   10     | buy 8 stop 102 ioc |
  | 100  101  99  100   10     |                    |
  | 100  103  99  102   10     |                    | fill buy 5 @ 102; cancel buy 3 NOT_FILLED_AT_ONCE
`))

test('a post-only limit that would take is refused', () =>
  check(`
  | open high low close | do                                                                    | then
  | 100  100  100 100   | buy 1 limit 100 post-only; sell 1 limit 99 post-only; buy 1 post-only | refused WOULD_TAKE; refused WOULD_TAKE; refused WOULD_TAKE
  | 100  100  100 100   | buy 1 limit 99 post-only                                              |
  | 100  100  99  99    |                                                                       | fill buy 1 @ 99
`))

test('a post-only limit that the next open has passed is ended: it would have taken', () =>
  check(`
  | open high low close | do                       | then
  | 100  100  100 100   | buy 1 limit 99 post-only |
  | 98   98   97  98    |                          | cancel buy 1 WOULD_TAKE
`))

test('a post-only limit that rested fills at a later, better open', () =>
  check(`
  | open high low close | do                       | then
  | 100  100  100 100   | buy 1 limit 99 post-only |
  | 100  101  100 101   |                          |
  | 98   98   97  98    |                          | fill buy 1 @ 98
`))

test('a reduce-only order without a position to reduce is refused', () =>
  check(`
  | open high low close | do                                       | then
  | 100  100  100 100   | sell 1 reduce-only; buy 1                | refused WOULD_NOT_REDUCE
  | 100  100  100 100   | buy 1 limit 90 reduce-only               | fill buy 1 @ 100; refused WOULD_NOT_REDUCE
`))

test('a reduce-only order is cut to what it reduces', () =>
  check(`
  | open high low close | do                          | then
  | 100  100  100 100   | buy 2                       |
  | 100  100  100 100   | sell 5 limit 105 reduce-only | fill buy 2 @ 100
  | 100  105  100 105   |                             | fill sell 2 @ 105; cancel sell 3 WOULD_NOT_REDUCE; position 0
`))

test('a reduce-only order that finds nothing left to reduce ends', () =>
  check(`
  | open high low close | do                                  | then
  | 100  100  100 100   | buy 2                               |
  | 100  100  100 100   | sell 2 limit 105 reduce-only; close | fill buy 2 @ 100
  | 100  100  100 100   |                                     | fill sell 2 @ 100
  | 100  105  100 105   |                                     | cancel sell 2 WOULD_NOT_REDUCE
`))

/** Limit orders: at the open when it is as good or better, else at the limit, never worse. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a buy limit fills at its level when the bar comes down to it', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 limit 98 |
  | 100  101  98  99    |                | fill buy 1 @ 98    a touch is enough
`))

test('a buy limit fills at a better open', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 limit 98 |
  | 95   101  94  99    |                | fill buy 1 @ 95
`))

test('a buy limit at the open fills there', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 limit 98 |
  | 98   101  97  99    |                | fill buy 1 @ 98
`))

test('a buy limit that is not reached waits', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 limit 98 |
  | 100  101  99  100   |                |
  | 100  101  99  100   |                |
  | 100  101  97  100   |                | fill buy 1 @ 98
`))

test('a sell limit fills at its level when the bar rises to it', () =>
  check(`
  | open high low close | do               | then
  | 100  100  100 100   | sell 1 limit 102 |
  | 100  102  99  101   |                  | fill sell 1 @ 102
`))

test('a sell limit fills at a better open', () =>
  check(`
  | open high low close | do               | then
  | 100  100  100 100   | sell 1 limit 102 |
  | 105  106  99  101   |                  | fill sell 1 @ 105
`))

test('a limit through the market is an eager limit', () =>
  check(`
  | open high low close | do              | then
  | 100  100  100 100   | buy 1 limit 110 |
  | 103  104  103 103   |                 | fill buy 1 @ 103
`))

test('an eager limit still holds when the open gaps beyond it', () =>
  check(`
  | open high low close | do              | then
  | 100  100  100 100   | buy 1 limit 101 |
  | 103  104  102 103   |                 |
  | 103  104  101 103   |                 | fill buy 1 @ 101
`))

test('a limit between two ticks is rounded so that it never pays more', () =>
  check(`
  show orders
  | open high low close | do                                  | then
  | 100  100  100 100   | buy 1 limit 98.7; sell 1 limit 101.2 | order buy 1 limit 98; order sell 1 limit 102
  | end                 |                                     | cancel buy 1 END_OF_RUN; cancel sell 1 END_OF_RUN
`))

test('two limits of one bar both fill', () =>
  check(`
  | open high low close | do                               | then
  | 100  100  100 100   | buy 1 limit 98; sell 1 limit 102 |
  | 100  103  97  100   |                                  | fill buy 1 @ 98; fill sell 1 @ 102; position 0
`))

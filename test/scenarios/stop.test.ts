/** Stop entries: at their level when the bar reaches it, at the open when it gapped through. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a buy stop fills at its level when the bar rises to it', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 stop 102 |
  | 100  102  99  101   |                | fill buy 1 @ 102
`))

test('a buy stop gapped through fills at the open', () =>
  check(`
  | open high low close | do             | then
  | 100  101  99  100   | buy 1 stop 102 |
  | 103  104  101 103   |                | fill buy 1 @ 103
`))

test('a sell stop fills at its level when the bar falls to it', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | sell 1 stop 98 |
  | 100  101  98  99    |                | fill sell 1 @ 98
`))

test('a sell stop gapped through fills at the open', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | sell 1 stop 98 |
  | 95   96   90  91    |                | fill sell 1 @ 95
`))

test('a stop that is not reached waits', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 stop 102 |
  | 100  101  99  100   |                |
  | 100  103  99  100   |                | fill buy 1 @ 102
`))

test('a buy stop below the market would be a market order in disguise', () =>
  check(`
  | open high low close | do                            | then
  | 100  100  100 100   | buy 1 stop 99; sell 1 stop 101 | refused WRONG_SIDE; refused WRONG_SIDE
`))

test('a stop at the market is one', () =>
  check(`
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 stop 100 |
  | 101  102  101 101   |                | fill buy 1 @ 101
`))

test('a stop between two ticks is rounded so that it never triggers earlier', () =>
  check(`
  show orders
  | open high low close | do                                | then
  | 100  100  100 100   | buy 1 stop 101.2; sell 1 stop 98.7 | order buy 1 stop 102; order sell 1 stop 98
  | end                 |                                   | cancel buy 1 END_OF_RUN; cancel sell 1 END_OF_RUN
`))

test('of a stop and a limit inside one bar the stop comes first', () =>
  check(`
  | open high low close | do                              | then
  | 100  100  100 100   | buy 1 limit 98; buy 1 stop 102  |
  | 100  103  97  100   |                                 | fill buy 1 @ 102; fill buy 1 @ 98
`))

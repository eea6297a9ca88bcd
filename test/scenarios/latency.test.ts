/** Requests take time to arrive: an order is matched by bars that open when it is there, and ends or changes when that arrives. */
import { test } from 'vitest'
import { check } from './check.ts'

test('an order misses the bar that opens before it arrives', () =>
  check(`
  latency 1s
  | open high low close | do    | then
  | 100  100  100 100   | buy 1 |
  | 101  101  101 101   |       |
  | 102  102  102 102   |       | fill buy 1 @ 102
`))

test('a latency of a whole bar is there at the next open', () =>
  check(`
  latency 1m
  | open high low close | do    | then
  | 100  100  100 100   | buy 1 |
  | 101  101  101 101   |       |
  | 102  102  102 102   |       | fill buy 1 @ 102
`))

test('an order may fill while its cancel is on its way', () =>
  check(`
  latency 1s
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 limit 99 |
  | 100  100  100 100   |                |
  | 100  100  100 100   | cancel last    |
  | 100  100  99  100   |                | fill buy 1 @ 99
`))

test('a cancel takes effect when it arrives', () =>
  check(`
  latency 1s
  | open high low close | do             | then
  | 100  100  100 100   | buy 1 limit 99 |
  | 100  100  100 100   | cancel last    |
  | 100  100  100 100   |                | cancel buy 1 REQUESTED
  | 100  100  99  100   |                |
`))

test('an amendment takes effect when it arrives, not before', () =>
  check(`
  latency 1s
  | open high low close | do                  | then
  | 100  100  100 100   | buy 1 limit 90      |
  | 100  100  100 100   | amend last limit 99 |
  | 100  100  99  100   |                     | amended buy 1 99
  | 100  100  99  100   |                     | fill buy 1 @ 99
`))

test('an amendment to less than has filled by then ends the order', () =>
  check(`
  latency 1s, volume limit 50%
  | open high low close volume | do               | then
  | 100  100  100 100   10     | buy 8 limit 99   |
  | 100  100  100 100   10     |                  |
  | 100  100  100 100   10     | amend last qty 4 |
  | 100  100  99  100   10     |                  | fill buy 5 @ 99; cancel buy 3 REQUESTED
`))

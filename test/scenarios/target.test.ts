/** Targets: where a position is to be. The difference is bought or sold. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a weight buys what it takes, and nothing more when it is there', () =>
  check(`
  cash 1000
  | open high low close | do         | then
  | 100  100  100 100   | target 50% |
  | 100  100  100 100   | target 50% | fill buy 5 @ 100
  | 100  100  100 100   |            | position 5
`))

test('a lower weight sells the difference', () =>
  check(`
  cash 1000
  | open high low close | do         | then
  | 100  100  100 100   | target 50% |
  | 100  100  100 100   | target 20% | fill buy 5 @ 100
  | 100  100  100 100   |            | fill sell 3 @ 100; position 2
`))

test('weight 0 closes, a negative weight turns', () =>
  check(`
  cash 1000
  | open high low close | do          | then
  | 100  100  100 100   | target 50%  |
  | 100  100  100 100   | target -20% | fill buy 5 @ 100
  | 100  100  100 100   | target 0%   | fill sell 7 @ 100; position -2
  | 100  100  100 100   |             | fill buy 2 @ 100; position 0
`))

test('units and money', () =>
  check(`
  cash 1000
  | open high low close | do                | then
  | 100  100  100 100   | target 3          |
  | 100  100  100 100   | target 550money   | fill buy 3 @ 100
  | 100  100  100 100   | target -1         | fill buy 2 @ 100; position 5
  | 100  100  100 100   |                   | fill sell 6 @ 100; position -1
`))

test('the fee comes out of the weight', () =>
  check(`
  cash 1000, fee 10 per order
  | open high low close | do          | then
  | 100  100  100 100   | target 100% |
  | 100  100  100 100   |             | fill buy 9 @ 100 fee 10
`))

test('an open market order counts as filled', () =>
  check(`
  cash 1000
  | open high low close | do                | then
  | 100  100  100 100   | buy 3; target 50% |
  | 100  100  100 100   |                   | fill buy 3 @ 100; fill buy 2 @ 100; position 5
`))

test('of several, what reduces goes first, then the larger value', () =>
  check(`
  cash 1000, show orders
  | market time  open high low close | do                          | then
  | A      00:01 100  100  100 100   | targets A 100%              | A order buy 10 market
  | B      00:01 10   10   10  10    |                             |
  | C      00:01 10   10   10  10    |                             |
  | A      00:02 100  100  100 100   |                             |
  | B      00:02 10   10   10  10    |                             |
  | C      00:02 10   10   10  10    | targets B 20% C 30% A 50%   | A fill buy 10 @ 100; A order sell 5 market; C order buy 30 market; B order buy 20 market
  | A      00:03 100  100  100 100   |                             |
  | B      00:03 10   10   10  10    |                             |
  | C      00:03 10   10   10  10    |                             | A fill sell 5 @ 100; B fill buy 20 @ 10; C fill buy 30 @ 10
`))

test('a rotation frees the money first, whichever market is named first', () =>
  check(`
  cash 1000
  | market time  open high low close | do                | then
  | B      00:01 10   10   10  10    | targets A 100%    |
  | A      00:01 100  100  100 100   |                   |
  | B      00:02 10   10   10  10    |                   |
  | A      00:02 100  100  100 100   | targets B 100% A 0% | A fill buy 10 @ 100
  | B      00:03 10   10   10  10    |                   |
  | A      00:03 100  100  100 100   |                   | A fill sell 10 @ 100; B fill buy 100 @ 10
`))

test('what is no target is refused', () =>
  check(`
  | open high low close | do                                  | then
  | 100  100  100 100   | target NaN%; target Infinity        | refused BAD_SIZE; refused BAD_SIZE
`))

test('LEAN leaves 0.25 % of the portfolio free', () =>
  check(`
  sizing lean, cash 100000
  | open high low close | do          | then
  | 100  100  100 100   | target 100% |
  | 100  100  100 100   |             | fill buy 997 @ 100
`))

test('LEAN takes the fee off the portfolio and leaves small differences alone', () =>
  check(`
  sizing lean, cash 100000, fee 500 per order
  | open high low close | do          | then
  | 100  100  100 100   | target 100% |
  | 100  100  100 100   | target 99.9% | fill buy 992 @ 100 fee 500
  | 100  100  100 100   |             | position 992
`))

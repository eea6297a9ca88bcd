/** Sizes by money, by capital, by volatility: whole lots, never more than was asked for, fees included. */
import { test } from 'vitest'
import { check } from './check.ts'

test('an amount of money is the value with its fee', () =>
  check(`
  fee 100 bps
  | open high low close | do             | then
  | 100  100  100 100   | buy 1000 money |
  | 100  100  100 100   |                | fill buy 9 @ 100 fee 9
`))

test('money for less than a lot', () =>
  check(`
  | open high low close | do           | then
  | 100  100  100 100   | buy 99 money | refused ZERO_SIZE
`))

test('so many lots for each full part of the capital', () =>
  check(`
  cash 2999
  | open high low close | do             | then
  | 100  100  100 100   | buy 2 per 1000 |
  | 100  100  100 100   |                | fill buy 4 @ 100
`))

test('less capital than the first part', () =>
  check(`
  cash 999
  | open high low close | do                             | then
  | 100  100  100 100   | buy 2 per 1000; buy 2 per 0; buy 2 per -1 | refused ZERO_SIZE; refused BAD_SIZE; refused BAD_SIZE
`))

test('money is sized at the limit, at the trigger, at the last close', () =>
  check(`
  show orders
  | open high low close | do                                                                                   | then
  | 100  100  100 100   | buy 1000 money limit 50; buy 1000 money stop 200; buy 1000 money stop 110 limit 125; buy 1000 money | order buy 20 limit 50; order buy 5 stop 200; order buy 8 stop-limit 110; order buy 10 market
  | 100  100  100 100   | cancel all                                                                           | fill buy 10 @ 100; cancel buy 20 REQUESTED; cancel buy 5 REQUESTED; cancel buy 8 REQUESTED
`))

/** Corners that properties found, each as small as it can be. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a stop that is born inside a bar, with price beyond it already, fills where price is', () =>
  check(`
  leverage 10
  | open high low close | do                                   | then
  | 100  100  100 100   | buy 1 limit 96 then sell 2 stop 99   |
  | 98   98   95  95    |                                      | fill buy 1 @ 96; fill sell 2 @ 96
`))

test('touch fills what opens beyond its trigger and its limit at the limit', () =>
  check(`
  policy touch
  | open high low close | do                      | then
  | 100  100  100 100   | buy 1 touch 98 limit 97 |
  | 95   96   95  96    |                         | fill buy 1 @ 97
`))

test('an order that another places is dead at birth once its time has come', () =>
  check(`
  | open high low close | do                                                    | then
  | 100  100  100 100   | buy 1 limit 98 then sell 1 limit 105 expires 00:02 |
  | 100  100  100 100   |                                                       |
  | 100  100  100 100   |                                                       |
  | 98   110  98  110   |                                                       | fill buy 1 @ 98; cancel sell 1 EXPIRED
`))

test('sizes and prices that no count can hold are refused, reduce-only too', () =>
  check(`
  | open high low close | do                                                             | then
  | 100  100  100 100   | buy 5                                                          |
  | 100  100  100 100   | sell 1e30 reduce-only; sell 5 limit 1e30 reduce-only | fill buy 5 @ 100; refused BAD_SIZE; refused BAD_PRICE
`))

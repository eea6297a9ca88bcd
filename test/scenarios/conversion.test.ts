/** LEAN's broker: what becomes of orders that come at the wrong hour, and how positions are closed. New York is open 14:30 to 21:00 UTC. */
import { test } from 'vitest'
import { check } from './check.ts'

test('a market order in a closed market goes on open', () =>
  check(`
  calendar XNYS, bars 1m, conversion lean, show orders
  | time             open high low close | do    | then
  | 2024-01-02T20:59 100  100  100 100   | buy 1 | order buy 1 market-on-open
  | 2024-01-03T14:30 105  106  104 105   |       | fill buy 1 @ 105
`))

test('with daily bars alone a market order in an open market goes on close', () =>
  check(`
  calendar XNYS, bars 1d, conversion lean, policy lean, kind equity, at 15:00 XNYS, only timers, show orders
  | time       open high low close | do    | then
  | 2024-01-01 100  101  99  100   |       |
  | at 2024-01-02T20:00            | buy 1 | timer; order buy 1 market-on-close
  | 2024-01-02 105  106  104 104   |       | fill buy 1 @ 104
`))

test('market-on-close is not taken in the last 15.5 minutes', () =>
  check(`
  calendar XNYS, bars 1m, conversion lean
  | time             open high low close | do             | then
  | 2024-01-02T20:43 100  100  100 100   | buy 1 on close |
  | 2024-01-02T20:44 100  100  100 100   | buy 1 on close | refused TOO_LATE
  | 2024-01-02T20:59 100  102  100 102   |                | fill buy 1 @ 102
`))

test('close cancels what rests in the market first', () =>
  check(`
  calendar XNYS, bars 1m, conversion lean
  | time             open high low close | do                              | then
  | 2024-01-02T15:00 100  100  100 100   | buy 2; sell 2 stop 90           |
  | 2024-01-02T15:01 100  100  100 100   | buy 1 limit 80; close           | fill buy 2 @ 100; cancel sell 2 REQUESTED; cancel buy 1 REQUESTED
  | 2024-01-02T15:02 101  101  101 101   |                                 | fill sell 2 @ 101; position 0
`))

test('close cancels what rests even where there is nothing to close', () =>
  check(`
  calendar XNYS, bars 1m, conversion lean
  | time             open high low close | do             | then
  | 2024-01-02T15:00 100  100  100 100   | buy 1 limit 80 |
  | 2024-01-02T15:01 100  100  100 100   | close          | cancel buy 1 REQUESTED; refused NOTHING_TO_CLOSE
`))

test('flatten of LEAN does it market by market', () =>
  check(`
  calendar XNYS, bars 1m, conversion lean
  | market time             open high low close | do                           | then
  | B      2024-01-02T15:00 10   10   10  10    | buy 3; buy 1 limit 5         |
  | A      2024-01-02T15:00 100  100  100 100   | buy 1; sell 1 stop 90        |
  | B      2024-01-02T15:01 10   10   10  10    |                              |
  | A      2024-01-02T15:01 100  100  100 100   | sell 1; flatten              | B fill buy 3 @ 10; A fill buy 1 @ 100; A cancel sell 1 REQUESTED; B cancel buy 1 REQUESTED
  | B      2024-01-02T15:02 11   11   11  11    |                              |
  | A      2024-01-02T15:02 101  101  101 101   |                              | B fill sell 3 @ 11; A fill sell 1 @ 101
`))

test('close does nothing when a market order already closes', () =>
  check(`
  calendar XNYS, bars 1m, conversion lean
  | time             open high low close | do            | then
  | 2024-01-02T15:00 100  100  100 100   | buy 2         |
  | 2024-01-02T15:01 100  100  100 100   | sell 2; close | fill buy 2 @ 100; refused NOTHING_TO_CLOSE
  | 2024-01-02T15:02 101  101  101 101   |               | fill sell 2 @ 101; position 0
`))

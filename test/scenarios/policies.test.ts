/** Corners of the fill policies that docs/reference/fill-policies.md does not show. */
import { describe, test } from 'vitest'
import { check } from './check.ts'

const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pessimistic: {
    'a short is stopped before it takes its target': `
      | open high low close | do                             | then
      | 100  100  100 100   | sell 1 stop-loss 103 target 96 |
      | 100  104  95  100   |                                | fill sell 1 @ 100; fill buy 1 @ 103 by stop-loss; cancel target 1 SIBLING_FILLED; ambiguous
    `,
    'two limits of which only one may fill, on both ways': `
      | open high low close | do                                      | then
      | 100  100  100 100   | oco buy 1 limit 98 or sell 1 limit 102  |
      | 100  103  97  100   |                                         | fill buy 1 @ 98; cancel sell 1 SIBLING_FILLED; ambiguous
    `,
    'two targets on one way are no doubt': `
      | open high low close | do                                                        | then
      | 100  100  100 100   | buy 2 stop-loss 95 target 104 of 50% target 106 of 50%     |
      | 100  107  99  106   |                                                           | fill buy 2 @ 100; fill sell 1 @ 104 by target; amended stop-loss 1 95; fill sell 1 @ 106 by target; cancel stop-loss 1 SIBLING_FILLED
    `,
    'a stop-limit whose limit is gapped over waits, and ends unfilled': `
      | open high low close | do                                       | then
      | 100  100  100 100   | buy 1 stop 102 limit 103 expires 2 bars  |
      | 105  106  104 105   |                                          |
      | 105  106  104 105   |                                          | cancel buy 1 EXPIRED
    `,
    'legs of a stop-limit that filled inside the bar see what surely came after': `
      | open high low close | do                                                | then
      | 100  100  100 100   | buy 1 stop 102 limit 103 stop-loss 99 target 106  |
      | 100  107  100 106   |                                                   | fill buy 1 @ 102; fill sell 1 @ 106 by target; cancel stop-loss 1 SIBLING_FILLED
    `,
    'a touched limit above the open has nothing to wait for': `
      | open high low close | do                       | then
      | 100  100  100 100   | buy 1 touch 98 limit 97  |
      | 96   97   95  96    |                          | fill buy 1 @ 96
    `,
    'a trailing leg of an entry inside the bar follows only what came after it': `
      | open high low close | do                                | then
      | 100  100  100 100   | buy 1 limit 98 stop-loss trail 4  |
      | 104  105  97  98    |                                   | fill buy 1 @ 98
      | 98   100  95  95    |                                   | fill sell 1 @ 96 by stop-loss
    `,
    'a trailing stop of a short follows down': `
      | open high low close | do                        | then
      | 100  100  100 100   | sell 1 stop-loss trail 3  |
      | 100  100  96  98    |                           | fill sell 1 @ 100
      | 98   99   97  99    |                           | fill buy 1 @ 99 by stop-loss
    `,
    'an order on the close is not filled by a session that had ended': `
      calendar XNYS, bars 30m
      | time             open high low close | do              | then
      | 2024-01-02T20:30 100  100  100 100   | buy 1 on close  |
      | 2024-01-03T14:30 101  101  101 101   |                 |
      | 2024-01-03T20:30 102  103  102 103   |                 | fill buy 1 @ 103
    `,
    'an order on the close whose last bar is missing fills at the close of the one before': `
      calendar XNYS, bars 30m
      | time             open high low close | do              | then
      | 2024-01-02T18:30 100  100  100 100   | buy 1 on close  |
      | 2024-01-03T14:30 104  105  103 105   |                 | fill buy 1 @ 100
    `,
  },
  paths: {
    'what is there at the open fills at the open, on every path': `
      policy ohlc
      | open high low close | do                              | then
      | 100  100  100 100   | buy 1 limit 98; buy 1 stop 101  |
      | 97   104  95  100   |                                 | fill buy 1 @ 97; fill buy 1 @ 101
    `,
    'a leg at the price of its entry goes first': `
      policy olhc
      | open high low close | do                                            | then
      | 100  100  100 100   | buy 1 limit 98 stop-loss 96; buy 1 limit 96   |
      | 100  101  95  100   |                                               | fill buy 1 @ 98; fill sell 1 @ 96 by stop-loss; fill buy 1 @ 96
    `,
    'an entry and its legs on one path': `
      policy olhc
      | open high low close | do                                      | then
      | 100  100  100 100   | sell 1 stop 98 stop-loss 101 target 96  |
      | 100  102  97  100   |                                         | fill sell 1 @ 98; fill buy 1 @ 101 by stop-loss; cancel target 1 SIBLING_FILLED
    `,
    'the money that a path frees pays for what comes after': `
      policy ohlc, cash 1000
      | open high low close | do                                     | then
      | 100  100  100 100   | buy 10 target 104; buy 10 limit 98     |
      | 100  105  97  98    |                                        | fill buy 10 @ 100; fill sell 10 @ 104 by target; fill buy 10 @ 98
    `,
    'a bar that outlives an order can fill it at its open only': `
      policy ohlc
      | open high low close | do                               | then
      | 100  100  100 100   | buy 1 limit 98 expires 00:01:30  |
      | 100  100  97  99    |                                  | cancel buy 1 EXPIRED
    `,
    'a short trailing stop on the other path': `
      policy olhc
      | open high low close | do                       | then
      | 100  100  100 100   | sell 1 stop-loss trail 3 |
      | 100  101  94  95    |                          | fill sell 1 @ 100; fill buy 1 @ 97 by stop-loss
    `,
    'a trailing stop wakes on the way up and falls on the way down': `
      policy adaptive
      | open high low close | do                            | then
      | 100  100  100 100   | sell 1 trail 3 activation 103 |
      | 101  104  97  100   |                               | fill sell 1 @ 101
    `,
  },
  touch: {
    'a stop-limit gapped over its limit fills there when price comes back': `
      policy touch
      | open high low close | do                       | then
      | 100  100  100 100   | buy 1 stop 102 limit 103 |
      | 105  106  102 104   |                          | fill buy 1 @ 103
    `,
    'a trailing stop that was gapped through fills at its level': `
      policy touch
      | open high low close | do                      | then
      | 100  100  100 100   | buy 1 stop-loss trail 3 |
      | 100  101  99  101   |                         | fill buy 1 @ 100
      | 95   96   94  95    |                         | fill sell 1 @ 98 by stop-loss
    `,
  },
  'this-close': {
    'a reversal in one close': `
      policy this-close
      | open high low close | do             | then
      | 100  101  99  100   | buy 1          | fill buy 1 @ 100
      | 103  104  102 103   | close; sell 1  | fill sell 1 @ 103; fill sell 1 @ 103
      | 103  104  102 102   | close          | fill buy 1 @ 102
    `,
    'a row that only repeats the last close is no price': `
      policy this-close
      | open high low close row    | do     | then
      | 100  101  99  100   trade  |        |
      | 100  100  100 100   repeat | buy 1  |
      | 103  104  102 103   trade  |        | fill buy 1 @ 103
    `,
    'an order that takes time to arrive waits for a bar': `
      policy this-close, latency 30s
      | open high low close | do     | then
      | 100  101  99  100   | buy 1  |
      | 102  103  101 102   |        |
      | 104  105  103 104   |        | fill buy 1 @ 104
    `,
  },
  'one-by-one': {
    'a gap beyond a limit is gained': `
      policy one-by-one
      | open high low close | do                             | then
      | 100  100  100 100   | buy 1 limit 98; sell 1 stop 97 |
      | 95   96   94  95    |                                | fill buy 1 @ 95; fill sell 1 @ 95
    `,
    'a short stop-limit postpones what may have come before': `
      policy one-by-one
      | open high low close | do                        | then
      | 100  100  100 100   | sell 1 stop 98 limit 99   |
      | 100  101  97  100   |                           |
      | 98   100  97  98    |                           | fill sell 1 @ 99
    `,
    'a trailing stop is tried, then follows': `
      policy one-by-one
      | open high low close | do                      | then
      | 100  100  100 100   | buy 1 stop-loss trail 3 |
      | 100  105  98  104   |                         | fill buy 1 @ 100
      | 104  104  101 102   |                         | fill sell 1 @ 102 by stop-loss
    `,
    'an auction belongs to it too': `
      policy one-by-one, calendar XNYS, start 2024-01-02, bars 1d
      | open high low close | do                            | then
      | 100  101  99  100   | buy 1 on open; sell 2 on close |
      | 102  105  101 104   |                               | fill buy 1 @ 102; fill sell 2 @ 104
    `,
  },
  lean: {
    'a sell stop-limit on the bid': `
      policy lean
      | open high low close bid            ask | do                       | then
      | 100  100  100 100   99             101 | sell 1 stop 97 limit 96  |
      | 97   98   96  97    97/97/96/96    99  |                          | (woken, but the bid closed at the limit)
      | 97   98   97  98    96/97/96/97    99  |                          | fill sell 1 @ 96
    `,
    'a buy trailing stop on the ask': `
      policy lean
      | open high low close bid ask             | do            | then
      | 100  100  100 100   99  101             | buy 1 trail 5 |
      | 100  100  97  98    97  101/101/98/98   |               | (the ask's low moves it from 105 to 103)
      | 98   103  98  103   102 99/104/99/104   |               | fill buy 1 @ 104
    `,
    'slippage is added to the close of a stop of the base model, and nothing to its level': `
      policy lean, kind crypto, slippage 1 ticks
      | open high low close | do             | then
      | 100  100  100 100   | buy 1 stop 102 |
      | 100  103  100 100   |                | fill buy 1 @ 102 slipped 1
    `,
    'where its close is beyond the stop, the slipped close': `
      policy lean, kind crypto, slippage 1 ticks
      | open high low close | do             | then
      | 100  100  100 100   | buy 1 stop 102 |
      | 100  104  100 103   |                | fill buy 1 @ 104 slipped 1
    `,
    'a market order of the base model that waited for an hour bar fills at its open': `
      policy lean, kind crypto, bars 1h, latency 30s
      | open high low close | do     | then
      | 100  100  100 100   | buy 1  |
      | 101  103  100 102   |        | fill buy 1 @ 102     it came within this bar
    `,
    'shares that were asked for outside the session wait for it': `
      policy lean, calendar XNYS, bars 30m
      | time             open high low close | do     | then
      | 2024-01-02T21:30 100  100  100 100   | buy 1  |
      | 2024-01-03T14:00 101  101  101 101   |        | (before the session)
      | 2024-01-03T14:30 102  103  102 103   |        | fill buy 1 @ 103
    `,
    'a stop outside the session waits for it, a limit does not': `
      policy lean, calendar XNYS, bars 30m
      | time             open high low close | do                              | then
      | 2024-01-02T20:00 100  100  100 100   | buy 1 stop 102; buy 1 limit 98  |
      | 2024-01-02T21:30 103  103  97  100   |                                 | fill buy 1 @ 98
      | 2024-01-03T14:30 103  104  102 103   |                                 | fill buy 1 @ 103
    `,
    'an order on the close fills even where its last row only repeats': `
      policy lean, calendar XNYS, bars 30m
      | time             open high low close row    | do             | then
      | 2024-01-02T20:00 100  101  99  101   trade  | buy 1 on close |
      | 2024-01-02T20:30 101  101  101 101   repeat |                | fill buy 1 @ 101
    `,
    'an order on the open that came within the bar of the open waits for the next': `
      policy lean, calendar XNYS, bars 1h, at 09:15 XNYS
      | time             open high low close | do            | then
      | 2024-01-02T13:00 99   99   99  99    |               |
      | at 2024-01-02T14:15 | A: buy 1 on open | timer
      | 2024-01-02T14:00 100  101  99  101   |               |
      | 2024-01-02T15:00 104  105  103 105   |               | fill buy 1 @ 104
    `,
    'an order on the open waits for a row that trades': `
      policy lean, calendar XNYS, bars 30m
      | time             open high low close row    | do            | then
      | 2024-01-02T20:00 100  101  99  101   trade  | buy 1 on open |
      | 2024-01-03T14:30 101  101  101 101   repeat |               |
      | 2024-01-03T15:00 104  105  103 105   trade  |               | fill buy 1 @ 104
    `,
    'an order that is amended between bars waits for the next one': `
      policy lean, bars 2m, at 00:05
      | open high low close | do                     | then
      | 100  100  100 100   | buy 1 limit 90         |
      | 100  100  97  100   |                        |
      | at 00:05            | A: amend last limit 98 | timer; amended buy 1 98
      | 100  100  98  100   |                        |
      | 100  100  97  100   |                        | fill buy 1 @ 98
    `,
    'a touched limit fills on a quote alone': `
      policy lean
      | open high low close bid ask row    | do                      | then
      | 100  100  100 100   99  101 trade  | buy 1 touch 98 limit 99 |
      | 100  100  98  99    99  100 trade  |                         |
      | 99   99   99  99    97  99  repeat |                         | fill buy 1 @ 99
    `,
    'a sell touched limit of the base model asks the ask': `
      policy lean, kind cfd
      | open high low close bid ask | do                         | then
      | 100  100  100 100   99  101 | sell 1 touch 102 limit 102 |
      | 100  102  100 101   100 101 |                            |
      | 101  102  101 102   101 102 |                            | fill sell 1 @ 102
    `,
  },
  tick: {
    'auctions are the first trade of a session and the first after it': `
      policy tick, calendar XNYS, bars 1s
      | time                price | do                            | then
      | 2024-01-02T14:29:00 100   | buy 1 on open; buy 2 on close |
      | 2024-01-02T14:30:00 101   |                               | fill buy 1 @ 101
      | 2024-01-02T20:59:58 102   |                               |
      | 2024-01-02T20:59:59 103   |                               | fill buy 2 @ 103
    `,
    'a quote does not wake a trigger, and wakes a touched limit no more': `
      policy tick, bars 1s
      | price bid ask row    | do                      | then
      | 100   99  101 trade  | buy 1 touch 98 limit 99 |
      | 100   97  98  repeat |                         |
      | 98    97  98  trade  |                         | fill buy 1 @ 98
    `,
    'a trailing stop wakes, follows trades and fills at the bid': `
      policy tick, bars 1s
      | price bid ask row   | do                            | then
      | 100   99  101 trade | sell 1 trail 2 activation 103 |
      | 101   100 102 trade |                               |
      | 104   103 105 trade |                               | (active, at 102)
      | 102   101 103 trade |                               | fill sell 1 @ 101
    `,
    'a stop that price has passed is reached by the next trade': `
      policy tick, bars 1s
      | price | do            | then
      | 100   | buy 1 stop 98 |
      | 99    |               | fill buy 1 @ 99
    `,
  },
  detail: {
    'an order that expires inside the bar is not filled by what came after': `
      detail 20s
      | open high low close | do                               | then
      | 100  100  100 100   | buy 1 limit 98 expires 00:01:30  |
      | 100  100  97  99    |                                  | cancel buy 1 EXPIRED
      | > 100  100  99  100 |                                  |
      | > 100  100  99  99  |                                  |
      | > 99   99   97  99  |                                  |
    `,
    'and one that is reached in time is filled': `
      detail 20s
      | open high low close | do                               | then
      | 100  100  100 100   | buy 1 limit 98 expires 00:01:30  |
      | 100  100  97  99    |                                  | fill buy 1 @ 98
      | > 100  100  97  100 |                                  |
      | > 100  100  99  99  |                                  |
    `,
    'a trailing stop follows bar by finer bar': `
      detail 20s
      | open high low close | do                      | then
      | 100  100  100 100   | buy 1 stop-loss trail 3 |
      | 100  106  99  105   |                         | fill buy 1 @ 100; fill sell 1 @ 103 by stop-loss
      | > 100  106  100 105 |                         |
      | > 105  105  102 102 |                         |
      | > 102  105  99  105 |                         |
    `,
    'a path looks into finer bars too': `
      policy olhc, detail 20s
      | open high low close | do                            | then
      | 100  100  100 100   | buy 1 stop-loss 97 target 106 |
      | 101  107  96  101   |                               | fill buy 1 @ 101; fill sell 1 @ 106 by target; cancel stop-loss 1 SIBLING_FILLED
      | > 101  107  101 103 |                               |
      | > 103  103  96  101 |                               |
    `,
    'an order on the close waits for the last of them': `
      calendar XNYS, bars 30m, detail 10m
      | time             open high low close  | do             | then
      | 2024-01-02T20:00 100  100  100 100    | buy 1 on close |
      | 2024-01-02T20:30 100  103  100 102    |                | fill buy 1 @ 102
      | > 2024-01-02T20:30 100 101 100 101    |                |
      | > 2024-01-02T20:40 101 103 101 103    |                |
      | > 2024-01-02T20:50 103 103 102 102    |                |
    `,
    'and what trades after its session is none of its business': `
      calendar XNYS, bars 1d, detail 30m
      | time       open high low close       | do             | then
      | 2024-01-02 100  100  100 100         | buy 1 on close |
      | 2024-01-03 100  110  100 110         |                | fill buy 1 @ 102
      | > 2024-01-03T20:00 100 101 100 101   |                |
      | > 2024-01-03T20:30 101 102 101 102   |                |
      | > 2024-01-03T21:00 109 110 108 110   |                |
    `,
    'a bar that its finer ones do not reach to the ends of is walked as it is': `
      detail 20s
      | open high low close | do                 | then
      | 100  100  100 100   | buy 1 stop-loss 92 |
      | 100  101  90  100   |                    | fill buy 1 @ 100; fill sell 1 @ 92 by stop-loss
      | > 100  101  99  100 |                    |
    `,
    'a bar without finer ones is walked as it is': `
      detail 20s
      | open high low close | do             | then
      | 100  100  100 100   | buy 1 limit 98 |
      | > 100  100  100 100 |                |
      | 100  100  97  99    |                | fill buy 1 @ 98
    `,
  },
}

for (const [policy, cases] of Object.entries(tables)) {
  describe(policy, () => {
    test.each(Object.entries(cases))('%s', (_, table) => check(table))
  })
}

/** What is born inside a bar sees what came after its birth, and nothing that came before; a level that was passed by then fills where it is born. */
import { describe, test } from 'vitest'
import { check } from './check.ts'

const tables: Readonly<Record<string, string>> = {
  'a stop-limit that the close came back to has only the close after it: the high was before': `
    | open high low close | do                                | then
    | 108  108  108 108   | buy 1 stop 111 limit 105 target 106 |
    | 107  111  105 105   |                                   | fill buy 1 @ 105; ambiguous
    | end                 |                                   | cancel target 1 END_OF_RUN
  `,
  'what is left after it came back may still hold its target': `
    | open high low close | do                                | then
    | 100  100  100 100   | buy 1 stop 103 limit 101 target 104 |
    | 100  105  100 100   |                                   | fill buy 1 @ 101; ambiguous
    | 104  104  104 104   |                                   | fill sell 1 @ 104 by target
  `,
  'and its stop-loss, where the close is beyond that': `
    | open high low close | do                                               | then
    | 100  100  100 100   | buy 1 stop 103 limit 102 stop-loss 99 target 104 |
    | 100  105  98  98    |                                                  | fill buy 1 @ 102; fill sell 1 @ 99 by stop-loss; cancel target 1 SIBLING_FILLED; ambiguous
  `,
  'an activated stop that the close came back to has only the close after it': `
    | open high low close | do                                        | then
    | 91   91   91  91    | sell 1 trail 2 activation 96 stop-loss 97 |
    | 91   98   91  91    |                                           | fill sell 1 @ 94; ambiguous
    | end                 |                                           | cancel stop-loss 1 END_OF_RUN
  `,
  'a stop-loss that an entry has followed past fills where the entry did': `
    | open high low close | do                       | then
    | 98   98   98  98    | sell 1 trail 4 stop-loss 100 |
    | 98   104  98  104   |                          |
    | 104  106  104 106   |                          |
    | 106  106  100 106   |                          | fill sell 1 @ 102; fill buy 1 @ 102 by stop-loss
  `,
  'with touch too': `
    policy touch
    | open high low close | do                       | then
    | 98   98   98  98    | sell 1 trail 4 stop-loss 100 |
    | 98   104  98  104   |                          |
    | 104  106  104 106   |                          |
    | 106  106  100 106   |                          | fill sell 1 @ 102; fill buy 1 @ 102 by stop-loss
  `,
  'legs of what is touched before it is within its limit are judged by the touch': `
    | open high low close | do                                   | then
    | 95   95   95  95    | sell 1 touch 98 limit 93 stop-loss 94 | refused WRONG_SIDE
    | 95   95   95  95    | buy 1 touch 92 limit 96 target 94     |
    | 95   95   92  94    |                                      | fill buy 1 @ 92; fill sell 1 @ 94 by target
  `,
  'a stop-loss with an activation wakes at what surely came after, and follows it': `
    | open high low close | do                                          | then
    | 100  100  100 100   | sell 1 stop 98 stop-loss trail 3% activation 97 |
    | 100  100  96  98    |                                             | fill sell 1 @ 98; fill buy 1 @ 98 by stop-loss; ambiguous
  `,
  'a stop-loss that an entry has followed past in the same bar fills there and then': `
    | open high low close | do                         | then
    | 100  100  100 100   | buy 1 trail 1 stop-loss 98 |
    | 100  100  95  97    |                            | fill buy 1 @ 96; fill sell 1 @ 96 by stop-loss
  `,
  'touch: the open is beyond the touch and its better limit': `
    policy touch
    | open high low close | do                       | then
    | 101  101  101 101   | buy 1 touch 100 limit 99 |
    | 99   99   99  99    |                          | fill buy 1 @ 99
  `,
}

describe('born inside a bar', () => {
  for (const [name, table] of Object.entries(tables)) test(name, () => check(table))
})

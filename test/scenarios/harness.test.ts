/** A table that is wrong in any one way must fail: otherwise the other files of this folder say nothing. */
import { describe, expect, test } from 'vitest'
import { check } from './check.ts'

const right = `
  cash 1000
  | open high low close | do                                     | then
  | 100  100  100 100   | buy 1 stop-loss 97 target 106; close   | refused NOTHING_TO_CLOSE
  | 101  102  100 101   | sell 1 limit 105                       | fill buy 1 @ 101; position 1; cash 899
  | 101  107  96  105   | buy 1                                  | fill sell 1 @ 97 by stop-loss; cancel target 1 SIBLING_FILLED
  |                     |                                        | fill sell 1 @ 105; ambiguous
  | end                 |                                        | cancel buy 1 END_OF_RUN
`

test('the right table passes', () => check(right))

describe('a table fails when', () => {
  test.each([
    ['a record is missing from it', '; cancel target 1 SIBLING_FILLED', ''],
    ['it lists a record that did not happen', 'refused NOTHING_TO_CLOSE', 'refused NOTHING_TO_CLOSE; refused ZERO_SIZE'],
    ['a price is wrong', 'fill buy 1 @ 101', 'fill buy 1 @ 100'],
    ['a quantity is wrong', 'fill buy 1 @', 'fill buy 2 @'],
    ['a side is wrong', 'fill buy 1', 'fill sell 1'],
    ['a leg is named that did not fill', 'by stop-loss', 'by target'],
    ['a leg is not named', ' by stop-loss', ''],
    [
      'two records are swapped',
      'fill sell 1 @ 97 by stop-loss; cancel target 1 SIBLING_FILLED',
      'cancel target 1 SIBLING_FILLED; fill sell 1 @ 97 by stop-loss',
    ],
    ['a reason is wrong', 'SIBLING_FILLED', 'POSITION_CLOSED'],
    ['a refusal is left out', 'refused NOTHING_TO_CLOSE', ''],
    ['a record stands one bar late', '| refused NOTHING_TO_CLOSE\n', '|\n'],
    ['the cash is wrong', 'cash 899', 'cash 898'],
    ['the position is wrong', 'position 1', 'position 2'],
    ['a position is asked of a market that is not there', 'position 1', 'position B 1'],
    ['an ambiguous bar is left out', '; ambiguous', ''],
    ['an ambiguous bar is claimed', 'cash 899', 'ambiguous'],
    ['what is open at the end is left out', '| cancel buy 1 END_OF_RUN', '|'],
    ['an order is asked for that it does not answer', 'sell 1 limit 105', 'sell 1 limit 105; sell 1 limit 109'],
    ['something is asked at a time when nothing closes', '| end   ', '| at 09:00 | buy 1 |\n  | end   '],
    ['it asks for what there is no word for', 'sell 1 limit 105', 'sell 1 about 105'],
    ['a fee rule cannot be read', 'cash 1000', 'cash 1000, fee 3 apples'],
    ['a bar is impossible', '101  102  100 101', '101  99  100 101'],
    ['a cell of a bar is missing', '101  102  100 101', '101  102  100'],
  ])('%s', (_, from, to) => {
    expect(right).toContain(from)
    expect(() => check(right.replace(from, to))).toThrow()
  })
})

/** Fills at the close that decided them: what comes of them sees nothing of the bar that is over. */
import { expect, test } from 'vitest'
import { play, still, type Row } from './play-bars.ts'

test("under LEAN's fills a leg that is moved as its entry fills is not held to the bar before it", () => {
  const said = play({
    rows: [[100, 100, 100, 100], [100, 101, 95, 100], ...still(2, 100)],
    fill: 'lean',
    decide: (bar, market) => bar === 2 && market.buy({ qty: 1, bracket: { stop: 97 } }),
    setUp: ({ onFill }, market) => onFill(({ side }) => side === 'buy' && market.amend(market.orders[0]!.id, { stop: 98 })),
  })
  expect(said).toEqual(['fill buy 1 @ 100', 'amended stop-loss 1 98', 'cancel stop-loss 1 END_OF_RUN'])
})

test('the best and worst of a trip are those of the bars it was held through, read ahead or told step by step', () => {
  const rows: Row[] = [[100, 100, 100, 100], [100, 140, 60, 100], [100, 105, 95, 100], [100, 130, 80, 100], ...still(2, 100)]
  const played = (everyStep: boolean): string[] =>
    play({
      rows,
      fill: 'this-close',
      everyStep,
      decide(bar, market) {
        if (bar === 2) market.buy({ qty: 1 })
        if (bar === 4) market.close()
      },
    })
  expect(played(false)).toEqual(played(true))
  expect(played(false)).toEqual(['fill buy 1 @ 100', 'fill sell 1 @ 100', 'trip long 1 gross 0 fees 0 worst -20 best 30 bars 3'])
})

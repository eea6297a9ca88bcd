/** Splits and delistings while orders are open, held or on their way. */
import { timestamp, type CorporateAction } from 'lockstep'
import { expect, test } from 'vitest'
import { play, still } from './play-bars.ts'

const split = (minute: number, ratio: number): CorporateAction => ({
  kind: 'split',
  ratio,
  inPrices: false,
  time: timestamp(`2024-01-01T00:0${minute}Z`),
})

test('legs that each protected a part of a position protect what a reverse split leaves of it', () => {
  const said = play({
    rows: [...still(6, 100), ...still(2, 1000), [1000, 1000, 500, 500]],
    actions: [split(6, 0.1)],
    decide: (bar, market) => bar <= 3 && market.buy({ qty: 5, bracket: { stop: 60 } }),
  })
  const ended = 'cancel stop-loss 1 POSITION_CLOSED'
  expect(said.filter((line) => !line.startsWith('trip')).slice(-3)).toEqual(['fill sell 1 @ 600 by stop-loss', ended, ended])
})

test('a leg ends where a split leaves no position to protect, and none that comes later is its business', () => {
  const said = play({
    rows: [...still(6, 100), ...still(3, 1000), [1000, 1000, 500, 500]],
    actions: [split(6, 0.1)],
    decide(bar, market) {
      if (bar === 1) market.buy({ qty: 5, bracket: { stop: 60 } })
      if (bar === 4) market.amend(market.orders[0]!.id, { qty: 15 })
      if (bar === 8) market.buy({ qty: 1 })
    },
  })
  expect(said).toContain('cancel stop-loss 2 POSITION_CLOSED')
  expect(said.at(-1)).toBe('fill buy 1 @ 1000')
})

test('an amendment on its way through a split arrives in the new terms', () => {
  const said = play({
    rows: [...still(7, 100), ...still(2, 50), [50, 50, 40, 40]],
    actions: [split(7, 2)],
    latencyMs: 150_000,
    decide(bar, market) {
      if (bar === 1) market.buy({ qty: 10, bracket: { stop: 80 } })
      if (bar === 6) market.amend(market.orders[0]!.id, { stop: 90, qty: 8 })
    },
  })
  expect(said.filter((line) => !line.startsWith('trip'))).toEqual([
    'fill buy 10 @ 100',
    'amended stop-loss 20 40',
    'amended stop-loss 16 45',
    'fill sell 16 @ 45 by stop-loss',
  ])
})

test('an order on the close whose last bars are missing fills at their price in the terms after a split in the night', () => {
  const said = play({
    rows: [...still(2, 100), [55, 56, 54, 55]],
    times: ['2024-01-02T20:55Z', '2024-01-02T20:56Z', '2024-01-03T14:30Z'],
    terms: { calendar: 'XNYS' },
    actions: [{ kind: 'split', ratio: 2, inPrices: false, time: timestamp('2024-01-03T05:00Z') }],
    decide: (bar, market) => bar === 1 && market.buy({ qty: 10, on: 'close' }),
  })
  expect(said).toEqual(['amended buy 20', 'fill buy 20 @ 50'])
})

test.each([
  ['none', 660, 94.28],
  ['lean', 660, 94.29],
  ['lean', 700, 100],
] as const)('under conversion %s a limit at %d lies on a price that orders may name after a split', (conversion, limit, level) => {
  const said = play({
    rows: [...still(3, limit + 50), ...still(2, (limit + 50) / 7)],
    actions: [split(3, 7)],
    terms: { tick: 0.0001, orderTick: 0.01 },
    conversion,
    decide: (bar, market) => bar === 1 && market.buy({ qty: 1, limit }),
  })
  expect(said).toEqual([`amended buy 7 ${level}`, 'cancel buy 7 END_OF_RUN'])
})

test('what is no longer listed takes no orders', () => {
  const said = play({
    rows: still(5, 100),
    actions: [{ kind: 'delisting', inPrices: false, time: timestamp('2024-01-01T00:03Z') }],
    decide: (bar, market) => bar !== 2 && market.buy({ qty: 1 }),
  })
  expect(said.filter((line) => !line.startsWith('trip'))).toEqual([
    'fill buy 1 @ 100',
    'fill sell 1 @ 100',
    'refused NOT_IN_UNIVERSE',
    'refused NOT_IN_UNIVERSE',
    'refused NOT_IN_UNIVERSE',
  ])
})

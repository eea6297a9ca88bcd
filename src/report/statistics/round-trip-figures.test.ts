import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../model/time.ts'
import { exampleInstrument, tripRecord, type ExampleTrip } from '../../../test/report/example-run.ts'
import { roundTripsOf, type RoundTrips } from '../round-trips.ts'
import { RowStore } from '../row-store.ts'
import * as figures from './round-trip-figures.ts'

/** Each is 1.00 bought at 100.00. */
const trips = [
  { net: 10, fees: 1, bars: 3 },
  { net: -5, fees: 1, bars: 2, exitTime: 3 * DAY_MS },
  { net: 0, bars: 7 },
  { net: 20, side: -1, bars: 4 },
  { net: 5, bars: 2 },
] as const

describe('statistics of round trips', () => {
  test('equal their definitions worked out by hand', () => {
    const t = of(trips)
    expect([t.count, t.wins, t.draws, t.losses, t.won, t.lost, t.fees]).toEqual([5, 3, 1, 1, 35, -5, 2])
    expect(figures.winRate(t)).toBe(0.6)
    expect(figures.profitFactor(t)).toBe(7)
    expect(figures.payoff(t)).toBeCloseTo(35 / 3 / 5, 14)
    expect(figures.expectancy(t)).toBe(6)
    // Deviations from 6: 4, -11, -6, 14, -1: squares sum to 370.
    expect(figures.systemQuality(t, Infinity)).toBeCloseTo((Math.sqrt(5) * 6) / Math.sqrt(370 / 4), 12)
    expect(figures.systemQuality(t, 4)).toBeCloseTo((Math.sqrt(4) * 6) / Math.sqrt(370 / 4), 12)
    expect(figures.kelly(t)).toBeCloseTo(0.6 - 0.4 / (35 / 3 / 5), 14)
    expect(figures.averageReturn(t)).toBeCloseTo(0.06, 14)
    expect(figures.geometricReturn(t)).toBeCloseTo((1.1 * 0.95 * 1 * 1.2 * 1.05) ** 0.2 - 1, 14)
    expect([figures.best(t.net), figures.worst(t.net)]).toEqual([20, -5])
    expect([figures.average(t.bars), figures.middle(t.bars), figures.best(t.bars)]).toEqual([3.6, 3, 7])
    expect([figures.averageOf(t, 1, t.bars), figures.averageOf(t, -1, t.bars)]).toEqual([3, 2])
    expect([figures.ofThose(t, 1, t.bars, figures.middle), figures.ofThose(t, -1, t.bars, figures.best)]).toEqual([3, 2])
    expect(figures.best(t.lastedMs)).toBe(3 * DAY_MS)
  })

  test('tell long from short', () => {
    expect(of(trips, 1).net).toHaveLength(4)
    expect([...of(trips, -1).net]).toEqual([20])
  })

  test('a draw ends a streak of either kind', () => {
    const t = of([1, 2, 0, 3, -1, -1, -1, 2].map((net) => ({ net })))
    expect([figures.streak(t, 1), figures.streak(t, -1)]).toEqual([2, 3])
  })

  test.each([
    ['no round trip', [], Object.keys(figures).filter((name) => name !== 'streak')],
    ['only winners', [{ net: 1 }, { net: 2 }], ['profitFactor', 'payoff', 'kelly']],
    ['only losers', [{ net: -1 }, { net: -2 }], ['payoff', 'kelly']],
    ['equal profits', [{ net: 1 }, { net: 1 }], ['systemQuality']],
    ['a short that lost more than its notional', [{ net: -150, side: -1 }], ['geometricReturn']],
  ] as const)('with %s undefined figures are reasons', (_, list, undefinedNames) => {
    const t = of(list)
    const all: Readonly<Record<string, unknown>> = {
      winRate: figures.winRate(t),
      profitFactor: figures.profitFactor(t),
      payoff: figures.payoff(t),
      expectancy: figures.expectancy(t),
      expectancyMultiple: figures.expectancyMultiple(t),
      systemQuality: figures.systemQuality(t, 100),
      kelly: figures.kelly(t),
      averageReturn: figures.averageReturn(t),
      geometricReturn: figures.geometricReturn(t),
      best: figures.best(t.net),
      worst: figures.worst(t.net),
      average: figures.average(t.bars),
      middle: figures.middle(t.bars),
      averageOf: figures.averageOf(t, 1, t.bars),
      ofThose: figures.ofThose(t, 1, t.bars, figures.best),
    }
    for (const name of undefinedNames) expect(all[name], name).toEqual(expect.stringMatching(/^[a-z].{10,}$/))
  })

  test('all losing is a profit factor of 0, which is a number', () => {
    expect(figures.profitFactor(of([{ net: -1 }]))).toBe(0)
  })
})

function of(list: readonly ExampleTrip[], side: 0 | 1 | -1 = 0): RoundTrips {
  const store = new RowStore(1000)
  for (const trip of list) store.add(Float64Array.from(tripRecord(trip)), 0)
  return roundTripsOf(store, side, { instruments: [exampleInstrument], currency: exampleInstrument.currency })
}

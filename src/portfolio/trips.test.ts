import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { Ledger } from './ledger.ts'
import { Marks } from './marks.ts'
import { Trips, type BookedFill } from './trips.ts'

const share = createInstrument({ id: 'SHARE', tick: 0.01, lot: 1 })

const still: BookedFill = { instrument: 0, signed: 0, ticks: 10_000, notional: 0, fee: 0, realised: 0, order: 2, time: 0, tag: 0, row: 0 }

function take(trips: Trips, fill: BookedFill, before: number): boolean {
  return trips.fill(fill, before)
}

/** Takes fills of `signed` lots at a price in ticks, each a bar and a minute after the last; money in millionths. */
function taken(...fills: { signed: number; ticks: number; fee?: number; realised?: number; tag?: number }[]): {
  trips: Trips
  ended: Trips['ended'][]
} {
  const trips = new Trips([share])
  const ended: Trips['ended'][] = []
  let position = 0
  for (const [k, { signed, ticks, fee = 0, realised = 0, tag = 0 }] of fills.entries()) {
    if (take(trips, { ...still, signed, ticks, fee, realised, order: k + 1, time: k * 60_000, tag, row: k }, position))
      ended.push({ ...trips.ended })
    position += signed
  }
  return { trips, ended }
}

test('a trip goes from flat to flat, whatever lies between', () => {
  const { ended } = taken(
    { signed: 2, ticks: 10_000, fee: 10, tag: 3 },
    { signed: 1, ticks: 10_300, fee: 5, tag: 4 },
    { signed: -1, ticks: 10_600, fee: 5, realised: 500 },
    { signed: -2, ticks: 10_000, fee: 10, realised: -200 },
  )
  expect(ended).toEqual([
    {
      side: 1,
      maxLots: 3,
      firstOrder: 1,
      entryTime: 0,
      entryTicks: 10_100,
      exitTicks: 10_200,
      gross: 300,
      fees: 30,
      mae: 0,
      mfe: 0,
      bars: 4,
      tag: 3,
    },
  ])
})

test('a fill through zero ends one trip and begins the next; its fee is shared by lots', () => {
  const { trips, ended } = taken({ signed: 1, ticks: 10_000 }, { signed: -4, ticks: 10_100, fee: 100, realised: 1000 })
  expect(ended).toMatchObject([{ side: 1, gross: 1000, fees: 25, bars: 2 }])
  expect([trips.openFees(0), trips.openSince(0), trips.openEntryTicks(0)]).toEqual([75, 60_000, 10_100])
  const short = taken({ signed: 1, ticks: 10_000 }, { signed: -4, ticks: 10_100, fee: 100 }, { signed: 3, ticks: 10_000, fee: 1 }).ended[1]
  expect(short).toMatchObject({ side: -1, maxLots: 3, firstOrder: 2, fees: 76, bars: 2 })
})

test('worst and best are of what was surely seen, long and short', () => {
  const { trips } = taken({ signed: 2, ticks: 10_000 })
  const cost = 200_000_000
  trips.see(0, 2, cost, Float64Array.of(98, 103))
  trips.see(0, 2, cost, Float64Array.of(99, 101))
  take(trips, { ...still, signed: -2 }, 2)
  expect([trips.ended.mae, trips.ended.mfe]).toEqual([-4_000_000, 6_000_000])
  const { trips: down } = taken({ signed: -2, ticks: 10_000 })
  down.see(0, -2, -cost, Float64Array.of(98, 103))
  take(down, { ...still, signed: 2 }, -2)
  expect([down.ended.mae, down.ended.mfe]).toEqual([-6_000_000, 4_000_000])
})

test('a split tells the open trip in new units; what it leaves over and what is taken as a fee counts to it', () => {
  const { trips } = taken({ signed: 3, ticks: 10_500, fee: 7 })
  trips.split(0, 7)
  expect(trips.openEntryTicks(0)).toBe(1500)
  trips.adjust(0, { gross: -4, fees: 2 })
  take(trips, { ...still, signed: -21, ticks: 1600, realised: 100, fee: 1, time: 60_000 }, 21)
  expect(trips.ended).toMatchObject({ maxLots: 21, entryTicks: 1500, exitTicks: 1600, gross: 96, fees: 10 })
})

test('a split that leaves part of a lot over makes no trip larger than the position', () => {
  const { trips } = taken({ signed: 33, ticks: 10_500 })
  trips.split(0, 1.5)
  take(trips, { ...still, signed: -49, ticks: 7000 }, 49)
  expect(trips.ended.maxLots).toBe(49)
})

test('worst and best of a trip in another currency are told in the account’s, at the rate of that time', () => {
  const pair = createInstrument({ id: 'EURUSD', baseCurrency: 'EUR' })
  const abroad = createInstrument({ id: 'ABROAD', tick: 0.01, lot: 1, currency: 'EUR' })
  const marks = new Marks([pair, abroad], new Ledger([pair, abroad], 1e9))
  // Two owners: the second one's place of ABROAD is the fourth.
  const trips = new Trips([pair, abroad, pair, abroad], marks)
  const see = (rate: number, low: number, high: number): void => {
    marks.close[0] = rate
    marks.convert()
    trips.see(3, 2, 200_000_000, Float64Array.of(low, high))
  }
  take(trips, { ...still, instrument: 3, signed: 2 }, 0)
  see(1.25, 98, 103)
  see(1.5, 98, 101)
  take(trips, { ...still, instrument: 3, signed: -2 }, 2)
  expect([trips.ended.mae, trips.ended.mfe]).toEqual([-6_000_000, 7_500_000])
})

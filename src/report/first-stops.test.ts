import { expect, test } from 'vitest'
import * as R from '../model/record.ts'
import { FirstStops } from './first-stops.ts'
import { recordOf, tapOf, tripRecord } from '../../test/report/example-run.ts'

const STOP = 2
const TARGET = 3
const leg = (entry: number, level: number, role = STOP): number[] =>
  recordOf(R.ORDER, 0, { [R.ID]: 99, [R.ORDER_PARENT]: entry, [R.ORDER_ROLE]: role, [R.ORDER_LEVEL]: level })
const trip = (entry: number, net: number): number[] => {
  const record = tripRecord({ net })
  record[R.ID] = entry
  return record
}

test('the first stop of an entry is that of its round trip; targets and later stops are not', () => {
  const stops = new FirstStops()
  for (const record of [leg(1, 120, TARGET), leg(1, 90), leg(1, 95)]) stops.takeOrder(Float64Array.from(record), 0)
  for (const entry of [1, 2, 1]) stops.takeTrip(Float64Array.from(trip(entry, 1)), 0)
  expect([...stops.byTrip()]).toEqual([90, Number.NaN, Number.NaN])
})

test('more entries than are remembered forget the oldest, and rows grow', () => {
  const stops = new FirstStops()
  for (let entry = 1; entry <= 65_537; entry++) stops.takeOrder(Float64Array.from(leg(entry, entry)), 0)
  for (let entry = 1; entry <= 3000; entry++) stops.takeTrip(Float64Array.from(trip(entry, 1)), 0)
  expect(stops.byTrip()).toHaveLength(3000)
  expect([...stops.byTrip().subarray(0, 2)]).toEqual([Number.NaN, 2])
})

test('expectancy in R is profit over what was at risk', () => {
  // Bought 1.00 at 100.00: a stop at 95.00 puts 5 at risk, so that 10 are 2 R and -5 is -1 R; the third had no stop.
  const records = [leg(1, 9500), leg(2, 9500), trip(1, 10), trip(2, -5), trip(3, 50)]
  const { all, short } = tapOf([[1, 10_000]], records).document().statistics
  expect(all.find(({ id }) => id === 'expectancyR')?.value).toBeCloseTo(0.5, 12)
  expect(short.find(({ id }) => id === 'expectancyR')?.reason).toBe('there is no closed round trip')
  const none = tapOf([[1, 10_000]], [trip(3, 50)]).document().statistics.all
  expect(none.find(({ id }) => id === 'expectancyR')?.reason).toBe('no round trip began with a stop')
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUR_MS, timestamp } from '../model/time.ts'
import { ZoneOffsets } from './zone-offsets.ts'

const ZONES = ['UTC', 'America/New_York', 'Europe/London', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca']
const instants = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2050, 0, 1) })

test('an offset is what Temporal says, in any order of questions', () => {
  const tables = new Map(ZONES.map((zone) => [zone, new ZoneOffsets(zone)]))
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, time) => {
      const expected = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
      expect(tables.get(zone)?.offsetAt(time)).toBe(expected)
    }),
    { numRuns: 2000 },
  )
})

test('a local time that exists becomes the earliest instant that shows it', () => {
  const tables = new Map(ZONES.map((zone) => [zone, new ZoneOffsets(zone)]))
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, local) => {
      const wall = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime()
      const expected = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
      if (expected.toPlainDateTime().equals(wall)) expect(tables.get(zone)?.instantOf(local)).toBe(expected.epochMilliseconds)
    }),
    { numRuns: 2000 },
  )
})

test('02:30 on the day the clocks jump to 03:00 is the instant of the jump', () => {
  expect(new ZoneOffsets('America/New_York').instantOf(timestamp('2024-03-10T02:30'))).toBe(timestamp('2024-03-10T07:00'))
})

test('01:30 on the day the clocks go back is the first of the two', () => {
  const newYork = new ZoneOffsets('America/New_York')
  const first = newYork.instantOf(timestamp('2024-11-03T01:30'))
  expect(first).toBe(timestamp('2024-11-03T05:30'))
  expect(first + newYork.offsetAt(first)).toBe(first + HOUR_MS + newYork.offsetAt(first + HOUR_MS))
})

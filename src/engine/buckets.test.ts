import { describe, expect, test } from 'vitest'
import { calendarOf } from '../calendar/calendars.ts'
import { formatMoment, timestamp, type Timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import type { Anchor } from '../strategy/bar-rule.ts'
import { bucketsOf, SPAN_END, SPAN_START } from './buckets.ts'

/** The bucket of a bar in UTC, as `from to`; `none` where it belongs to none. */
function bucketOf(asked: { of: string; anchor: Anchor; calendar: string }, open: string, close: string): string {
  const buckets = bucketsOf(parseTimeframe(asked.of), asked.anchor, calendarOf(asked.calendar))
  const span = new Float64Array(3)
  if (!buckets.find(timestamp(open), timestamp(close), span)) return 'none'
  return `${formatMoment(span[SPAN_START]! as Timestamp)} ${formatMoment(span[SPAN_END]! as Timestamp)}`
}

describe('session', () => {
  const of = (timeframe: string, calendar = 'XNYS') => ({ of: timeframe, anchor: 'session' as const, calendar })

  test('hours count from the open and none reaches over the close', () => {
    expect(bucketOf(of('1h'), '2013-10-07T13:30', '2013-10-07T13:31')).toBe('2013-10-07 13:30 2013-10-07 14:30')
    expect(bucketOf(of('4h'), '2013-10-07T19:00', '2013-10-07T19:01')).toBe('2013-10-07 17:30 2013-10-07 20:00')
  })

  test('an hour stamped before the open belongs to the session it reaches into, a minute that ends at it does not', () => {
    expect(bucketOf(of('1d'), '2013-10-07T13:00', '2013-10-07T14:00')).toBe('2013-10-07 13:30 2013-10-07 20:00')
    expect(bucketOf(of('1d'), '2013-10-07T13:29', '2013-10-07T13:30')).toBe('none')
  })

  test('what trades after the close is in no bar', () => {
    expect(bucketOf(of('1h'), '2013-10-07T20:00', '2013-10-07T20:01')).toBe('none')
    expect(bucketOf(of('1w'), '2013-10-07T20:00', '2013-10-07T20:01')).toBe('none')
  })

  test('days end with their session, early ones too, in summer and in winter time', () => {
    expect(bucketOf(of('1d'), '2013-11-29T14:30', '2013-11-29T14:31')).toBe('2013-11-29 14:30 2013-11-29 18:00')
    expect(bucketOf(of('1d'), '2013-11-01T14:30', '2013-11-01T14:31')).toBe('2013-11-01 13:30 2013-11-01 20:00')
    expect(bucketOf(of('1d'), '2013-11-04T14:30', '2013-11-04T14:31')).toBe('2013-11-04 14:30 2013-11-04 21:00')
  })

  test('weeks and months run from the first session of theirs to the last, whatever is a holiday', () => {
    expect(bucketOf(of('1w'), '2014-07-02T15:00', '2014-07-02T15:01')).toBe('2014-06-30 13:30 2014-07-03 17:00')
    expect(bucketOf(of('1mo'), '2014-01-15T15:00', '2014-01-15T15:01')).toBe('2014-01-02 14:30 2014-01-31 21:00')
  })

  test('a currency day begins at 17:00 in New York', () => {
    expect(bucketOf(of('1d', 'FX'), '2014-05-05T00:00', '2014-05-05T00:01')).toBe('2014-05-04 21:00 2014-05-05 21:00')
    expect(bucketOf(of('4h', 'FX'), '2014-05-05T00:00', '2014-05-05T00:01')).toBe('2014-05-04 21:00 2014-05-05 01:00')
  })
})

describe('midnight', () => {
  const of = (timeframe: string) => ({ of: timeframe, anchor: 'midnight' as const, calendar: 'XNYS' })

  test('hours count from midnight on the wall clock, in summer and in winter time', () => {
    expect(bucketOf(of('3h'), '2013-10-07T19:59', '2013-10-07T20:00')).toBe('2013-10-07 19:00 2013-10-07 22:00')
    expect(bucketOf(of('3h'), '2013-11-04T20:59', '2013-11-04T21:00')).toBe('2013-11-04 20:00 2013-11-04 23:00')
    expect(bucketOf(of('5h'), '2013-11-05T03:00', '2013-11-05T03:01')).toBe('2013-11-05 01:00 2013-11-05 05:00')
  })

  test('days are dates of the zone, of 23 and 25 hours when clocks change', () => {
    expect(bucketOf(of('1d'), '2014-03-09T12:00', '2014-03-09T12:01')).toBe('2014-03-09 05:00 2014-03-10 04:00')
    expect(bucketOf(of('1d'), '2014-11-02T12:00', '2014-11-02T12:01')).toBe('2014-11-02 04:00 2014-11-03 05:00')
  })

  test('an hour that comes twice belongs to the last bar that its first showing began', () => {
    expect(bucketOf(of('30m'), '2014-11-02T05:10', '2014-11-02T05:11')).toBe('2014-11-02 05:00 2014-11-02 05:30')
    expect(bucketOf(of('30m'), '2014-11-02T06:10', '2014-11-02T06:11')).toBe('2014-11-02 05:30 2014-11-02 07:00')
  })

  test('an hour that is skipped has no bar', () => {
    expect(bucketOf(of('2h'), '2014-03-09T07:10', '2014-03-09T07:11')).toBe('2014-03-09 07:00 2014-03-09 08:00')
  })
})

test('bars that begin with the bar that comes first take their length on the wall clock', () => {
  const two = { of: '2d', anchor: 'bar' as const, calendar: 'XNYS' }
  expect(bucketOf(two, '2013-10-07T13:00', '2013-10-07T14:00')).toBe('2013-10-07 13:00 2013-10-09 13:00')
  expect(bucketOf(two, '2014-03-08T15:00', '2014-03-08T16:00')).toBe('2014-03-08 15:00 2014-03-10 14:00')
})

test('in UTC nothing moves with the clocks', () => {
  const days = { of: '1d', anchor: 'utc' as const, calendar: 'XNYS' }
  expect(bucketOf(days, '2014-11-02T12:00', '2014-11-02T12:01')).toBe('2014-11-02 2014-11-03')
})

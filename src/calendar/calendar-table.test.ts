import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { DAY_MS, formatDate, MINUTE_MS, timestamp, type Timestamp } from '../model/time.ts'
import type { Calendar } from './calendar.ts'
import { calendarFromTable } from './calendar-table.ts'
import { calendarOf, registerCalendar } from './calendars.ts'
import type { MarketHours, OpenInterval } from './market-hours.ts'

/** `09:30-16:00` as minutes; a letter before it says pre- or postmarket. */
function day(text: string): OpenInterval[] {
  return text.split(' ').flatMap((part) => {
    const m = /^([<>]?)(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(part)
    if (m === null) return []
    const kind = m[1] === '<' ? 'premarket' : m[1] === '>' ? 'postmarket' : 'market'
    return [{ from: Number(m[2]) * 60 + Number(m[3]), to: Number(m[4]) * 60 + Number(m[5]), kind }]
  })
}

function table(week: readonly string[], rest: Partial<MarketHours> = {}): MarketHours {
  return { name: 'test', version: '1', zone: 'America/New_York', week: week.map(day), ...rest }
}

const stock = '<04:00-09:30 09:30-16:00 >16:00-20:00'
const stocks = table(['', stock, stock, stock, stock, stock, ''], {
  holidays: ['2024-07-04'],
  earlyCloses: { '2024-07-03': 13 * 60 },
  lateOpens: { '2024-07-05': 11 * 60 },
})

/** Opens and closes from a date on, in UTC. */
function changes(calendar: Calendar, from: string, count: number): string {
  let text = ''
  for (let i = 0, at: number = timestamp(from); i < count; i++) {
    at = calendar.nextChange(at)
    text += `${calendar.isOpen(at) ? ' open ' : ' close '}${new Date(at).toISOString().slice(8, 16)}`
  }
  return text.trim()
}

test('regular hours are the market, extended hours all of them, under their own name', () => {
  const regular = calendarFromTable(stocks)
  const extended = calendarFromTable(stocks, 'extended')
  expect([regular.name, extended.name]).toEqual(['test', 'test+extended'])
  expect([regular.sessionMinutes, extended.sessionMinutes]).toEqual([390, 960])
  expect(changes(regular, '2024-07-01T20:00', 4)).toBe('open 02T13:30 close 02T20:00 open 03T13:30 close 03T17:00')
  expect(changes(extended, '2024-07-03', 4)).toBe('open 03T08:00 close 03T17:00 open 05T15:00 close 06T00:00')
})

test('a date can close early, open late or stay shut', () => {
  expect(changes(calendarFromTable(stocks), '2024-07-03', 4)).toBe('open 03T13:30 close 03T17:00 open 05T15:00 close 05T20:00')
})

test('a date that closes early and opens again is shut in between', () => {
  const future = '<00:00-09:30 09:30-17:00 >18:00-24:00'
  const hours = table(['<18:00-24:00', future, future, future, future, '<00:00-09:30 09:30-17:00', ''], {
    earlyCloses: { '2024-09-02': 13 * 60 },
    lateOpens: { '2024-09-02': 18 * 60 },
  })
  const extended = calendarFromTable(hours, 'extended')
  expect(changes(extended, '2024-09-01', 4)).toBe('open 01T22:00 close 02T17:00 open 02T22:00 close 03T21:00')
  expect(changes(calendarFromTable(hours), '2024-09-01', 4)).toBe('open 02T13:30 close 02T17:00 open 03T13:30 close 03T21:00')
  // Sunday's evening and Monday are one session, Monday's.
  expect(formatDate(extended.sessionKey(timestamp('2024-09-01T22:00')) as Timestamp)).toBe('2024-09-02')
})

test('currencies that pause at 17:00 have a session a day, those that do not are cut there', () => {
  const through = '00:00-24:00'
  const pausing = '00:00-16:58 17:03-24:00'
  const paused = calendarFromTable(table(['17:03-24:00', pausing, pausing, pausing, pausing, '00:00-16:58', '']))
  expect(changes(paused, '2024-07-07', 4)).toBe('open 07T21:03 close 08T20:58 open 08T21:03 close 09T20:58')
  const straight = calendarFromTable(table(['17:00-24:00', through, through, through, through, '00:00-17:00', '']))
  const fx = calendarOf('FX')
  fc.assert(
    fc.property(fc.integer({ min: timestamp('2000-01-01'), max: timestamp('2030-01-01') }), (time) => {
      const answers = (calendar: Calendar): unknown[] => [
        calendar.isOpen(time),
        calendar.sessionKey(time),
        calendar.nextOpen(time),
        calendar.nextClose(time),
      ]
      expect(answers(straight)).toEqual(answers(fx))
    }),
  )
})

test('a night session that ends the next morning belongs to the day on which it began', () => {
  const trading = '00:00-03:00 09:15-16:30 17:15-24:00'
  const asia = calendarFromTable(
    table(['', '09:15-16:30 17:15-24:00', trading, trading, trading, trading, '00:00-03:00'], { zone: 'Asia/Hong_Kong' }),
  )
  const session = asia.sessionOf(timestamp('2024-07-05'))
  expect(session).toEqual({ open: timestamp('2024-07-05T01:15'), close: timestamp('2024-07-05T19:00') })
  expect(asia.nextOpen(timestamp('2024-07-05T18:00'))).toBe(timestamp('2024-07-08T01:15'))
})

test('a market that never closes has a session a day', () => {
  const through = '00:00-24:00'
  const always = calendarFromTable(table(Array<string>(7).fill(through), { zone: 'UTC' }))
  expect(always.openEveryDay).toBe(true)
  expect(always.sessionsPerYear).toBe(365)
  expect(always.nextClose(timestamp('2024-07-06T12:00'))).toBe(timestamp('2024-07-07'))
})

test.each([
  ['Australia/Sydney', '2024-04-05', '2024-04-08', 60, 'the south leaves summer time'],
  ['Australia/Sydney', '2024-10-04', '2024-10-07', -60, 'the south enters it'],
  ['Europe/Berlin', '2024-03-29', '2024-04-01', -60, 'the north enters it'],
  ['Europe/Berlin', '2024-10-25', '2024-10-28', 60, 'the north leaves it'],
  ['-05:00', '2024-03-08', '2024-03-11', 0, 'a fixed offset never does'],
])('in %s the opens of %s and %s are %i minutes from three days apart: %s', (zone, friday, monday, minutes) => {
  const hours = '10:00-16:00'
  const calendar = calendarFromTable(table(['', hours, hours, hours, hours, hours, ''], { zone }))
  const open = (date: string): number => calendar.sessionOf(timestamp(date))!.open
  expect(open(monday) - open(friday) - 3 * DAY_MS).toBe(minutes * MINUTE_MS)
})

test('the version names the table, so equal tables register twice and others do not', () => {
  const named = (close: number): Calendar => calendarFromTable({ ...stocks, name: 'registered', earlyCloses: { '2024-07-03': close } })
  registerCalendar(named(780))
  registerCalendar(named(780))
  expect(calendarOf('registered').version).toBe(named(780).version)
  expect(() => registerCalendar(named(781))).toThrow(/expected one calendar of the name registered/)
})

test.each<[string, MarketHours]>([
  ['expected hours of seven days, from Sunday, was 1 lists', table([stock])],
  ['expected ascending hours from 0 to 1440 minutes, was 540 to 600 after 960', table(['', '10:00-16:00 09:00-10:00', '', '', '', '', ''])],
  ['expected hours on some day of the week, was none', table(Array<string>(7).fill(''))],
  ['expected dates such as 2024-12-25, was "12/25/2024"', { ...stocks, holidays: ['12/25/2024'] }],
  ['expected a time zone such as America/New_York or -05:00, was "New York"', { ...stocks, zone: 'New York' }],
])('a table that cannot be is refused: %s', (message, hours) => {
  expect(() => calendarFromTable(hours)).toThrow(LockstepError)
  expect(() => calendarFromTable(hours)).toThrow(message)
})

test('a table that is all holidays says so when it is asked', () => {
  const holidays = Array.from({ length: 500 }, (_, i) => formatDate((timestamp('2024-01-01') + i * DAY_MS) as Timestamp))
  expect(() => calendarFromTable({ ...stocks, holidays }).nextOpen(timestamp('2024-01-01'))).toThrow(
    /no session in the 400 days after 2023-12-31/,
  )
})

/** Up to three intervals of a day, by quarters of an hour, and whole days and none more often than chance has them. */
const randomDay: fc.Arbitrary<readonly OpenInterval[]> = fc.oneof(
  fc.constant<readonly OpenInterval[]>([]),
  fc.constant<readonly OpenInterval[]>(day('00:00-24:00')),
  fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 }).map((quarters) => {
    const edges = quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15)
    return Array.from({ length: Math.floor(edges.length / 2) }, (_, i) => ({
      from: edges[2 * i]!,
      to: edges[2 * i + 1]!,
      kind: i === 0 ? ('premarket' as const) : ('market' as const),
    }))
  }),
)
const june = fc.integer({ min: 1, max: 28 }).map((date) => `2024-06-${String(date).padStart(2, '0')}`)
const minutes = fc.dictionary(
  june,
  fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15),
  { maxKeys: 4 },
)

/** What the table says of a minute, read date by date. */
function tableSays({ week, holidays = [], earlyCloses = {}, lateOpens = {} }: MarketHours, time: number): boolean {
  const iso = new Date(time).toISOString().slice(0, 10)
  const minute = (time % DAY_MS) / MINUTE_MS
  const close = earlyCloses[iso] ?? Infinity
  const open = lateOpens[iso] ?? -Infinity
  const admitted = close > open ? minute >= open && minute < close : minute < close || minute >= open
  return !holidays.includes(iso) && admitted && week[new Date(time).getUTCDay()]!.some(({ from, to }) => minute >= from && minute < to)
}

test('any table is open when it says so, minute by minute, and its sessions are in order and apart', () => {
  const week = fc.array(randomDay, { minLength: 7, maxLength: 7 }).filter((days) => days.some((list) => list.length > 0))
  fc.assert(
    fc.property(week, fc.uniqueArray(june, { maxLength: 3 }), minutes, minutes, (week, holidays, earlyCloses, lateOpens) => {
      const hours: MarketHours = { name: 'random', version: '1', zone: 'UTC', week, holidays, earlyCloses, lateOpens }
      const calendar = calendarFromTable(hours, 'extended')
      const end = timestamp('2024-07-03')
      for (let time: number = timestamp('2024-05-31'); time < end; time += 15 * MINUTE_MS) {
        if (calendar.isOpen(time) !== tableSays(hours, time)) throw new Error(new Date(time).toISOString())
      }
      for (let time: number = timestamp('2024-05-31'); time < end;) {
        const open = calendar.nextOpen(time)
        const key = calendar.sessionKey(open)
        const session = calendar.sessionOf(key)!
        expect([session.open, calendar.nextClose(open)]).toEqual([open, session.close])
        expect(calendar.sessionKey(session.close - 1)).toBe(key)
        expect(calendar.sessionOf(calendar.nextSession(key))!.open).toBeGreaterThanOrEqual(session.close)
        time = open
      }
    }),
    { numRuns: 300 },
  )
})

/** The calendars against independent tables: every open and close of 33 years, and LEAN's holidays and early closes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { HoursDatabase } from '../../src/adapters/lean/hours-database.ts'
import { calendarFromTable, type MarketHours } from '../../src/calendar/calendar-table.ts'
import type { Calendar } from '../../src/calendar/calendar.ts'
import { calendarOf } from '../../src/calendar/calendars.ts'
import { DAY_MS, MINUTE_MS } from '../../src/model/time.ts'

const reference = process.env['LOCKSTEP_REFERENCE']

interface DaySession {
  readonly day: number
  readonly open: number
  readonly close: number
}

describe.runIf(reference !== undefined)('sessions equal the reference', () => {
  test.each([
    ['XNYS', 'xnys.csv', 8324],
    ['XNAS', 'xnys.csv', 8324],
    ['24/7', '24-7.csv', 366],
  ])('%s', (name, file, count) => {
    const calendar = calendarOf(name)
    const sessions = readSessions(join(reference ?? '', 'golden', 'calendars', file))
    expect(sessions).toHaveLength(count)
    const wrong = sessions.filter(({ day, open, close }, i) => {
      const before = i === 0 ? open - 1 : sessions[i - 1]!.close - 1
      const follows = calendar.nextOpen(before) === open && calendar.nextClose(open) === close
      const holds = calendar.isOpen(open) && calendar.isOpen(close - 1) && calendar.sessionKey(open) === day
      return !follows || !holds || !isClosedBetween(calendar, before + 1, open)
    })
    expect(wrong.map((session) => new Date(session.day).toISOString())).toEqual([])
    expect(backwards(calendar, sessions)).toEqual(sessions.map(({ day }) => day))
  })
})

describe.runIf(reference !== undefined)("sessions equal LEAN's market hours", () => {
  let database: HoursDatabase
  beforeAll(async () => {
    database = await HoursDatabase.read(join(reference ?? '', 'data', 'lean', 'Data'))
  })
  const hoursOf = (type: string, market: string, symbol: string): MarketHours => database.entry(type, market, symbol).hours

  // LEAN's table begins with early closes in 1999 and lacks the last of the century, which the reference above has.
  test.each(['XNYS', 'XNAS'])('%s from 1998 to 2028', (name) => {
    expect(differing(calendarOf(name), hoursOf('Equity', 'usa', 'SPY'), { from: 1998, to: 2028 })).toEqual([
      '1998-11-27',
      '1998-12-24',
      '1999-12-31',
    ])
  })

  // LEAN takes the hour of Muhurat trading for a whole day, and has no sessions on weekends.
  test('XNSE from 2011 to 2021, but for special sessions', () => {
    expect(differing(calendarOf('XNSE'), hoursOf('Equity', 'india', 'YESBANK'), { from: 2011, to: 2021 })).toEqual([
      '2012-11-13',
      '2014-10-23',
      '2015-02-28',
      '2015-11-11',
      '2016-10-30',
      '2017-10-19',
      '2018-11-07',
      '2019-10-27',
      '2020-02-01',
      '2020-11-14',
      '2021-11-04',
    ])
  })

  test('CMES closes early on every date of 2013 to 2026 on which the E-mini does there, at that time', () => {
    const { earlyCloses = {} } = hoursOf('Future', 'cme', 'ES')
    const ordinaryClose = 17 * 60
    const early = Object.entries(earlyCloses).filter(([date, minute]) => date >= '2013' && date < '2027' && minute !== ordinaryClose)
    const cmes = calendarOf('CMES')
    const ours = early.map(([date]) => {
      const day = Date.parse(date)
      // The table is in New York's time, an hour ahead of Chicago's.
      return [date, (cmes.sessionOf(day)!.close - cmes.clockOn(day, { hour: 0, minute: 0 })) / MINUTE_MS + 60]
    })
    expect(ours).toEqual(early)
    expect(early.length).toBeGreaterThan(100)
  })
})

/** Days whose sessions are not those of the table. */
function differing(calendar: Calendar, hours: MarketHours, { from, to }: { readonly from: number; readonly to: number }): string[] {
  const theirs = calendarFromTable(hours)
  const days: string[] = []
  for (let day = Date.UTC(from, 0, 1); day < Date.UTC(to + 1, 0, 1); day += DAY_MS) {
    const [a, b] = [calendar.sessionOf(day), theirs.sessionOf(day)]
    if (a?.open !== b?.open || a?.close !== b?.close) days.push(new Date(day).toISOString().slice(0, 10))
  }
  return days
}

/** The days of the sessions, found from the last to the first. */
function backwards(calendar: Calendar, sessions: readonly DaySession[]): number[] {
  const days = [sessions.at(-1)!.day]
  while (days.length < sessions.length) days.push(calendar.previousSession(days.at(-1)!))
  return days.toReversed()
}

/** No session begins or ends off the half hour, so every half hour tells. */
function isClosedBetween(calendar: Calendar, from: number, to: number): boolean {
  for (let time = from; time < to; time += 30 * MINUTE_MS) if (calendar.isOpen(time)) return false
  return true
}

function readSessions(path: string): DaySession[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [day = '', open = '', close = ''] = line.split(',')
    return { day: Date.parse(day), open: Date.parse(open), close: Date.parse(close) }
  })
}

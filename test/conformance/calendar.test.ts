/** The exchange calendar against an independent table of sessions: every open and close of 33 years. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../src/calendar/calendar.ts'
import { calendarOf } from '../../src/calendar/calendars.ts'
import { MINUTE_MS } from '../../src/model/time.ts'

const reference = process.env['LOCKSTEP_REFERENCE']

interface Session {
  readonly day: number
  readonly open: number
  readonly close: number
}

describe.runIf(reference !== undefined)('sessions equal the reference', () => {
  test.each([
    ['XNYS', 'xnys.csv', 8324],
    ['24/7', '24-7.csv', 366],
  ])('%s', (name, file, count) => {
    const calendar = calendarOf(name)
    const sessions = readSessions(join(reference ?? '', 'golden', 'calendars', file))
    expect(sessions).toHaveLength(count)
    const wrong = sessions.filter((session, i) => {
      const { day, open, close } = session
      const holds = calendar.isOpen(open) && calendar.isOpen(close - 1) && calendar.sessionKey(open) === day
      const before = i === 0 ? open : sessions[i - 1]!.close
      return !holds || !isClosedBetween(calendar, before, open)
    })
    expect(wrong.map((session) => new Date(session.day).toISOString())).toEqual([])
  })
})

/** No session begins or ends off the half hour, so every half hour tells. */
function isClosedBetween(calendar: Calendar, from: number, to: number): boolean {
  for (let time = from; time < to; time += 30 * MINUTE_MS) if (calendar.isOpen(time)) return false
  return true
}

function readSessions(path: string): Session[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [day = '', open = '', close = ''] = line.split(',')
    return { day: Date.parse(day), open: Date.parse(open), close: Date.parse(close) }
  })
}

/** The page on calendars lists those there are, with what they know. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { calendarOf, calendars } from '../../src/calendar/calendars.ts'
import { parseSchedule } from '../../src/calendar/parse-schedule.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/explanation/calendars.md'), 'utf8')

/** Rows of the table under a header cell, as cells without backticks. */
function rowsUnder(header: string): string[][] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${header} `)) + 2
  const end = lines.findIndex((line, i) => i >= start && !line.startsWith('|'))
  return lines.slice(start, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}

test('every calendar has a row with its sessions a year and the years it knows', () => {
  const rows = rowsUnder('name').map(([name = '', , sessions, known]) => [name.replaceAll('`', ''), Number(sessions), known])
  const there = calendars.map(({ name, sessionsPerYear, known }) => [
    name,
    sessionsPerYear,
    Number.isFinite(known.from) ? `${known.from} to ${known.to}` : 'all',
  ])
  expect(rows).toEqual(there)
})

test('every form of days and times on the page is one', () => {
  const forms = (header: string): string[] => rowsUnder(header).flatMap(([cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1]!))
  const days = forms('days')
  const times = forms('time')
  expect([days.length, times.length]).toEqual([10, 9])
  for (const day of days) for (const time of times) expect(parseSchedule(`${day} ${time}`, calendarOf('XNYS')).says).not.toBe('')
})

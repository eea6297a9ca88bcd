/** The bundled data are what data/PROVENANCE.md says they are. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { calendarOf } from '../../src/calendar/calendars.ts'
import { DAY_MS, HOUR_MS, timestamp } from '../../src/model/time.ts'

const file = readFileSync(new URL('../../data/sp500.csv', import.meta.url))
const provenance = readFileSync(new URL('../../data/PROVENANCE.md', import.meta.url), 'utf8')
const [header, ...rows] = file.toString('utf8').split('\n')

test('sp500.csv has the bytes, rows and columns its provenance states', () => {
  expect(provenance).toContain(`\`${createHash('sha256').update(file).digest('hex')}\``)
  expect(provenance).toContain(`${file.length.toLocaleString('en-US')} bytes`)
  expect(provenance).toContain(`${rows.length.toLocaleString('en-US')} rows`)
  expect(provenance).toContain(`\`${header}\``)
})

test('sp500.csv has a row for each session of the exchange, and no other', () => {
  const xnys = calendarOf('XNYS')
  const sessions: string[] = []
  for (let day = timestamp('2000-01-03') as number; day <= timestamp('2020-04-17'); day += DAY_MS) {
    // 16:00 UTC is inside every session, the shortest included.
    if (xnys.isOpen(day + 16 * HOUR_MS)) sessions.push(new Date(day).toISOString().slice(0, 10))
  }
  expect(rows.map((row) => row.slice(0, 10))).toEqual(sessions)
})

import { expect, test } from 'vitest'
import { Agenda, type AgendaItem } from './agenda.ts'

const item = (nextAfter: AgendaItem['nextAfter'], waitsForBars = false): AgendaItem & { readonly done: number[] } => {
  const done: number[] = []
  return { nextAfter, waitsForBars, done, run: (due) => void done.push(due) }
}
const every = (ms: number) => (after: number) => (Math.floor(after / ms) + 1) * ms

test('what fell due between two steps is done for each instant, what waits for bars once, with the next that come', () => {
  const paid = item(every(10))
  const waits = item(every(10), true)
  const agenda = new Agenda([paid, waits], 0)
  expect([agenda.next, agenda.soonest]).toEqual([10, 10])
  agenda.run(35, false)
  expect([paid.done, waits.done]).toEqual([[10, 20, 30], []])
  expect([agenda.next, agenda.soonest]).toEqual([40, 10])
  agenda.run(38, true)
  expect(waits.done).toEqual([10])
  expect([agenda.next, agenda.soonest]).toEqual([40, 40])
})

test.each([0, -1, NaN])('a rule that does not go on is a fault, not a run without end: %d', (step) => {
  expect(() => new Agenda([item((after) => after + step)], 5)).toThrow(/to be due after 5/)
  const stops = new Agenda([item((after) => (after < 10 ? 10 : after + step))], 0)
  expect(() => stops.run(10, true)).toThrow(/to be due after 10/)
})

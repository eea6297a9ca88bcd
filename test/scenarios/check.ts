/** Runs a scenario and holds it to its table: no record more, none less, in the order written. */
import { expect } from 'vitest'
import { plainOf, type Plain } from '../../src/model/fast-paths.ts'
import { ScenarioRun } from './scenario-run.ts'
import { parseTable, showTime, type Table } from './table.ts'

/** `cash 897`, `equity 1000`, `position -1`, `position B 2`: what the books say after a step. */
const STATE = /^(?:cash|equity|position(?: \w+)?) -?[\d.]+$/

/** Fails on any difference between the table and what the engine does with it, and between its fast paths and the plain way. */
export function check(text: string): void {
  const table = parseTable(text)
  const run = new ScenarioRun(table)
  const steps = run.play()
  const happened = steps.filter((s) => s.happened.length > 0).map((s) => `${showTime(s.time)}: ${s.happened.join('; ')}`)
  const wanted = table.steps
    .map((s) => ({ time: s.time, events: s.wanted.filter((t) => !STATE.test(t)) }))
    .filter((s) => s.events.length > 0)
    .map((s) => `${showTime(s.time)}: ${s.events.join('; ')}`)
  expect(happened).toEqual(wanted)
  const states = table.steps.flatMap((s) => s.wanted.filter((t) => STATE.test(t)).map((t) => `${showTime(s.time)}: ${t}`))
  const found = table.steps.flatMap((s) => {
    const books = steps.find(({ time }) => time === s.time)?.books
    return s.wanted.filter((t) => STATE.test(t)).map((t) => `${showTime(s.time)}: ${stateLike(t, books)}`)
  })
  expect(found).toEqual(states)
  const unsaid = table.steps.flatMap((s) => s.asks.filter((a) => !run.said.has(a)).map((a) => `${showTime(s.time)} ${a.text}`))
  expect(unsaid, 'what is asked at a step when nobody is called').toEqual([])
  expect(recorded(table, plainOf(true)), 'without the fast paths').toEqual(recorded(table, plainOf(false)))
}

/** What a run records whose steps nobody looks at one by one. */
function recorded(table: Table, plain: Plain): readonly Float64Array[] {
  const run = new ScenarioRun(table, plain)
  run.play()
  return run.rows
}

function stateLike(wanted: string, books: ReadonlyMap<string, number> | undefined): string {
  const name = wanted.slice(0, wanted.lastIndexOf(' '))
  return `${name} ${books?.get(name)}`
}

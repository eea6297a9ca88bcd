/** Algorithms of LEAN's beyond the reference cases, held to the statistics that LEAN's own tests expect of them. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCases, reference } from './cases.ts'
import { run } from './lean-run.ts'
import { algorithms } from './more/index.ts'

/** Statistics by name of the algorithm, then by LEAN's name; what a row leaves open is not compared. */
function readExpected(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const text = readFileSync(new URL('more/expected.csv', import.meta.url), 'utf8')
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(','))
  const names = head.slice(2)
  return new Map(
    rows.map(([algorithm = '', _commit, ...texts]) => [
      algorithm,
      Object.fromEntries(names.map((name, k) => [name, texts[k] ?? ''] as const).filter(([, wanted]) => wanted !== '')),
    ]),
  )
}

/** LEAN writes equity with the zeros that its arithmetic left. */
function plain(statistics: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(statistics).map(([name, text]) => [name, name.endsWith('Equity') ? String(Number(text)) : text]))
}

describe.runIf(reference !== undefined)('runs equal those of LEAN', () => {
  const expected = readExpected()

  test('every row has its algorithm', () => {
    expect(algorithms.map(({ name }) => name).toSorted()).toEqual([...expected.keys()].toSorted())
  })

  test('the reference names every one of them', () => {
    const page = readFileSync(new URL('../../../docs/reference/lean.md', import.meta.url), 'utf8')
    const named = [...page.matchAll(/^- `(\w+)`$/gm)].map(([, name]) => name)
    expect(named).toEqual([...readCases(), ...algorithms].map(({ name }) => name).toSorted())
  })

  test.each(algorithms.map((algorithm) => ({ algorithm, name: algorithm.name })))('$name', async ({ algorithm, name }) => {
    const { printed } = await run(algorithm)
    expect(plain(printed)).toMatchObject(plain(expected.get(name)!))
    algorithm.check?.()
  })
})

/** What the command line of the benchmark understands. */
import { parseArgs } from 'node:util'
import { budgets } from './budgets.ts'

export interface Options {
  /** One JSON document on stdout instead of a table. */
  readonly json: boolean
  /** Ends with 3 when a budget is not kept. */
  readonly budgets: boolean
  /** Keeps the figures in results.json, which the pages are checked against. */
  readonly write: boolean
  readonly suite: Suite
  /** Ids to measure; all of the suite when empty. */
  readonly only: readonly string[]
  readonly rounds: number
}

export const suites = ['budgets', 'alternatives', 'indicators'] as const
export type Suite = (typeof suites)[number]

/** A median of fewer says little. */
export const ROUNDS_MIN = 7

export const USAGE = `npm run bench -- [--json] [--only id,id] [--rounds ${ROUNDS_MIN}] [--suite ${suites.join('|')}] [--write]`

/** @throws Error with one sentence when the arguments make no sense */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      budgets: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      suite: { type: 'string', default: 'budgets' },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: String(ROUNDS_MIN) },
    },
  })
  const suite = suites.find((name) => name === values.suite)
  if (suite === undefined) throw new Error(`expected --suite to be one of ${suites.join(', ')}, was ${values.suite}`)
  const only = values.only.split(',').filter(Boolean)
  const known = budgets.map(({ id }) => id)
  const stranger = suite === 'budgets' ? only.find((id) => !known.includes(id)) : only[0]
  if (stranger !== undefined) throw new Error(`expected --only with ids among ${known.join(', ')}, was ${stranger}`)
  const rounds = Number(values.rounds)
  if (!Number.isSafeInteger(rounds) || rounds < ROUNDS_MIN)
    throw new Error(`expected --rounds of at least ${ROUNDS_MIN}, was ${values.rounds}`)
  return { json: values.json, budgets: values.budgets, write: values.write, suite, only, rounds }
}

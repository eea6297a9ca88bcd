/** Determinism: the same run again, and in other surroundings that a strategy should not notice. */
import type { CheckVerdict } from '../report/checked.ts'
import { counted, firstDifferent, type Check } from './checking.ts'
import { firstDivergence } from './divergence.ts'
import type { Variant, World } from './variant.ts'

const DAY_MS = 86_400_000

/** Half a year and some hours on, so that weekday, month, hour and parity of the second are others. */
const AHEAD_MS = 187 * DAY_MS + 7 * 3_600_000 + 61_003

const surroundings: readonly (Variant & { readonly world: World; readonly alone?: boolean })[] = [
  { says: 'the machine is in another zone', world: { zone: 'Pacific/Kiritimati' } },
  { says: 'the machine is in a zone west of Greenwich', world: { zone: 'America/St_Johns' } },
  { says: 'the clock is half a year ahead', world: { clockAheadMs: AHEAD_MS } },
  { says: 'Math.random draws other numbers', world: { random: 1_234_567 } },
  { says: 'the event loop turns between steps', world: { turns: true } },
  { says: 'the machine speaks Swedish', world: { locale: 'sv-SE' }, alone: true },
  { says: 'the environment holds nothing of yours', world: { bareEnvironment: true }, alone: true },
  { says: 'the machine has another name, more cores and more memory', world: { otherMachine: true }, alone: true },
  { says: 'it runs in a worker thread', world: { workers: 1 }, alone: true },
  { says: 'it runs in two worker threads at once', world: { workers: 2 }, alone: true },
]

export const determinism: Check = async (checking) => {
  const { player, local, plain, again, words } = checking
  const repeated = firstDivergence(plain, await again(), words, { when: 'it is run again, nothing changed' })
  if (repeated !== null) return verdict('fail', 'it does not repeat itself', repeated, [])
  if (player.fresh) {
    // In one process it must not remember the run before.
    for (let k = 0; k < 2; k++) {
      const inOne = firstDivergence(plain, await local.play({ says: '' }), words, { when: 'it is run twice in one process' })
      if (inOne !== null) return verdict('fail', 'in one process it does not repeat itself', inOne, [])
    }
  }
  const tried = surroundings.filter(({ alone }) => player.fresh || alone !== true)
  const { found } = await firstDifferent(checking, tried)
  const left = surroundings.length - tried.length
  const remarks =
    left === 0
      ? []
      : ['another locale, an empty environment, another machine and worker threads need lockstep check, which starts processes']
  if (found !== null) return verdict('fail', `it decides differently when ${found.when}`, found, remarks)
  return verdict(
    'pass',
    `the records of ${counted(tried.length + (player.fresh ? 4 : 2), 'run')} are the same to the last bit`,
    null,
    remarks,
  )
}

function verdict(
  outcome: CheckVerdict['outcome'],
  why: string,
  divergence: CheckVerdict['divergence'],
  remarks: readonly string[],
): CheckVerdict {
  return { check: 'determinism', outcome, why, divergence, remarks, tables: [] }
}

/** A sweep in one thread and in two, a process for every run, in turns; and what a further thread takes of memory. */
import type { Job, Measured } from '../budgets.ts'
import { median } from '../measure.ts'
import { runScript } from '../run-script.ts'
import type { SweptRun } from '../swept-run.ts'

const SETS = 256
/** A sweep takes seconds: more rounds say no more. */
const ROUNDS_MAX = 3
/** What a further thread may take, MB. */
const WORKER_MB_MAX = 60

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const runs: SweptRun[][] = [[], [], []]
  for (let k = 0; k < Math.min(rounds, ROUNDS_MAX); k++) {
    for (const workers of [1, 2, 3]) runs[workers - 1]!.push(await runScript<SweptRun>('swept-run.ts', [String(workers)]))
  }
  const [one = 0, two = 0] = runs.map((some) => median(some.map(({ ms }) => ms)))
  const [single = 0, , triple = 0] = runs.map((some) => median(some.map(({ rss }) => rss)))
  // Whatever is found, all of it was done, and it is the same.
  const all = runs.flat()
  const sound = all.every(({ done, sha256 }) => done === SETS && sha256 === all[0]!.sha256)
  const perWorker = (triple - single) / 2e6
  const gc = { minor: 0, major: 0 }
  return [
    { id: 'sweep.scaling', value: two, against: one, ratio: two / one, sound, gc, rssPeak: triple, perSecond: (1000 * SETS) / two },
    { id: 'sweep.memory', value: perWorker, against: WORKER_MB_MAX, ratio: perWorker / WORKER_MB_MAX, sound, gc, rssPeak: triple },
  ]
}

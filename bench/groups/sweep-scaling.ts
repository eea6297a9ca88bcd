/**
 * A sweep in one thread and in two, each set computing its own indicators, a process for every run; and what a further thread takes of
 * memory, with indicators that are shared.
 */
import type { Measured } from '../budgets.ts'
import { median } from '../measure.ts'
import { runScript } from '../run-script.ts'
import type { SweptRun } from '../swept-run.ts'

const SETS = 256
/** One and two threads together take minutes: more rounds say no more. */
const SPEED_ROUNDS = 1
const MEMORY_ROUNDS = 2
/** What a further thread may take, MB. */
const WORKER_MB_MAX = 60

export async function measure(): Promise<Measured[]> {
  const [two, one] = await swept(SPEED_ROUNDS, ['2', 'own'], ['1', 'own'])
  const [single, triple] = await swept(MEMORY_ROUNDS, ['1', 'shared'], ['3', 'shared'])
  const [value, against] = [median(two.map(({ ms }) => ms)), median(one.map(({ ms }) => ms))]
  const [least, rssPeak] = [median(single.map(({ rss }) => rss)), median(triple.map(({ rss }) => rss))]
  // Whatever is found, all of it was done, and it is the same.
  const all = [...one, ...two, ...single, ...triple]
  const sound = all.every(({ done, sha256 }) => done === SETS && sha256 === one[0]!.sha256)
  const perWorker = (rssPeak - least) / 2e6
  const gc = { minor: 0, major: 0 }
  return [
    { id: 'sweep.scaling', value, against, ratio: value / against, sound, gc, rssPeak, perSecond: (1000 * SETS) / value },
    { id: 'sweep.memory', value: perWorker, against: WORKER_MB_MAX, ratio: perWorker / WORKER_MB_MAX, sound, gc, rssPeak },
  ]
}

type Args = readonly [workers: string, lines: string]

/** Both in turns. */
async function swept(rounds: number, a: Args, b: Args): Promise<readonly [SweptRun[], SweptRun[]]> {
  const runs: readonly [SweptRun[], SweptRun[]] = [[], []]
  for (let k = 0; k < rounds; k++)
    for (const [i, args] of [a, b].entries()) runs[i]!.push(await runScript<SweptRun>('swept-run.ts', [...args]))
  return runs
}

/** A sweep whose trials share their indicators against one in which each computes its own: a process for every run, in turns. */
import type { Job, Measured } from '../budgets.ts'
import { median } from '../measure.ts'
import { runScript } from '../run-script.ts'
import type { SweptRun } from '../swept-run.ts'

const SETS = 256
const WORKERS = '2'
/** Share of all values of indicators that has to be found and not computed. */
const SAVED_MIN = 0.8

/** A strategy of five indicators, and the crossing of two averages, which are the lightest there are. The first takes a minute a round. */
const contests = [
  { id: 'sweep.cached', strategy: 'sweep-strategy', roundsMax: 1 },
  { id: 'sweep.cached.light', strategy: 'sma-cross', roundsMax: 3 },
] as const

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const { id, strategy, roundsMax } of contests) {
    const shared: SweptRun[] = []
    const own: SweptRun[] = []
    for (let k = 0; k < Math.min(rounds, roundsMax); k++) {
      shared.push(await runScript<SweptRun>('swept-run.ts', [WORKERS, 'shared', strategy]))
      own.push(await runScript<SweptRun>('swept-run.ts', [WORKERS, 'own', strategy]))
    }
    const value = median(shared.map(({ ms }) => ms))
    const against = median(own.map(({ ms }) => ms))
    const isSame = [...shared, ...own].every(({ done, sha256 }) => done === SETS && sha256 === own[0]!.sha256)
    const sound = isSame && shared.every(({ lines }) => (lines?.savedShare ?? 0) >= SAVED_MIN)
    const rssPeak = Math.max(...shared.map(({ rss }) => rss))
    const perSecond = (1000 * SETS) / value
    measured.push({ id, value, against, ratio: value / against, sound, gc: { minor: 0, major: 0 }, rssPeak, perSecond })
  }
  return measured
}

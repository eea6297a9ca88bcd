/** LEAN's rules on minutes with quotes, against the same strategy by the default rules on the same bars without them. */
import type { Job, Measured } from '../budgets.ts'
import { against, takeTurns } from '../measure.ts'
import retarget from '../retarget.ts'
import { barsAlone, quotedSeries, sessionMinutes } from '../session-minutes.ts'
import { wholeRun, type WholeRun } from '../whole-run.ts'

const IDS = ['FIRST', 'SECOND']
/** Four years. */
const SESSIONS = 1008
const CASH = 100_000

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const times = sessionMinutes(SESSIONS)
  const quoted = IDS.map((id, k) => quotedSeries(id, times, k + 1))
  const alone = quoted.map(barsAlone)
  const params = { markets: IDS.join(',') }
  const lean = (): WholeRun => wholeRun(retarget, { data: quoted, params, cash: CASH, preset: 'lean' })
  const plain = (): WholeRun => wholeRun(retarget, { data: alone, params, cash: CASH, limits: { leverageMax: 2 } })
  const { timed, noise } = await takeTurns({ lean, plain }, rounds)
  assertAlike(lean(), plain())
  return [{ id: 'engine.lean-minute', ...against(timed.lean, timed.plain, IDS.length * times.length), noise }]
}

/** Both decide alike and trade at other prices and sizes: neither may be refused anything. */
function assertAlike(lean: WholeRun, plain: WholeRun): void {
  for (const { fills, refusals } of [lean.report, plain.report]) {
    if (fills.count === 0 || refusals.count > 0)
      throw new Error(`expected fills and no refusal, there are ${fills.count} and ${refusals.count}`)
  }
}

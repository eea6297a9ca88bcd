/** A monthly rebalance of many markets over twenty years: the whole engine against one loop written by hand. */
import { feeBps } from 'lockstep'
import { handMomentum, type HandMomentumResult } from '../alternatives/hand-momentum.ts'
import type { Job, Measured } from '../budgets.ts'
import { DAYS, dailySeries, generateDays } from '../daily-bars.ts'
import { assertSameOutcome } from '../equal.ts'
import { against, takeTurns } from '../measure.ts'
import momentum from '../momentum.ts'
import { rotating, paramsOf } from '../terms.ts'
import { wholeRun, type WholeRun } from '../whole-run.ts'

const MARKETS = 500

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const markets = Array.from({ length: MARKETS }, (_, k) => generateDays(k + 1))
  const data = markets.map((bars, k) => dailySeries(`S${k}`, bars))
  const params = { ...paramsOf(rotating), markets: MARKETS }
  const engine = (): WholeRun => wholeRun(momentum, { data, params, cash: rotating.cash, fees: feeBps(rotating.feeBps) })
  const hand = (): HandMomentumResult => handMomentum(markets, rotating)
  const { timed, noise } = await takeTurns({ engine, hand }, rounds)
  assertSameOutcome(engine().report, hand())
  return [{ id: 'engine.universe.500x1d', ...against(timed.engine, timed.hand, MARKETS * DAYS), noise }]
}

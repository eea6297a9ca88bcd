/** Brackets on three markets and two timeframes: the whole engine against one loop written by hand. */
import { feeBps } from 'lockstep'
import { handBrackets, type HandBracketsResult } from '../alternatives/hand-brackets.ts'
import { generateBars, seriesOf } from '../bars.ts'
import brackets from '../brackets.ts'
import type { Job, Measured } from '../budgets.ts'
import { assertSameOutcome } from '../equal.ts'
import { against, takeTurns } from '../measure.ts'
import { bracketing, paramsOf } from '../terms.ts'
import { wholeRun, type WholeRun } from '../whole-run.ts'

const BARS = 3_000_000
const IDS = ['FIRST', 'SECOND', 'THIRD']

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const markets = IDS.map((_, k) => generateBars({ length: BARS, seed: k + 1 }))
  const data = markets.map((bars, k) => seriesOf(IDS[k]!, bars))
  const params = { ...paramsOf(bracketing), markets: IDS.join(',') }
  const engine = (): WholeRun => wholeRun(brackets, { data, params, cash: bracketing.cash, fees: feeBps(bracketing.feeBps) })
  const hand = (): HandBracketsResult => handBrackets(markets, bracketing)
  const { timed, noise } = await takeTurns({ engine, hand }, rounds)
  assertSameOutcome(engine().report, hand())
  return [{ id: 'engine.brackets.3x3m', ...against(timed.engine, timed.hand, IDS.length * BARS), noise }]
}

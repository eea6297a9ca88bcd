/** The crossing of averages over 10M bars: the whole engine against one loop written by hand. */
import { feeBps } from 'lockstep'
import { handSmaCross, type HandResult } from '../alternatives/hand-sma-cross.ts'
import { generateBars, seriesOf } from '../bars.ts'
import { LARGE_BARS, type Job, type Measured } from '../budgets.ts'
import { assertSameOutcome } from '../equal.ts'
import { against, takeTurns } from '../measure.ts'
import smaCross from '../sma-cross.ts'
import { crossing, paramsOf } from '../terms.ts'
import { wholeRun, type WholeRun } from '../whole-run.ts'

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const bars = generateBars({ length: LARGE_BARS, seed: 1 })
  const data = seriesOf('FUTURE', bars)
  const engine = (): WholeRun =>
    wholeRun(smaCross, { data, params: paramsOf(crossing), cash: crossing.cash, fees: feeBps(crossing.feeBps) })
  const hand = (): HandResult => handSmaCross(bars, crossing)
  const { timed, noise } = await takeTurns({ engine, hand }, rounds)
  assertSameOutcome(engine().report, hand())
  return [{ id: 'engine.sma-cross.10m', ...against(timed.engine, timed.hand, LARGE_BARS), noise }]
}

/** A bar must cost the same however many round trips lie behind it. */
import { feeBps, startBacktest } from 'lockstep'
import { generateBars, seriesOf } from '../bars.ts'
import { LARGE_BARS, type Job, type Measured } from '../budgets.ts'
import { takeTurns } from '../measure.ts'
import smaCross from '../sma-cross.ts'
import { crossing, paramsOf } from '../terms.ts'

const SHORT_BARS = 100_000
/** Short runs in a round, so that a round is long enough for the clock. */
const SHORT_RUNS = 20
const NS_PER_MS = 1e6

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const loopOver = (length: number): (() => void) => {
    const data = seriesOf('FUTURE', generateBars({ length, seed: 1 }))
    return () =>
      void startBacktest(smaCross, { data, params: paramsOf(crossing), cash: crossing.cash, fees: feeBps(crossing.feeBps) }).advance(
        Infinity,
      )
  }
  const long = loopOver(LARGE_BARS)
  const once = loopOver(SHORT_BARS)
  const short = (): void => {
    for (let k = 0; k < SHORT_RUNS; k++) once()
  }
  const { timed, noise } = await takeTurns({ long, short }, rounds)
  const shortBars = SHORT_BARS * SHORT_RUNS
  const { medianMs, coldMs, minMs } = timed.long
  const perBar = (ms: number, bars: number): number => (ms * NS_PER_MS) / bars
  const [value, other] = [perBar(medianMs, LARGE_BARS), perBar(timed.short.medianMs, shortBars)]
  const spread = { cold: perBar(coldMs, LARGE_BARS), min: perBar(minMs, LARGE_BARS) }
  return [{ id: 'trap.per-bar-cost', value, against: other, ratio: value / other, gc: timed.long.gc, ...spread, noise }]
}

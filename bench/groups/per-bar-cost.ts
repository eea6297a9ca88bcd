/** A bar must cost the same however many round trips lie behind it: the last million of a run against its second. */
import { feeBps, startBacktest } from 'lockstep'
import { generateBars, seriesOf } from '../bars.ts'
import { LARGE_BARS, type Job, type Measured } from '../budgets.ts'
import { Collections } from '../collections.ts'
import { clearHeap, median } from '../measure.ts'
import smaCross from '../sma-cross.ts'
import { crossing, paramsOf } from '../terms.ts'

/** Quick averages, so that round trips pile up. */
const busy = { ...crossing, fast: 8, slow: 32 }

/** A run is timed in slices of this many bars. While the first million passes, code is still being compiled. */
const SLICE_BARS = 100_000
const SLICES_A_MILLION = 10
const NS_PER_MS = 1e6

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const data = seriesOf('FUTURE', generateBars({ length: LARGE_BARS, seed: 1 }))
  const collections = new Collections()
  const second: number[] = []
  const last: number[] = []
  let from = 0
  // One run more than is counted: the first is cold.
  for (let round = 0; round <= rounds; round++) {
    const run = startBacktest(smaCross, { data, params: paramsOf(busy), cash: crossing.cash, fees: feeBps(crossing.feeBps) })
    clearHeap()
    from = performance.now()
    const slices = Array.from({ length: LARGE_BARS / SLICE_BARS }, () => timed(() => run.advance(SLICE_BARS)))
    if (round === 0) continue
    second.push(nsPerBar(slices.slice(SLICES_A_MILLION, 2 * SLICES_A_MILLION)))
    last.push(nsPerBar(slices.slice(-SLICES_A_MILLION)))
  }
  const to = performance.now()
  await collections.settle()
  const gc = collections.between(from, to)
  collections.stop()
  const [value, against] = [median(last), median(second)]
  return [{ id: 'trap.per-bar-cost', value, against, ratio: value / against, gc, min: Math.min(...last) }]
}

function timed(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function nsPerBar(slicesMs: readonly number[]): number {
  return (median(slicesMs) * NS_PER_MS) / SLICE_BARS
}

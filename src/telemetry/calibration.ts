/** A fixed calculation that says how fast this machine is now: figures of two days or two machines are compared by their ratio to it. */
import { processorMs } from './processor-time.ts'

const ADDITIONS = 5_000_000

/** Milliseconds of the processor for five million additions that wait for one another, about 5 ms. */
export function calibrate(): number {
  const from = processorMs()
  let sum = 0
  for (let i = 0; i < ADDITIONS; i++) sum += sum > 1 ? -1 : 1e-7 * i
  const to = processorMs()
  // The sum is looked at so that it is worked out.
  return Number.isNaN(sum) ? NaN : to - from
}

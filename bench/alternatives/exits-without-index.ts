/** Every bar that a trade spans read for it, against passing over blocks of bars by their lowest low and highest high: far levels, many trades at once. */
import type { Bars } from 'lockstep'
import type { Contest } from './contest.ts'
import { exitJob, sumOf, tradesOf } from './exit-job.ts'

const STOP = 80
const TARGET = 120

export function contest(bars: Bars): Contest {
  const job = exitJob(bars, STOP, TARGET, { positionsMax: Infinity })
  const plain = { ...job, rules: { ...job.rules, plain: ['skip-index'] as const } }
  return { lost: () => sumOf(tradesOf(plain)), won: () => sumOf(tradesOf(job)), comparedTo: 'the skip index, built on the way' }
}

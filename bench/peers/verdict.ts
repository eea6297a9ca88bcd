/** Which targets were reached and are not any more. */
import type { ContestResult } from './play.ts'

/** Of a target: what hosts vary by. */
const MARGIN = 0.8

/** One line each. A busy machine stretches one clock more than the other, so both must have missed. */
export function missedTargets(results: readonly ContestResult[]): string[] {
  return results.flatMap(({ contest, pairs }) =>
    pairs
      .filter(({ isReached, ratio, ratioCpu, target }) => isReached && Math.max(ratio, ratioCpu) < MARGIN * target)
      .map(
        ({ theirs, ours, ratio, target }) => `${contest.peer} ${theirs}: ${ours} is ${ratio.toFixed(1)} times as fast, was over ${target}`,
      ),
  )
}

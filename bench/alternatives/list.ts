/** Designs that lost, still measured against the one that won: what is said about speed in the design rests on these. */
import type { Result } from '../document.ts'
import { runScript } from '../run-script.ts'

/** Files of this folder, each with a contest of that name. */
export const contestNames = [
  'bars-as-objects',
  'bar-object-each-call',
  'update-each-bar',
  'event-emitter',
  'await-each-bar',
  'exits-without-index',
  'exits-in-lanes',
  'exits-by-simd',
  'exits-generated',
] as const

/** Measures every contest in a process of its own. */
export async function measureAlternatives(rounds: number): Promise<Result[]> {
  const results: Result[] = []
  for (const name of contestNames) {
    const result = await runScript<Result>('alternatives/measure-contest.ts', [name, String(rounds)])
    console.error(`${name}: ${result.ratio.toFixed(1)} × ${result.comparedTo}`)
    results.push(result)
  }
  return results
}

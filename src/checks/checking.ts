/** What every check is given: who plays the runs, what the plain run did, and what its numbers mean. */
import { LockstepError } from '../base/error.ts'
import type { BarSeries } from '../model/bars.ts'
import type { CheckVerdict, Divergence } from '../report/checked.ts'
import type { ParamSpecs } from '../strategy/params.ts'
import type { ParamValue } from '../model/ports.ts'
import type { CheckLimits } from './check-limits.ts'
import { firstDivergence, type Words } from './divergence.ts'
import type { RunOptions } from './run-of.ts'
import type { Played, Player, Touched, Variant } from './variant.ts'

export interface Checking {
  /** Runs in which what a strategy made at load must be made again. */
  readonly player: Player
  /** Runs in this process. */
  readonly local: Player
  /** The plain run, carried out by `player`. */
  readonly plain: Played
  /** The plain run once more. */
  readonly again: () => Promise<Played>
  readonly words: Words
  readonly data: readonly BarSeries[]
  readonly options: RunOptions
  /** Declared parameters, and the values that they have. */
  readonly specs: ParamSpecs
  readonly params: Readonly<Record<string, ParamValue>>
  readonly limits: CheckLimits
}

export type Check = (checking: Checking) => Promise<CheckVerdict>

/** What the first of the runs, in their order, did otherwise than the plain one, and what any of them touched. */
export async function firstDifferent(
  { player, plain, words }: Checking,
  variants: readonly Variant[],
): Promise<{ readonly found: Divergence | null; readonly touched: readonly Touched[] }> {
  // Compared as they end, so that the records of one run at a time are held beside the plain one's.
  const told = await Promise.all(
    variants.map(async (variant) => {
      const { says, appended, until = appended?.counts } = variant
      const run = await player.play(variant)
      return { found: firstDivergence(plain, run, words, { when: says, ...(until !== undefined && { until }) }), touched: run.touched }
    }),
  )
  return { found: told.find(({ found }) => found !== null)?.found ?? null, touched: told.flatMap(({ touched }) => touched) }
}

/** What a plain run stopped with, as it would in a backtest. */
export function throwAgain({ threw }: Played): void {
  if (threw === null) return
  throw new LockstepError(threw.code ?? 'E_STRATEGY_THREW', threw.message, threw.hint === '' ? 'Mend the strategy.' : threw.hint)
}

/** `1 run`, `12 runs` */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`
}

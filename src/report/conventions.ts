/** The tools whose figures can stand beside ours, by name; `lockstep` is ours alone. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { backtestingPy } from './conventions/backtesting-py.ts'
import { conventionFigures, type Convention, type ConventionFacts } from './conventions/convention.ts'
import { empyrical } from './conventions/empyrical.ts'
import { lean } from './conventions/lean.ts'
import { quantstats } from './conventions/quantstats.ts'
import { tradingView } from './conventions/tradingview.ts'
import type { ReportDocument } from './document.ts'

export const conventions: readonly Convention[] = [empyrical, quantstats, backtestingPy, lean, tradingView]

const OURS = 'lockstep'

/** What `--convention` takes. */
export const conventionNames: readonly string[] = [OURS, ...conventions.map(({ name }) => name)]

/** The convention of a name, null for ours. @throws LockstepError E_USAGE for a name that is none */
export function conventionOf(name: string): Convention | null {
  const convention = conventions.find((c) => c.name === name)
  if (convention !== undefined) return convention
  if (name === OURS) return null
  throw new LockstepError(
    'E_USAGE',
    `expected the name of a convention, was "${name}": ${didYouMean(name, conventionNames)}`,
    `Known are ${conventionNames.join(', ')}.`,
  )
}

/** What a document has of another tool; nothing where none is asked for. */
export function conventionSection(
  name: string | undefined,
  facts: ConventionFacts,
): Pick<ReportDocument, 'convention' | 'conventionFigures'> {
  const convention = conventionOf(name ?? OURS)
  return convention === null ? {} : { convention: convention.name, conventionFigures: conventionFigures(convention, facts) }
}

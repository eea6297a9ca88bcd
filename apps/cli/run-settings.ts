/** Flags of a run as the plain data that a journal keeps. */
import { readFileSync } from 'node:fs'
import { LockstepError, timestamp, type BarSeries, type RunConfig, type Strategy } from 'lockstep'
import { readAssumptions } from './commands/account-flags.ts'
import { readCosts } from './commands/cost-flags.ts'
import type { RunFlags } from './commands/run-flags.ts'
import { UsageFault } from './failure.ts'
import { readCount, readNumber, readPairs, readRange } from './read-flag.ts'
import type { Screen } from './screen.ts'

/** Everything of a run but the strategy and its parameters. @throws UsageFault naming the flag */
export function readSettings(flags: RunFlags): Omit<RunConfig, 'strategy' | 'params'> {
  const range = flags.range === undefined ? { from: null, to: null } : readRange(flags.range)
  if (flags.range !== undefined && (flags.from !== undefined || flags.to !== undefined)) {
    throw new UsageFault('expected either --range or --from and --to, was both', 'Leave one of them out.')
  }
  return {
    cash: readNumber('--cash', flags.cash),
    costs: readCosts(flags),
    limits: {
      ...(flags.leverage !== undefined && { leverageMax: readNumber('--leverage', flags.leverage) }),
      ...(flags.maxPosition !== undefined && { positionQtyMax: readNumber('--max-position', flags.maxPosition) }),
      ...(!flags.short && { allowShort: false }),
    },
    ...readAssumptions(flags),
    from: flags.from === undefined ? range.from : timestamp(flags.from),
    to: flags.to === undefined ? range.to : timestamp(flags.to),
    seed: readCount('--seed', flags.seed),
  }
}

/** What --params and --param give; the latter goes first. */
export function readParams(flags: { readonly param?: readonly string[]; readonly params?: string }): RunConfig['params'] {
  const file = flags.params === undefined ? {} : readParamFile(flags.params)
  return { ...file, ...readPairs('--param', flags.param ?? []) }
}

/** Gives market parameters that name no data of the run its only instrument, and says so. */
export function bindMarkets(
  strategy: Strategy,
  given: RunConfig['params'],
  series: readonly BarSeries[],
  screen: Screen,
): RunConfig['params'] {
  const ids = [...new Set(series.map((s) => s.instrument.id))]
  const [only] = ids
  if (only === undefined || ids.length > 1) return given
  const open = Object.entries(strategy.params).filter(
    ([name, { kind, initial }]) => kind === 'instrument' && given[name] === undefined && initial !== only,
  )
  if (open.length > 0) screen.note('market', `${only} for ${open.map(([name]) => name).join(', ')}: it is the only one in the data`)
  return { ...given, ...Object.fromEntries(open.map(([name]) => [name, only])) }
}

function readParamFile(path: string): RunConfig['params'] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new LockstepError(
      'E_USAGE',
      `expected a JSON file of parameters at ${path}, the system refused it (${(cause as NodeJS.ErrnoException).code})`,
      'Name a file that exists.',
      cause,
    )
  }
  const values = parse(text)
  const wrong = Object.entries(values ?? {}).find(([, value]) => !['number', 'string', 'boolean'].includes(typeof value))
  if (values === undefined || wrong !== undefined) {
    throw new UsageFault(
      `expected ${path} to be a JSON object of numbers, texts and booleans${wrong === undefined ? '' : `, ${wrong[0]} is neither`}`,
      'For example { "fast": 12, "slow": 40 }.',
    )
  }
  return values as RunConfig['params']
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

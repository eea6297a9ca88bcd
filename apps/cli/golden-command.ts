/** The flags of a recorded run as its golden file keeps them: files by where they lie from it, so that both may be moved together. */
import { dirname, relative, resolve, sep } from 'node:path'
import type { GoldenCommand } from 'lockstep'
import { isFile, namesOf } from './bar-source.ts'
import type { GoldenFlags } from './commands/golden.ts'

/** Flags that are about the golden file, the screen or the memory and not about what the run does. */
const APART: ReadonlySet<string> = new Set(['golden', 'tolerance', 'full', 'replace', 'progress', 'stream'])
const LEAN = 'lean:'

/** What is kept, in the order of names and not of typing. @param given the flags that were given, defaults left out */
export function keptCommand(given: Partial<GoldenFlags>, goldenPath: string): GoldenCommand {
  const from = dirname(resolve(goldenPath))
  const kept = Object.entries(given)
    .filter(([name]) => !APART.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return moved(Object.fromEntries(kept), (path) => relative(from, resolve(path)).split(sep).join('/'))
}

/** The flags of a run as recorded; those that are given now go first, of parameters each by itself. */
export function flagsAgain(
  command: GoldenCommand,
  goldenPath: string,
  { defaults, given }: Pick<GoldenRequest, 'defaults' | 'given'>,
): GoldenFlags {
  const from = dirname(resolve(goldenPath))
  const here = moved(command, (path) => relative('', resolve(from, path)) || '.')
  const param = [...((command['param'] ?? []) as readonly string[]), ...(given.param ?? [])]
  return { ...defaults, ...here, ...given, ...(param.length > 0 && { param }) }
}

/** The flags of a run as recorded, whatever is given now of what the run does. */
export function flagsRecorded(command: GoldenCommand, goldenPath: string, { defaults, given }: GoldenRequest): GoldenFlags {
  const apart = Object.fromEntries(Object.entries(given).filter(([name]) => APART.has(name)))
  return flagsAgain(command, goldenPath, { defaults, given: apart })
}

/** A strategy, all flags, those that were given, and all as they are when none is. */
export interface GoldenRequest {
  readonly strategy: string
  readonly flags: GoldenFlags
  readonly given: Partial<GoldenFlags>
  readonly defaults: GoldenFlags
}

function moved(command: GoldenCommand, place: (path: string) => string): GoldenCommand {
  const placed = (name: string): string =>
    name.startsWith(LEAN) ? `${LEAN}${place(name.slice(LEAN.length))}` : isFile(name) ? place(name) : name
  const entries = Object.entries(command).map(([name, value]): [string, GoldenCommand[string]] => {
    if (name === 'data' || name === 'detail') return [name, namesOf(value as readonly string[]).map(placed)]
    return [name, name === 'params' || name === 'catalog' ? place(String(value)) : value]
  })
  return Object.fromEntries(entries)
}

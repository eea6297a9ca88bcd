/** The flags of a recorded run as its golden file keeps them: files by where they lie from it, so that both may be moved together. */
import { dirname, relative, resolve, sep } from 'node:path'
import type { GoldenCommand } from 'lockstep'
import { isFile, namesOf } from './bar-source.ts'
import type { GoldenFlags } from './commands/golden.ts'

/** Flags that are about the golden file or the screen and not about the run. */
const APART: ReadonlySet<string> = new Set(['golden', 'tolerance', 'full', 'replace', 'progress'])
const LEAN = 'lean:'

/** What is kept. @param given the flags that were given, defaults left out */
export function keptCommand(given: Partial<GoldenFlags>, goldenPath: string): GoldenCommand {
  const from = dirname(resolve(goldenPath))
  const kept = Object.entries(given).filter(([name]) => !APART.has(name))
  return moved(Object.fromEntries(kept), (path) => relative(from, resolve(path)).split(sep).join('/'))
}

/** The flags of a run as recorded; those that are given now go first. */
export function flagsAgain(command: GoldenCommand, goldenPath: string, { flags, given }: GoldenRequest): GoldenFlags {
  const from = dirname(resolve(goldenPath))
  const here = moved(command, (path) => relative('', resolve(from, path)) || '.')
  return { ...flags, ...here, ...given }
}

/** A strategy, every flag with its default, and those that were given. */
export interface GoldenRequest {
  readonly strategy: string
  readonly flags: GoldenFlags
  readonly given: Partial<GoldenFlags>
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

/** What a LEAN data folder holds, told from the names of its files. */
import { join } from 'node:path'
import { LockstepError } from '../../base/error.ts'
import { leanResolutions, leanTypes, type LeanResolution, type LeanType, type PrintKind } from './lean-request.ts'
import { dayDate, namesIn, parseDay } from './small-file.ts'

/** One symbol at one resolution. */
export interface LeanListing {
  readonly type: LeanType
  readonly market: string
  readonly resolution: LeanResolution
  /** The ticker that its files are named after. */
  readonly symbol: string
  readonly kinds: readonly PrintKind[]
  /** First and last date of its files; null where one file holds all dates. */
  readonly from: string | null
  readonly to: string | null
}

const SYMBOLS_MAX = 100_000

export async function listFolder(root: string): Promise<LeanListing[]> {
  const all: LeanListing[] = []
  for (const type of Object.keys(leanTypes) as LeanType[]) {
    for (const market of (await namesIn(join(root, type))) ?? []) {
      for (const resolution of Object.keys(leanResolutions) as LeanResolution[]) {
        const folder = join(root, type, market, resolution)
        const names = (await namesIn(folder)) ?? []
        const found = resolution === 'hour' || resolution === 'daily' ? wholeFiles(type, names) : await dateFiles(folder, names)
        for (const entry of found) all.push({ type, market, resolution, ...entry })
        if (all.length > SYMBOLS_MAX)
          throw new LockstepError(
            'E_LIMIT',
            `expected at most ${SYMBOLS_MAX} symbols in ${root}, there are more`,
            'Name the symbol instead.',
          )
      }
    }
  }
  return all
}

type Found = Pick<LeanListing, 'symbol' | 'kinds' | 'from' | 'to'>

function wholeFiles(type: LeanType, names: readonly string[]): Found[] {
  const kinds = new Map<string, PrintKind[]>()
  const { kindInName, kinds: own } = leanTypes[type]
  for (const name of names) {
    const m = (kindInName ? /^([\w.-]+)_(trade|quote)\.zip$/ : /^([\w.-]+)\.zip$/).exec(name)
    if (m === null) continue
    const symbol = m[1]!.toUpperCase()
    kinds.set(symbol, [...(kinds.get(symbol) ?? []), (m[2] as PrintKind | undefined) ?? own[0]])
  }
  return [...kinds].map(([symbol, of]) => ({ symbol, kinds: of, from: null, to: null }))
}

async function dateFiles(folder: string, symbols: readonly string[]): Promise<Found[]> {
  const found: Found[] = []
  for (const symbol of symbols) {
    const files = ((await namesIn(join(folder, symbol))) ?? [])
      .map((name) => /^(\d{8})_(trade|quote)\.zip$/.exec(name))
      .filter((m) => m !== null && !Number.isNaN(parseDay(m[1]!)))
    const first = files[0]
    const last = files.at(-1)
    if (first === undefined || first === null || last === undefined || last === null) continue
    found.push({
      symbol: symbol.toUpperCase(),
      kinds: [...new Set(files.map((m) => m![2] as PrintKind))],
      from: dayDate(parseDay(first[1]!)),
      to: dayDate(parseDay(last[1]!)),
    })
  }
  return found
}

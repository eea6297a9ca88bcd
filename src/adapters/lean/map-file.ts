/** Map files: which ticker a company's shares traded under, by date, from their first to their last day. */
import { join } from 'node:path'
import { LockstepError } from '../../base/error.ts'
import { namesIn, parseDay, readTextIfThere } from './small-file.ts'

/** Rows of a map file; each ticker holds up to and including its day, days counted from 1970. */
export interface MapFile {
  /** The name that stays through renames: the file's own. */
  readonly name: string
  /** First day of trading. */
  readonly first: number
  /** Last day of trading; Infinity while listed. */
  readonly last: number
  readonly rows: readonly { readonly day: number; readonly ticker: string }[]
}

/** A ticker and the days it holds for, both included. */
export interface TickerSpan {
  readonly ticker: string
  readonly from: number
  readonly to: number
}

/** LEAN writes the end of time as 2050-12-31. */
const FOREVER = parseDay('20501231')
/** Files that a search for a former ticker reads. */
const FILES_MAX = 100_000

/**
 * The map file that a ticker leads to: of all rows that name it, the latest one's. So `FOXA` leads to the company that had this
 * ticker last. Null when no file names it: then the ticker is taken as it is, at all times.
 * @throws LockstepError E_DATA_FORMAT, E_LIMIT
 */
export async function findMapFile(folder: string, ticker: string): Promise<MapFile | null> {
  const wanted = ticker.toLowerCase()
  const own = await readMapFile(folder, wanted)
  if (own?.rows.at(-1)?.ticker === wanted && own.last === Infinity) return own
  const names = (await namesIn(folder)) ?? []
  if (names.length > FILES_MAX)
    throw new LockstepError(
      'E_LIMIT',
      `expected at most ${FILES_MAX} files in ${folder}, there are ${names.length}`,
      'Keep only those of your symbols.',
    )
  let found: MapFile | null = null
  let latest = -Infinity
  for (const name of names) {
    if (!name.endsWith('.csv')) continue
    const file = await readMapFile(folder, name.slice(0, -'.csv'.length))
    const day = file?.rows.findLast((row) => row.ticker === wanted)?.day ?? -Infinity
    if (day > latest) {
      found = file
      latest = day
    }
  }
  return found ?? own
}

/** The tickers of a span of days, in order; nothing outside the days of trading. Without a map file, the ticker itself. */
export function tickerSpans(map: MapFile | null, ticker: string, from: number, to: number): TickerSpan[] {
  if (map === null) return [{ ticker: ticker.toLowerCase(), from, to }]
  const spans: TickerSpan[] = []
  let start = map.first
  for (const { day, ticker: name } of map.rows) {
    const last = spans.at(-1)
    const span = { ticker: name, from: Math.max(start, from), to: Math.min(day === FOREVER ? Infinity : day, to) }
    if (span.from <= span.to) {
      if (last?.ticker === name && last.to + 1 === span.from) spans[spans.length - 1] = { ...last, to: span.to }
      else spans.push(span)
    }
    start = Math.max(start, day + 1)
  }
  return spans
}

async function readMapFile(folder: string, name: string): Promise<MapFile | null> {
  const path = join(folder, `${name}.csv`)
  const text = await readTextIfThere(path)
  if (text === null) return null
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line, k) => {
      const [date = '', ticker = ''] = line.split(',')
      const day = parseDay(date)
      if (Number.isNaN(day) || !/^[\w.-]+$/.test(ticker.trim()))
        throw new LockstepError(
          'E_DATA_FORMAT',
          `expected date and ticker in line ${k + 1} of ${path}, it says ${JSON.stringify(line.slice(0, 80))}`,
          'Take the file from LEAN again.',
        )
      return { day, ticker: ticker.trim().toLowerCase() }
    })
    .toSorted((a, b) => a.day - b.day)
  const first = rows[0]
  const last = rows.at(-1)
  if (first === undefined || last === undefined) return null
  return { name, first: first.day, last: last.day === FOREVER ? Infinity : last.day, rows }
}

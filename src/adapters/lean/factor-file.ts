/** Factor files: what splits and dividends do to prices, as factors that hold up to and including a day. */
import { LockstepError } from '../../base/error.ts'
import { parseDay, readTextIfThere } from './small-file.ts'

export interface FactorRow {
  /** The last day that the factors apply to, counted from 1970: the trading day before an ex-date. */
  readonly day: number
  /** What later dividends make of a price of that day. */
  readonly price: number
  /** What later splits make of a price of that day. */
  readonly split: number
  /** The raw close of that day; 0 where unknown. */
  readonly reference: number
}

/** Days ascending; empty when there is no file. @throws LockstepError E_DATA_FORMAT */
export async function readFactorFile(path: string): Promise<readonly FactorRow[]> {
  const text = await readTextIfThere(path)
  if (text === null) return []
  return text
    .split(/\r?\n/)
    .map((line, k) => ({ line, number: k + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => parseRow(line, number, path))
    .filter((row) => row !== null)
    .toSorted((a, b) => a.day - b.day)
}

/** The row that holds on a day: the first whose day is not before it; the last of all after that. Null for no rows. */
export function factorsOn(rows: readonly FactorRow[], day: number): FactorRow | null {
  return rows.find((row) => row.day >= day) ?? rows.at(-1) ?? null
}

function parseRow(line: string, number: number, path: string): FactorRow | null {
  const [date = '', ...rest] = line.split(',')
  const [price = NaN, split = NaN, reference = 0] = rest.map(Number)
  const day = parseDay(date)
  // LEAN marks the days before its factors by infinite ones: there is nothing to adjust by.
  if (!Number.isNaN(day) && (price === Infinity || split === Infinity || /inf/i.test(line))) return null
  if (!Number.isNaN(day) && price > 0 && split > 0 && reference >= 0) return { day, price, split, reference }
  throw new LockstepError(
    'E_DATA_FORMAT',
    `expected date, price factor, split factor and reference price in line ${number} of ${path}, it says ${JSON.stringify(line.slice(0, 80))}`,
    'Take the file from LEAN again.',
  )
}

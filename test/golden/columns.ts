/** Reads columns and compares figures; shared by the golden and the conformance tests. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export type Columns = ReadonlyMap<string, Float64Array>

/** The numeric columns of a CSV file (or .csv.gz) by lower-case name; an empty cell and a text are NaN. */
export function readColumns(path: string | URL): Columns {
  const bytes = readFileSync(path)
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')
  const [header = '', ...lines] = text.trim().split('\n')
  const table = lines.map((line) => line.split(','))
  const number = (cell: string | undefined): number => (cell === undefined || cell === '' ? NaN : Number(cell))
  return new Map(header.split(',').map((name, k) => [name.toLowerCase(), Float64Array.from(table, (cells) => number(cells[k]))]))
}

/** The largest |a - b| / |b|; Infinity where just one of the two has a value. */
export function worstRelative(actual: Float64Array, expected: Float64Array): number {
  let worst = 0
  for (const [i, b] of expected.entries()) {
    const a = actual[i]!
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue
    const off = Math.abs((a - b) / b)
    worst = Number.isNaN(off) ? Infinity : Math.max(worst, off)
  }
  return worst
}

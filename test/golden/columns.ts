/** Runs an indicator over bars by name and compares figures; shared by the golden and the conformance tests. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { indicatorList } from '../../src/indicators/catalogue.ts'

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

/** Every output of the indicator over the whole of `bars`, by lower-case name; a line is taken from the close. */
export function outputsOf(name: string, parameters: Readonly<Record<string, number>>, bars: Columns): { outputs: Columns; warmup: number } {
  const indicator = indicatorList.find((entry) => entry.name === name)!.make(parameters)
  const sources = indicator.inputs.map((input) => bars.get(input === 'value' ? 'close' : input)!)
  const targets = indicator.outputs.map(() => new Float64Array(sources[0]!.length))
  indicator.fill(sources, 0, targets, 0, sources[0]!.length)
  return { outputs: new Map(indicator.outputs.map((output, k) => [output.toLowerCase(), targets[k]!])), warmup: indicator.warmup }
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

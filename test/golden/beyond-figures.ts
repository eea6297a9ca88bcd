/**
 * The figures of the indicators that TA-Lib has not, at a few rows of the bundled bars. They are recorded, when each equals
 * LEAN's vectors or its definition, by `node --conditions=source test/golden/beyond-figures.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { indicatorList } from '../../src/indicators/catalogue.ts'
import type { IndicatorEntry } from '../../src/indicators/entry.ts'
import { readColumns } from './columns.ts'

/** Each output at the rows, null where it has no value. */
export type Figures = Readonly<Record<string, readonly (number | null)[]>>

const ROWS = [400, 1200, -1] as const
const data = new URL('../../data/sp500.csv', import.meta.url)
const record = new URL('beyond-sp500.json', import.meta.url)
const bars = readColumns(data)
const times = Float64Array.from(readFileSync(data, 'utf8').trim().split('\n').slice(1), (line) => Date.parse(line.slice(0, 10)))

export const beyond: readonly IndicatorEntry[] = indicatorList.filter(({ talib, repaints }) => talib === undefined && repaints !== true)

export function recordedFigures(): Readonly<Record<string, Figures>> {
  return JSON.parse(readFileSync(record, 'utf8')) as Record<string, Figures>
}

/** The parameters that must be given are 10. */
export function figuresOf(entry: IndicatorEntry): Figures {
  const indicator = entry.make(Object.fromEntries(entry.parameters.map(({ name, default: value }) => [name, value ?? 10])))
  const sources = indicator.inputs.map((input) => (input === 'time' ? times : bars.get(input === 'value' ? 'close' : input)!))
  const targets = indicator.outputs.map(() => new Float64Array(times.length))
  indicator.fill(sources, 0, targets, 0, times.length)
  const numberOrNull = (x: number): number | null => (Number.isNaN(x) ? null : x)
  return Object.fromEntries(indicator.outputs.map((output, k) => [output, ROWS.map((row) => numberOrNull(targets[k]!.at(row)!))]))
}

if (import.meta.main) {
  const lines = beyond.map((entry) => `  ${JSON.stringify(entry.name)}: ${JSON.stringify(figuresOf(entry))}`)
  writeFileSync(record, `{\n${lines.join(',\n')}\n}\n`)
}

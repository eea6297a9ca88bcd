/** What other engines published or gave when they were run: files of the reference folder, and how to get them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { barSeries, readBarFile, type BarSeries, type InstrumentSpec } from '../../../src/index.ts'

const folder = process.env['LOCKSTEP_REFERENCE'] ?? ''

/** Whether a path of the reference folder is there; if not, says once what is not compared, and where that path comes from. */
export function hasReference(path: string, what: string, from: string): boolean {
  const present = folder !== '' && existsSync(join(folder, path))
  if (!present) console.log(`${what} not compared: set LOCKSTEP_REFERENCE to a folder with ${path} (${from})`)
  return present
}

/** A test that counts as skipped, so that a run that was to compare everything sees that it did not. */
export function notCompared(what: string): void {
  test.runIf(false)(what, () => expect.unreachable())
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'))
}

/** Rows of a CSV file, zipped or not, as its header names their fields. */
export function readRows(path: string): Readonly<Record<string, string>>[] {
  const bytes = readFileSync(join(folder, path))
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const [header = '', ...lines] = text.trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, k) => [names[k]!, cell])))
}

export async function readSeries(path: string, spec: Partial<InstrumentSpec>): Promise<BarSeries> {
  return barSeries(await readBarFile(join(folder, path)), spec)
}

/** Whether a number is what was printed, at the digits that were. */
export function prints(text: string): (value: number | undefined) => boolean {
  const decimals = text.split('.')[1]?.length ?? 0
  return (value = NaN) => Math.abs(value - Number(text)) <= 0.5 * 10 ** -decimals + 1e-9
}

/** Rows [first, end) of a series. */
export function rowsOf(series: BarSeries, first: number, end: number = series.bars.length): BarSeries {
  const { time, open, high, low, close, volume } = series.bars
  const cut = (column: Float64Array): Float64Array => column.subarray(first, end)
  const bars = { time: cut(time), open: cut(open), high: cut(high), low: cut(low), close: cut(close), volume: cut(volume) }
  return { ...series, bars: { ...bars, length: end - first } }
}

/** Bars as files of doubles, one a column, which every language reads in one call. */
import { closeSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allocateBars, type Bars } from 'lockstep'

const names = ['time', 'open', 'high', 'low', 'close', 'volume'] as const

export function writeColumns(folder: string, bars: Bars): void {
  mkdirSync(folder, { recursive: true })
  for (const name of names) writeFileSync(fileOf(folder, name), bytesOf(bars[name]))
}

/** The first `rows` of them. */
export function readColumns(folder: string, rows: number): Bars {
  const bars = allocateBars(rows)
  for (const name of names) {
    const file = openSync(fileOf(folder, name), 'r')
    const read = readSync(file, bytesOf(bars[name]))
    closeSync(file)
    if (read !== rows * Float64Array.BYTES_PER_ELEMENT) throw new Error(`expected ${rows} rows of ${name}, were ${read} bytes`)
  }
  return bars
}

function fileOf(folder: string, name: string): string {
  return join(folder, `${name}.f64`)
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}

/** LEAN's test vectors as tables of cells, and an indicator of ours held against one of their columns. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { indicatorList } from '../../src/indicators/catalogue.ts'
import type { Given } from '../../src/indicators/entry.ts'

export interface Vector {
  readonly file: string
  readonly entry: string
  readonly given?: Given
  /** Our output by their column. */
  readonly columns: Readonly<Record<string, string>>
  /** Rows of one symbol, where a file has several. */
  readonly where?: Readonly<Record<string, string>>
  /** Inputs that are made of the file's columns; the others are the columns of their names, and a line is the close. */
  readonly inputs?: Readonly<Record<string, (bars: LeanTable) => Float64Array>>
  /** What they print for our number, where they print something else. */
  readonly printed?: (value: number, row: number, ours: ReadonlyMap<string, Float64Array>) => number
  /** The first and the last row compared, from 0; else from the first in which both have a value to the end. */
  readonly from?: number
  readonly until?: number
  /** How far apart two may be, relative, where the file's own inputs are rounded; else 1e-9 or half of the last digit printed. */
  readonly relative?: number
  readonly absolute?: number
  /** LEAN takes the first bar's high - low for its true range. A bar before it, all at its close, makes ours do so too. */
  readonly barBefore?: true
  /** Where its convention is another one than ours, and why the figures are compared as they are. */
  readonly differs?: string
}

export interface LeanTable {
  readonly rowCount: number
  cells(name: string): readonly string[]
  numbers(name: string): Float64Array
  /** The rows of another symbol. */
  of(where: Readonly<Record<string, string>>): LeanTable
}

export function readLean(folder: string, file: string, where: Readonly<Record<string, string>> = {}): LeanTable {
  const text = readFileSync(join(folder, file), 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('"', '')
    .replaceAll('\r', '')
  const [header = '', ...lines] = text.trim().split('\n')
  const names = header.split(',').map((name) => name.trim().toLowerCase())
  const column = (name: string): number => {
    const at = names.indexOf(name.toLowerCase())
    if (at < 0) throw new Error(`${file} has no column ${name}, it has ${names.join(', ')}`)
    return at
  }
  const table = lines
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter((cells) => Object.entries(where).every(([name, value]) => cells[column(name)] === value))
  const cells = (name: string): readonly string[] => table.map((row) => row[column(name)] ?? '')
  const times = (): Float64Array => Float64Array.from(cells(names.find((name) => name === 'date' || name === 'time') ?? 'date'), timeOf)
  return {
    of: (other) => readLean(folder, file, other),
    rowCount: table.length,
    cells,
    numbers: (name) => (name === 'time' ? times() : Float64Array.from(cells(name), (cell) => (cell === '' ? NaN : Number(cell)))),
  }
}

/** Dates come as 20210405, 1/2/2013 12:00:00 AM, 2021-04-05T13:30:00Z and the like; those without a zone count as UTC. */
function timeOf(cell: string): number {
  const date = cell.replace(/^(\d{4})(\d\d)(\d\d)\b/, '$1-$2-$3')
  return Date.parse(date.endsWith('Z') ? date : `${date} UTC`)
}

/** Every column of a vector: how many rows were compared, and the worst miss in terms of what is allowed. */
export function compared(
  folder: string,
  vector: Vector,
): { readonly column: string; readonly rows: number; readonly worst: number; readonly at: string }[] {
  const bars = readLean(folder, vector.file, vector.where)
  const ours = outputsOf(vector, bars)
  return Object.entries(vector.columns).map(([column, output]) => {
    const cells = bars.cells(column)
    const values = ours.get(output)!
    const printed = (row: number): number => vector.printed?.(values[row]!, row, ours) ?? values[row]!
    const has = (row: number): boolean => cells[row] !== '' && cells[row] !== 'NaN' && !Number.isNaN(printed(row))
    const first = vector.from ?? cells.findIndex((_, row) => has(row) && Number(cells[row]) !== 0)
    let [rows, worst, at] = [0, 0, '']
    for (let row = first; row < Math.min(bars.rowCount, vector.until ?? Infinity); row++) {
      if (!has(row)) continue
      rows++
      const miss = Math.abs(printed(row) - Number(cells[row])) / allowed(vector, cells[row]!)
      if (!(miss <= worst)) [worst, at] = [miss, `row ${row}: ${printed(row)}, theirs ${cells[row]}`]
    }
    return { column, rows, worst, at }
  })
}

function outputsOf({ entry: name, given = {}, inputs = {}, barBefore }: Vector, bars: LeanTable): Map<string, Float64Array> {
  const indicator = indicatorList.find((entry) => entry.name === name)!.make(given)
  const close = barBefore === true ? bars.numbers('close')[0]! : NaN
  const columns = indicator.inputs.map((input) => inputs[input]?.(bars) ?? bars.numbers(input === 'value' ? 'close' : input))
  const sources = barBefore === true ? columns.map((column) => Float64Array.of(close, ...column)) : columns
  const targets = indicator.outputs.map(() => new Float64Array(sources[0]!.length))
  indicator.fill(sources, 0, targets, 0, sources[0]!.length)
  return new Map(indicator.outputs.map((output, k) => [output, barBefore === true ? targets[k]!.slice(1) : targets[k]!]))
}

/** Half a unit of the last digit printed and a little, or the vector's own allowance. */
function allowed({ relative = 1e-9, absolute = 1e-11 }: Vector, cell: string): number {
  const [digits = '', exponent = '0'] = cell.toLowerCase().split('e')
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0
  const isExact = decimals >= 12
  const unit = isExact ? 0 : 10 ** (Number(exponent) - decimals)
  return Math.max(0.501 * unit, relative * Math.abs(Number(cell)), absolute)
}

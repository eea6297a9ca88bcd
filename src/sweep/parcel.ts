/** What all trials of a sweep have in common, as objects: columns of bars, the strategy's files, and one that names them and the settings. */
import { readFileSync, realpathSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import { sha256Of } from '../adapters/queue/object-store.ts'
import { LockstepError } from '../base/error.ts'
import type { CalendarSource } from '../calendar/calendar.ts'
import { BAR_COLUMNS, type Bars, type BarSeries, type Quotes } from '../model/bars.ts'
import type { StrategyModule } from './serve-trials.ts'
import type { SweepSettings, TrialSetting } from './trial-run.ts'

export interface Parcel {
  readonly settings: SweepSettings
  readonly series: readonly PackedSeries[]
  readonly detail: readonly PackedSeries[]
  readonly calendars: readonly CalendarSource[]
  /** The strategy's files; paths are below one folder, with slashes. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[]
  /** Path of the file that exports the strategy. */
  readonly entry: string
  readonly export?: string
}

/** A series whose columns are names of objects. */
export interface PackedSeries {
  readonly rest: Omit<BarSeries, 'bars' | 'closes' | 'repeated' | 'quotes' | 'stream'>
  readonly length: number
  readonly columns: Readonly<Record<string, string>>
}

/** Objects by their names; a column is its memory and no copy. */
export type Objects = ReadonlyMap<string, Uint8Array>

const QUOTE_COLUMNS = ['bidOpen', 'bidHigh', 'bidLow', 'bidClose', 'askOpen', 'askHigh', 'askLow', 'askClose'] as const

/** The objects of a sweep, and which of them is its parcel. @throws LockstepError E_STRATEGY_FILE */
export function packParcel(
  { series, detail, calendars, settings }: TrialSetting,
  module: StrategyModule,
  files: readonly string[],
): { readonly parcel: string; readonly objects: Objects } {
  const objects = new Map<string, Uint8Array>()
  const keep = (bytes: Uint8Array): string => {
    const sha256 = sha256Of(bytes)
    objects.set(sha256, bytes)
    return sha256
  }
  // A file that is reached by a link imports what lies beside the file itself.
  const entry = realPathOf(fileURLToPath(module.url))
  const paths = [...new Set([entry, ...files.map(realPathOf)])].sort()
  const folder = folderOf(paths)
  const below = (path: string): string => relative(folder, path).split(sep).join('/')
  const parcel: Parcel = {
    settings,
    series: series.map((one) => packSeries(one, keep)),
    detail: detail.map((one) => packSeries(one, keep)),
    calendars,
    files: paths.map((path) => ({ path: below(path), sha256: keep(readSource(path)) })),
    entry: below(entry),
    ...(module.export !== undefined && { export: module.export }),
  }
  return { parcel: keep(serialize(parcel)), objects }
}

/** @throws LockstepError E_DATA_CORRUPT for bytes that are none */
export function readParcel(bytes: Uint8Array): Parcel {
  try {
    return deserialize(bytes) as Parcel
  } catch (cause) {
    const hint = 'Use the same version of Node on every machine.'
    throw new LockstepError(
      'E_DATA_CORRUPT',
      `expected the parcel of a sweep, it cannot be read (${(cause as Error).message})`,
      hint,
      cause,
    )
  }
}

/** The series again, with its columns in memory that threads share. */
export async function unpackSeries(
  { rest, length, columns }: PackedSeries,
  fetch: (sha256: string) => Promise<Uint8Array>,
): Promise<BarSeries> {
  const memory = new Map<string, SharedArrayBuffer>()
  for (const [name, sha256] of Object.entries(columns)) memory.set(name, inSharedMemory(await fetch(sha256)))
  const doubles = (name: string): Float64Array => new Float64Array(memory.get(name)!)
  return {
    ...rest,
    bars: { ...Object.fromEntries(BAR_COLUMNS.map((name) => [name, doubles(name)])), length } as Bars,
    ...(memory.has('closes') && { closes: doubles('closes') }),
    ...(memory.has('repeated') && { repeated: new Uint8Array(memory.get('repeated')!) }),
    ...(memory.has('bidOpen') && {
      quotes: Object.fromEntries(QUOTE_COLUMNS.map((name) => [name, doubles(name)])) as unknown as Quotes,
    }),
  }
}

/** The bytes of doubles as they lie in memory: every machine that Node runs on is little-endian. */
export function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function packSeries(series: BarSeries, keep: (bytes: Uint8Array) => string): PackedSeries {
  const { bars, closes, repeated, quotes, stream: _, ...rest } = series
  const { length } = bars
  const named = (name: string, column: Float64Array | Uint8Array | undefined): [string, string][] =>
    column === undefined ? [] : [[name, keep(bytesOf(column.subarray(0, length)))]]
  const columns = [
    ...BAR_COLUMNS.flatMap((name) => named(name, bars[name])),
    ...named('closes', closes),
    ...named('repeated', repeated),
    ...QUOTE_COLUMNS.flatMap((name) => named(name, quotes?.[name])),
  ]
  return { rest, length, columns: Object.fromEntries(columns) }
}

/** The innermost folder that holds all files. */
function folderOf(paths: readonly string[]): string {
  let folder = dirname(paths[0]!)
  while (!paths.every((path) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) && dirname(folder) !== folder) {
    folder = dirname(folder)
  }
  return folder
}

function realPathOf(path: string): string {
  return reading(path, () => realpathSync(path))
}

function readSource(path: string): Uint8Array {
  return reading(path, () => readFileSync(path))
}

function reading<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new LockstepError('E_STRATEGY_FILE', `expected to read ${path}, the system refused it (${code})`, 'Check the file.', cause)
  }
}

/** A copy that threads share. */
export function inSharedMemory(bytes: Uint8Array): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(bytes.byteLength)
  new Uint8Array(memory).set(bytes)
  return memory
}

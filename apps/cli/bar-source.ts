/** Bars for a run, from files or the catalog, with what was made of them said on stderr. */
import { existsSync } from 'node:fs'
import {
  BAR_BYTES,
  barSeries,
  Catalog,
  formatMoment,
  instrumentIdOf,
  LockstepError,
  lotSize,
  readBarFile,
  spanOf,
  tickSize,
  type BarFile,
  type BarSeries,
  type InstrumentSpec,
} from 'lockstep'
import { barFileOptions, instrumentSpec, type BarFlags } from './commands/bar-flags.ts'
import { UsageFault } from './failure.ts'
import type { Interrupt } from './interrupt.ts'
import { leanFolderOf, readLean, type LeanSourceFlags } from './lean-source.ts'
import { grouped, type Progress } from './progress.ts'
import type { Screen } from './screen.ts'

export interface BarSourceFlags extends LeanSourceFlags {
  readonly data?: readonly string[]
  readonly catalog?: string
}

/** Which series of the catalog are read from the disk while the run goes on: none, those too large for memory, or all that are named. */
export type Streaming = 'none' | 'large' | 'all'

/** A larger share of the memory that is free is not loaded when it can be streamed. */
const FREE_SHARE_MAX = 0.5

/** The files that series were read from, for whoever must find their rows in them. */
export const fileOfSeries: WeakMap<BarSeries, BarFile> = new WeakMap<BarSeries, BarFile>()

export interface BarSourceUse {
  readonly screen: Screen
  readonly progress: Progress
  readonly interrupt: Interrupt
  /** `none` unless given. */
  readonly streaming?: Streaming
}

/** Every series that --data names, in order. @throws UsageFault, LockstepError E_DATA_*, E_ABORTED */
export async function readSeries(flags: BarSourceFlags, use: BarSourceUse): Promise<BarSeries[]> {
  const names = namesOf(flags.data)
  if (names.length === 0)
    throw new UsageFault('expected bars to run on, --data is not given', 'Add --data FILE, or the id of an instrument in the catalog.')
  const folder = names.map(leanFolderOf).find((path) => path !== null)
  const file = folder === undefined ? names.find(isFile) : `lean:${folder}`
  if (use.streaming === 'all' && file !== undefined)
    throw new UsageFault(
      `expected --stream beside instruments of the catalog, --data names ${file}`,
      'Import it with lockstep data import, or leave --stream out.',
    )
  if (folder !== undefined && names.length > 1)
    throw new UsageFault(`expected lean:${folder} to be the only --data, there are ${names.length}`, 'Name its symbols with --instrument.')
  if (folder !== undefined) return readLean(folder, flags, use)
  checkNoLeanFlags(flags)
  return readNamed(names, flags, use)
}

/** The names in a flag that may be repeated, or hold several by commas. */
export function namesOf(texts: readonly string[] = []): string[] {
  return texts.flatMap((text) => text.split(',')).filter((name) => name !== '')
}

/** The series of files and of the catalog, in order; --instrument says what the files are of. */
export async function readNamed(names: readonly string[], flags: BarSourceFlags, use: BarSourceUse): Promise<BarSeries[]> {
  const files = names.filter(isFile)
  const ids = flags.instrument?.split(',') ?? files.map(instrumentIdOf)
  if (ids.length !== files.length) {
    throw new UsageFault(
      `expected one id for each file of --data, --instrument names ${ids.length} for ${files.length}`,
      'Give as many ids, in the same order.',
    )
  }
  const series: BarSeries[] = []
  const nextId = ids.values()
  try {
    for (const name of names) {
      series.push(isFile(name) ? await fromFile(name, nextId.next().value!, flags, use) : await fromCatalog(name, flags, use))
    }
    return series
  } finally {
    use.progress.clear()
  }
}

/** Flags that say nothing of files and catalogs. */
function checkNoLeanFlags({ adjust, extendedHours, fillForward }: LeanSourceFlags): void {
  const given =
    adjust !== undefined ? '--adjust' : extendedHours === true ? '--extended-hours' : fillForward === false ? '--no-fill-forward' : null
  if (given !== null)
    throw new UsageFault(
      `expected --data lean:PATH beside ${given}`,
      'Leave it out: bars of files and of the catalog are taken as they are.',
    )
}

/** What looks like a path or is there is a file; anything else an id of the catalog. */
export function isFile(name: string): boolean {
  return existsSync(name) || /[\\]|^\.|\.(csv|tsv|txt|gz|zst|parquet|arrow|feather|ipc)$/i.test(name)
}

async function fromFile(path: string, id: string, flags: BarFlags, { screen, progress, interrupt }: BarSourceUse): Promise<BarSeries> {
  const onProgress = (done: number, total: number): void =>
    progress.update(done / total, () => `reading ${path}  ${Math.floor((100 * done) / total)}%`)
  progress.update(0, () => `reading ${path}`)
  const file = await readBarFile(path, { ...barFileOptions(flags), signal: interrupt.signal, onProgress }).catch((error: unknown) => {
    if (!interrupt.stopped) throw error
    throw new LockstepError('E_ABORTED', `reading ${path} was interrupted`, 'Nothing was written; run it again.')
  })
  progress.clear()
  const series = barSeries(file, instrumentSpec(id, flags))
  tell(screen, path, file, series)
  fileOfSeries.set(series, file)
  return series
}

function tell(screen: Screen, path: string, file: BarFile, { instrument }: BarSeries): void {
  const span = `${formatMoment(file.from)} to ${formatMoment(file.to)}`
  const missing = file.gaps.missingBars === 0 ? 'none missing' : `${grouped(file.gaps.missingBars)} missing`
  screen.note('data', `${instrument.id} ${file.timeframe.label}, ${grouped(file.stored)} bars, ${span}, ${missing}`)
  screen.note('', `${path}: ${file.dialect}`)
  const { currency, calendar } = instrument
  screen.note(
    '',
    `tick ${tickSize(instrument)}, lot ${lotSize(instrument)}, ${currency.code}, calendar ${calendar} (--tick --lot --currency --calendar)`,
  )
  const { count } = file.quarantined
  if (count + file.duplicates > 0)
    screen.warn(`${path}: ${grouped(count)} bad rows and ${grouped(file.duplicates)} duplicates left out of ${grouped(file.rowsIn)}`)
}

async function fromCatalog(name: string, flags: BarSourceFlags, { screen, progress, streaming }: BarSourceUse): Promise<BarSeries> {
  const [id = '', timeframe = flags.timeframe] = name.split('@')
  progress.update(0, () => `reading ${name}`)
  const catalog = Catalog.open(flags.catalog)
  const isStreamed = streaming === 'all' || (streaming === 'large' && isLarge(await catalog.show(id, timeframe), screen))
  const series = await catalog[isStreamed ? 'stream' : 'load'](id, timeframe, { hash: true })
  progress.clear()
  const { bars, source } = series
  const span = spanOf(series)
  const days = span === null ? 'none' : `${formatMoment(span.from)} to ${formatMoment(span.to)}`
  const whence = isStreamed ? `streamed from the catalog (${source.name})` : `from the catalog (${source.name})`
  screen.note('data', `${id} ${series.timeframe.label}, ${grouped(bars.length)} bars, ${days}, ${whence}`)
  return series
}

/** Whether the bars of a stored series would take much of the memory that is free; says so. */
function isLarge(
  { instrument, timeframe, rows }: { instrument: InstrumentSpec; timeframe: string; rows: number },
  screen: Screen,
): boolean {
  const bytes = rows * BAR_BYTES
  const free = process.availableMemory()
  if (bytes <= free * FREE_SHARE_MAX) return false
  const gigabytes = (n: number): string => `${(n / 1e9).toFixed(1)} GB`
  screen.note(
    'data',
    `${instrument.id} ${timeframe} takes ${gigabytes(bytes)} of memory and ${gigabytes(free)} are free: streamed, unless --no-stream`,
  )
  return true
}

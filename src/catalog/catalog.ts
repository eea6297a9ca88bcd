/** Market data on disk: a folder with one folder per instrument and, per timeframe, an Arrow file and its manifest. */
import { rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { streamedSeries } from '../model/bar-stream.ts'
import type { BarSeries } from '../model/bars.ts'
import { createInstrument, type InstrumentSpec } from '../model/instrument.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { ArrowStream, CHUNK_ROWS } from './arrow-stream.ts'
import { readBarFile, type BarFile, type BarFileOptions } from './bar-file.ts'
import { isStored, readBars, writeBars } from './bar-store.ts'
import { hashBars } from './content-hash.ts'
import { renameDurably, writeDurably } from './disk.ts'
import { hashFile, sizeAndTime } from './file-hash.ts'
import { manifestOf, resultOf, sameInstrument, type ImportResult } from './import-result.ts'
import { locked } from './lock.ts'
import type { Manifest } from './manifest.ts'
import { quarantineCsv } from './quarantine.ts'
import { idOfFolder, instrumentFolder, seriesPath, type SeriesPath } from './series-path.ts'
import { manifestsIn, names, orphansIn, problemsOf, removeFiles, settle } from './stored-series.ts'

export type { ImportResult } from './import-result.ts'

/** How a file is read, and what its bars are of. */
export interface ImportOptions extends BarFileOptions {
  /** What the bars are of; tick and calendar default to what the bars show. Its calendar also says what a gap is. */
  readonly instrument: InstrumentSpec
  /** Replaces bars that are stored already and differ; without it they are kept and the import fails. */
  readonly replace?: boolean
}

/** What an import did. */
export interface Imported {
  readonly result: ImportResult
  /** The same bars of the same instrument were there already, so nothing was written. */
  readonly unchanged: boolean
  readonly file: BarFile
}

/** Whether one stored series is whole. */
export interface Verified {
  readonly instrument: string
  readonly timeframe: string
  /** What is wrong, one sentence each; empty when nothing is. */
  readonly problems: readonly string[]
}

export interface LoadOptions {
  /**
   * Hashes the columns again and refuses them when they are not what was imported. Without it only the shape of the file is
   * checked, which is several times faster and does not see a flipped bit. Default false; the command line always does.
   */
  readonly hash?: boolean
}

export interface StreamOptions extends LoadOptions {
  /** Rows that are read at once, 32,768 unless given. */
  readonly chunkRows?: number
}

function damaged(path: string, id: string): LockstepError {
  return new LockstepError(
    'E_DATA_CORRUPT',
    `expected ${path} to hold the bars that were imported, they have changed since`,
    `Run lockstep data verify ${id} to see which column, and import the file again with --replace.`,
  )
}

/** An import in another process may swap files between two of our reads, so a mismatch is looked at again. */
const READ_TRIES = 3

/** A folder of bars that were imported: each series an Arrow file, with a manifest of what it is and where it came from. */
export class Catalog {
  readonly root: string

  private constructor(root: string) {
    this.root = root
  }

  /** The catalog in `folder`; default: the environment's LOCKSTEP_CATALOG, else `.lockstep/catalog`. Nothing is created yet. */
  static open(folder: string = process.env['LOCKSTEP_CATALOG'] ?? join('.lockstep', 'catalog')): Catalog {
    return new Catalog(resolve(folder))
  }

  /** Reads, checks and stores a file of bars. @throws what `readBarFile` throws, and E_DATA_DISK, E_FILE_EXISTS, E_CONFIG */
  async import(path: string, options: ImportOptions): Promise<Imported> {
    createInstrument(options.instrument)
    const before = await sizeAndTime(path)
    const { calendar = options.calendar } = options.instrument
    const file = await readBarFile(path, { ...options, ...(calendar === undefined ? {} : { calendar }) })
    const source = { name: basename(path), sha256: await hashFile(path), dialect: file.dialect }
    if ((await sizeAndTime(path)) !== before) {
      throw new LockstepError(
        'E_DATA_FILE',
        `expected ${path} to stay as it is while it is read, it changed`,
        'Import it when it is written whole.',
      )
    }
    const manifest = manifestOf(file, options.instrument, source)
    const at = seriesPath(this.root, manifest.instrument.id, manifest.timeframe)
    const unchanged = await locked(at.folder, async () => this.store(at, manifest, file, options.replace ?? false))
    return { result: resultOf(manifest), unchanged, file }
  }

  /** Every stored series, by instrument and timeframe. */
  async list(): Promise<readonly Manifest[]> {
    const folders = await names(this.root)
    const found: Manifest[] = []
    for (const folder of folders.toSorted()) found.push(...(await manifestsIn(join(this.root, folder))))
    return found
  }

  /** The manifest of a series; `timeframe` may be left out when there is but one. @throws LockstepError E_DATA_UNKNOWN */
  async show(id: string, timeframe?: string): Promise<Manifest> {
    const stored = (await manifestsIn(instrumentFolder(this.root, id))).filter((m) => m.instrument.id === id)
    const label = timeframe === undefined ? undefined : parseTimeframe(timeframe).label
    const fitting = label === undefined ? stored : stored.filter((m) => m.timeframe === label)
    if (fitting.length === 1) return fitting[0]!
    throw await this.unknown(id, label, stored)
  }

  /** Stored bars in shared memory, read straight into their columns. @throws LockstepError E_DATA_UNKNOWN, E_DATA_CORRUPT, E_DATA_DISK */
  async load(id: string, timeframe?: string, { hash = false }: LoadOptions = {}): Promise<BarSeries> {
    return this.found(id, timeframe, async (manifest, path) => {
      const bars = await readBars(path, manifest)
      if (bars === 'other') return 'other'
      if (hash && hashBars(bars).content !== manifest.contentHash) throw damaged(path, id)
      return { ...termsOf(manifest), bars }
    })
  }

  /**
   * Stored bars for runs that are larger than memory: they are read from the disk in parts while a run goes on. With `hash` they are
   * hashed as they are read, and the run that reads the last of them ends with E_DATA_CORRUPT when they are not what was imported.
   *
   *     const report = backtest(smaCross, { data: await catalog.stream('ES', '1m', { hash: true }) })
   *
   * @throws LockstepError E_DATA_UNKNOWN, E_DATA_CORRUPT, E_DATA_DISK, E_CONFIG
   */
  async stream(id: string, timeframe?: string, { hash = false, chunkRows = CHUNK_ROWS }: StreamOptions = {}): Promise<BarSeries> {
    if (!Number.isSafeInteger(chunkRows) || chunkRows < 1)
      throw new LockstepError('E_CONFIG', `expected chunks of at least 1 row, were ${chunkRows}`, 'Leave chunkRows out.')
    return this.found(id, timeframe, async (manifest, path) => {
      if (!(await isStored(path, manifest))) return 'other'
      const onDamage = hash ? (): LockstepError => damaged(path, id) : null
      return streamedSeries(termsOf(manifest), ArrowStream.of(path, manifest, { chunkRows, onDamage }))
    })
  }

  /** Hashes stored columns again, of one instrument or of all. @throws LockstepError E_DATA_UNKNOWN */
  async verify(id?: string): Promise<readonly Verified[]> {
    const all = await this.list()
    const chosen = id === undefined ? all : all.filter((m) => m.instrument.id === id)
    const verified: Verified[] = []
    for (const folder of id === undefined ? await names(this.root) : [basename(instrumentFolder(this.root, id))]) {
      for (const timeframe of await orphansIn(join(this.root, folder))) {
        const path = join(this.root, folder, `${timeframe}.json`)
        verified.push({
          instrument: idOfFolder(folder),
          timeframe,
          problems: [`${path} is missing or unreadable, so its bars cannot be used`],
        })
      }
    }
    if (id !== undefined && chosen.length + verified.length === 0) throw await this.unknown(id, undefined, [])
    for (const manifest of chosen) {
      const at = seriesPath(this.root, manifest.instrument.id, manifest.timeframe)
      verified.push({ instrument: manifest.instrument.id, timeframe: manifest.timeframe, problems: await problemsOf(at, manifest) })
    }
    return verified
  }

  /** Forgets a series, or with no timeframe all of an instrument's. @throws LockstepError E_DATA_UNKNOWN, E_DATA_DISK */
  async remove(id: string, timeframe?: string): Promise<void> {
    const stored = (await manifestsIn(instrumentFolder(this.root, id))).filter((m) => m.instrument.id === id)
    const label = timeframe === undefined ? undefined : parseTimeframe(timeframe).label
    const chosen = label === undefined ? stored : stored.filter((m) => m.timeframe === label)
    if (chosen.length === 0) throw await this.unknown(id, label, stored)
    const folder = instrumentFolder(this.root, id)
    await locked(folder, async () => {
      for (const { timeframe } of chosen) await removeFiles(seriesPath(this.root, id, timeframe))
    })
  }

  /** Where the list of quarantined rows of a series lies, when it has any. */
  quarantinePath(manifest: Manifest): string | null {
    return manifest.quarantined.count === 0 ? null : seriesPath(this.root, manifest.instrument.id, manifest.timeframe).quarantine
  }

  /** What `read` makes of a stored series: an import may swap its files while it looks, so it may look again. */
  private async found<T>(
    id: string,
    timeframe: string | undefined,
    read: (manifest: Manifest, path: string) => Promise<T | 'other'>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const manifest = await this.show(id, timeframe)
      const path = seriesPath(this.root, id, manifest.timeframe).bars
      const made = await read(manifest, path)
      if (made !== 'other') return made
      if (attempt === READ_TRIES) {
        throw new LockstepError(
          'E_DATA_CORRUPT',
          `expected ${path} to hold what its manifest says, it does not`,
          `Import ${manifest.source.name} again with --replace.`,
        )
      }
    }
  }

  /** Under the lock: clears what a crash left, then writes unless the same is stored. Returns whether it was. */
  private async store(at: SeriesPath, manifest: Manifest, file: BarFile, replace: boolean): Promise<boolean> {
    const stored = await settle(at)
    if (stored !== null && stored.contentHash === manifest.contentHash && sameInstrument(stored, manifest)) return true
    if (stored !== null && stored.contentHash !== manifest.contentHash && !replace) {
      throw new LockstepError(
        'E_FILE_EXISTS',
        `expected no other ${manifest.timeframe} bars of ${manifest.instrument.id} in the catalog, it has ${stored.rows} from ${stored.source.name}`,
        'Use --replace to replace them, or import under another id.',
      )
    }
    const written = join(at.folder, `.${manifest.timeframe}.${process.pid}.tmp`)
    try {
      await writeBars(written, file.bars, manifest)
      await writeDurably(at.pending, [new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)])
      await renameDurably(written, at.bars)
    } catch (error) {
      await rm(written, { force: true })
      await rm(at.pending, { force: true })
      throw error
    }
    await rm(at.quarantine, { force: true })
    if (file.quarantined.count > 0) await writeDurably(at.quarantine, [new TextEncoder().encode(quarantineCsv(file.quarantined.rows))])
    await renameDurably(at.pending, at.manifest)
    return false
  }

  private async unknown(id: string, label: string | undefined, stored: readonly Manifest[]): Promise<LockstepError> {
    const timeframes = stored.map((m) => m.timeframe).join(', ')
    if (stored.length > 1 && label === undefined) {
      return new LockstepError(
        'E_DATA_UNKNOWN',
        `expected a timeframe for ${id}, the catalog has ${timeframes}`,
        'Say which with --timeframe.',
      )
    }
    if (stored.length > 0) {
      return new LockstepError(
        'E_DATA_UNKNOWN',
        `expected ${label} bars of ${id} in the catalog, it has ${timeframes}`,
        'Ask for one of these, or import the file.',
      )
    }
    const ids = [...new Set((await this.list()).map((m) => m.instrument.id))]
    return new LockstepError(
      'E_DATA_UNKNOWN',
      `expected ${id} in the catalog ${this.root}, it is not there; ${didYouMean(id, ids)}`,
      'Import it: lockstep data import FILE --instrument ID.',
    )
  }
}

/** What a series is besides its bars. */
function termsOf({ instrument, timeframe, source, contentHash, gaps }: Manifest): Pick<BarSeries, 'instrument' | 'timeframe' | 'source'> {
  return {
    instrument: createInstrument(instrument),
    timeframe: parseTimeframe(timeframe),
    source: { name: source.name, contentHash, gaps: gaps.missingBars },
  }
}

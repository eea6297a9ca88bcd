/** A sweep's side of the lines that its trials share: makes room for them, gives threads their places, and says in the end what it was good for. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LockstepError } from '../base/error.ts'
import { VERSION } from '../base/version.ts'
import type { BarSeries } from '../model/bars.ts'
import { plainOf } from '../model/fast-paths.ts'
import { createArena, LineArena, PLACES_MAX, type SharedArena } from './line-arena.ts'
import { seriesName, type SharedLines } from './line-cache.ts'
import { makeLineFolder, type LineFolder } from './line-files.ts'
import { LineTally, type LineCounts } from './line-tally.ts'

export interface SweepLinesOptions {
  /** Bytes of memory for lines, at most; 512 MB unless given. What is not used is not taken. */
  readonly bytes?: number
  /** Keeps them on disk too, in this folder; nowhere unless given. */
  readonly folder?: string
  /** Bytes that the folder may hold; 1 GB unless given. */
  readonly folderBytes?: number
}

/** What the lines of a sweep were found and computed. It hangs on which thread was first, so it is no part of the sweep's document. */
export interface LineReport extends LineCounts {
  /** Share of the values that were asked for and not computed; null where none were. */
  readonly savedShare: number | null
  /** Bytes of memory that lines take, and may. */
  readonly bytes: number
  readonly bytesMax: number
}

/** A report in a sentence. */
export function linesText(report: LineReport): string {
  const { asked, found, read, computed, passed, evicted, damaged, savedShare, bytes, bytesMax } = report
  if (savedShare === null) return 'no indicator that trials could share'
  const count = (number: number): string => number.toLocaleString('en-US')
  const megabytes = (number: number): string => count(Math.ceil(number / 2 ** 20))
  return [
    `${count(asked)} asked for: ${count(found)} found, ${count(read)} read from disk, ${count(computed)} computed for all`,
    `${count(passed)} for one trial`,
    `${(100 * savedShare).toFixed(1)} % of the rows saved`,
    `${megabytes(bytes)} of ${megabytes(bytesMax)} MB taken`,
    ...(evicted > 0 ? [`${count(evicted)} gave way to others`] : []),
    ...(damaged > 0 ? [`${count(damaged)} damaged on disk and computed anew`] : []),
  ].join(', ')
}

const BYTES = 536_870_912
const FOLDER_BYTES = 1_073_741_824
/** Where in memory a column is, is a whole number of doubles of 31 bits. */
const BYTES_MAX = 16 * 1_073_741_824

export class SweepLines {
  private readonly arena: SharedArena
  private readonly tally: SharedArrayBuffer = LineTally.shared()
  private readonly series: Readonly<Record<string, string>>
  private readonly disk: LineFolder | null
  private readonly isTaken: boolean[] = []

  private constructor(arena: SharedArena, series: Readonly<Record<string, string>>, disk: LineFolder | null) {
    this.arena = arena
    this.series = series
    this.disk = disk
  }

  /** null where every trial is to compute its own. @throws LockstepError E_CONFIG, E_WRITE, E_LIMIT for more memory than there is */
  static of(series: readonly BarSeries[], given: SweepLinesOptions | false): SweepLines | null {
    if (given === false || plainOf(process.env['LOCKSTEP_PLAIN']).has('indicator-cache')) return null
    const { bytes = BYTES, folder, folderBytes = FOLDER_BYTES } = given
    expectBytes('memory', bytes, BYTES_MAX)
    expectBytes('the folder', folderBytes, Number.MAX_SAFE_INTEGER)
    const disk = folder === undefined ? null : { folder: resolve(folder), bytesMax: folderBytes }
    const arena = arenaOf(bytes, given.bytes !== undefined)
    if (arena === null) return null
    if (disk !== null) makeLineFolder(disk.folder)
    return new SweepLines(arena, keysOf(series, disk !== null), disk)
  }

  /** A place for one thread more; null where there is none. */
  enter(): SharedLines | null {
    const free = this.isTaken.indexOf(false)
    const place = free < 0 ? this.isTaken.length : free
    if (place >= PLACES_MAX) return null
    this.isTaken[place] = true
    return { arena: this.arena, tally: this.tally, place, series: this.series, disk: this.disk }
  }

  /** The thread that had a place is gone for good. */
  leave({ place }: SharedLines): void {
    new LineArena(this.arena, place).abandon(place)
    this.isTaken[place] = false
  }

  get report(): LineReport {
    const counts = new LineTally(this.tally).all
    const { valuesAsked, valuesFound, valuesRead } = counts
    return {
      ...counts,
      savedShare: valuesAsked === 0 ? null : (valuesFound + valuesRead) / valuesAsked,
      bytes: new LineArena(this.arena, 0).bytes,
      bytesMax: this.arena.memory.byteLength,
    }
  }
}

function expectBytes(what: string, bytes: number, most: number): void {
  if (Number.isSafeInteger(bytes) && bytes >= 8 && bytes <= most) return
  throw new LockstepError(
    'E_CONFIG',
    `expected from 8 to ${most} bytes of ${what} for lines, was ${bytes}`,
    'Give cache: { bytes: 1e9 }, or false for none.',
  )
}

/** A small machine does without what nobody asked it for. */
function arenaOf(bytes: number, isAsked: boolean): SharedArena | null {
  try {
    return createArena(bytes)
  } catch (cause) {
    if (!isAsked) return null
    throw new LockstepError(
      'E_LIMIT',
      `expected ${bytes} bytes of memory for lines, the system has not so many`,
      'Give less, or none.',
      cause,
    )
  }
}

/** Names of series by what they are. In one sweep their order says which is which; a disk outlives it, so there it is their contents. */
function keysOf(series: readonly BarSeries[], outlives: boolean): Record<string, string> {
  const code = outlives ? hashOfCode() : ''
  return Object.fromEntries(
    series.map((one, k) => {
      const { instrument, timeframe } = one
      return [seriesName(instrument.id, timeframe.label), `${outlives ? `${code} ${hashOfBars(one)}` : k} ${timeframe.label}`]
    }),
  )
}

function hashOfBars({ bars, closes }: BarSeries): string {
  const hash = createHash('sha256').update(`${bars.length} ${closes !== undefined} `)
  const { time, open, high, low, close, volume, length } = bars
  for (const column of [time, open, high, low, close, volume, ...(closes === undefined ? [] : [closes])]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, 8 * length))
  }
  return hash.digest('hex')
}

/** What lines are computed by: an indicator that was mended is another. */
function hashOfCode(): string {
  const hash = createHash('sha256').update(VERSION)
  for (const room of ['base', 'model', 'calendar', 'indicators', 'strategy', 'engine']) {
    const folder = fileURLToPath(new URL(`../${room}/`, import.meta.url))
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test|\.d)\.[jt]s$/.test(name))
    for (const name of names.toSorted()) hash.update(name).update(readFileSync(folder + name))
  }
  return hash.digest('hex')
}

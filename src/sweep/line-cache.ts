/** Lines that trials share: what a thread's runs ask before they compute one. */
import { createHash } from 'node:crypto'
import type { LineStore, WantedColumns } from '../strategy/line-store.ts'
import { LineArena, type SharedArena, type Taken } from './line-arena.ts'
import { LineFiles, type LineFolder } from './line-files.ts'
import { LineTally } from './line-tally.ts'

/** What a thread is sent. */
export interface SharedLines {
  readonly arena: SharedArena
  readonly tally: SharedArrayBuffer
  /** This thread's; no other has it at the same time. */
  readonly place: number
  /** What names the bars of each series, by instrument and timeframe. */
  readonly series: Readonly<Record<string, string>>
  readonly disk: LineFolder | null
}

/** 128 bits in hex. */
const KEY_CHARS = 32

export function seriesName(instrument: string, timeframe: string): string {
  return `${instrument} ${timeframe}`
}

export class LineCache implements LineStore {
  private readonly arena: LineArena
  private readonly tally: LineTally
  private readonly series: Readonly<Record<string, string>>
  private readonly files: LineFiles | null

  constructor({ arena, tally, place, series, disk }: SharedLines) {
    this.arena = new LineArena(arena, place)
    this.tally = new LineTally(tally)
    this.series = series
    this.files = disk === null ? null : new LineFiles(disk)
  }

  seriesKey(instrument: string, timeframe: string): string | null {
    return this.series[seriesName(instrument, timeframe)] ?? null
  }

  keyOf(description: string): string {
    return createHash('sha256').update(description).digest('hex').slice(0, KEY_CHARS)
  }

  take({ key, rows, count }: WantedColumns, fill: (columns: readonly Float64Array[]) => void): readonly Float64Array[] | null {
    const { arena, tally } = this
    const values = rows * count
    const evicted = arena.evicted
    const taken = arena.take(key, rows, count)
    tally.add('asked', 1)
    tally.add('valuesAsked', values)
    tally.add('evicted', arena.evicted - evicted)
    if (taken === null) tally.add('passed', 1)
    else if (taken.isReady) {
      tally.add('found', 1)
      tally.add('valuesFound', values)
    } else this.fetch(key, taken, fill)
    return taken?.columns ?? null
  }

  /** Fills columns from the disk, or has them computed. */
  private fetch(key: string, { entry, columns }: Taken, fill: (columns: readonly Float64Array[]) => void): void {
    const { arena, tally, files } = this
    const onDisk = files?.read(key, columns) ?? 'absent'
    if (onDisk === 'damaged') tally.add('damaged', 1)
    if (onDisk === 'read') {
      tally.add('read', 1)
      tally.add('valuesRead', columns.length * columns[0]!.length)
      return arena.publish(entry)
    }
    try {
      fill(columns)
    } catch (error) {
      arena.drop(entry)
      throw error
    }
    tally.add('computed', 1)
    // From here on others may read it: it is not to be dropped any more.
    arena.publish(entry)
    files?.write(key, columns)
  }

  /** The run that asked has ended, and reads no column any more. */
  release(): void {
    this.arena.release()
  }
}

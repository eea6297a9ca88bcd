/** The columns of one series as an Arrow file: written so that a reader sees the old file or the new one, read without a parse. */
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { LockstepError } from '../base/error.ts'
import { allocateBars, BAR_COLUMNS, viewBars, type Bars } from '../model/bars.ts'
import { arrowFrame, type ArrowFrame } from './arrow-frame.ts'
import { hashColumns, type ContentHash } from './content-hash.ts'
import { diskFault, readInto, writeDurably } from './disk.ts'
import type { Manifest } from './manifest.ts'

export type Labels = Pick<Manifest, 'instrument' | 'timeframe' | 'contentHash' | 'rows'>

/** Writes `bars` to a new file at `path`, reads it back and compares. @throws LockstepError E_DATA_DISK */
export async function writeBars(path: string, bars: Bars, labels: Labels): Promise<void> {
  const frame = frameOf(labels)
  const padding = new Uint8Array((frame.paddedRows - bars.length) * 8)
  const columns = BAR_COLUMNS.flatMap((name) => [new Uint8Array(bars[name].buffer, bars[name].byteOffset, bars[name].byteLength), padding])
  await writeDurably(path, [frame.head, ...columns, frame.tail])
  const back = await hashStored(path, labels)
  if (back === 'other' || back.content !== labels.contentHash) {
    throw new LockstepError(
      'E_DATA_DISK',
      `expected ${path} to read back as it was written, it differs`,
      'Check the disk, then import again.',
    )
  }
}

/** The bars of the file at `path`, or 'other' when the file is not the one that `labels` describe. @throws LockstepError E_DATA_DISK */
export async function readBars(path: string, labels: Labels): Promise<Bars | 'other'> {
  return withOurs(path, labels, async (file, frame) => {
    const block = allocateBars(frame.paddedRows).time.buffer as SharedArrayBuffer
    const bytes = new Uint8Array(block, 0, frame.paddedRows * 8 * BAR_COLUMNS.length)
    return (await readInto(file, bytes, frame.head.length)) ? viewBars(block, labels.rows) : 'other'
  })
}

/** What the columns on disk hash to, read in pieces, or 'other'. @throws LockstepError E_DATA_DISK */
export async function hashStored(path: string, labels: Labels): Promise<ContentHash | 'other'> {
  return withOurs(path, labels, async () => hashColumns(columnStreams(path, labels)))
}

/** Whether the file at `path` is the one that `labels` describe, by its size, beginning and end. @throws LockstepError E_DATA_DISK */
export async function isStored(path: string, labels: Labels): Promise<boolean> {
  return (await withOurs(path, labels, async () => Promise.resolve('ours' as const))) === 'ours'
}

/** One column after the other: each stream is made when the one before has ended. */
function* columnStreams(path: string, labels: Labels): Generator<AsyncIterable<Uint8Array>> {
  for (const column of BAR_COLUMNS.keys()) {
    const { from, to } = columnBytes(labels, column)
    // A stream's `end` is the last byte it reads.
    yield createReadStream(path, { start: from, end: to - 1, highWaterMark: 1_048_576 })
  }
}

async function withOurs<T>(path: string, labels: Labels, use: (file: FileHandle, frame: ArrowFrame) => Promise<T>): Promise<T | 'other'> {
  const frame = frameOf(labels)
  let file: FileHandle | undefined
  try {
    file = await open(path)
    return (await isFramed(file, frame)) ? await use(file, frame) : 'other'
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return 'other'
    throw diskFault('read', path, cause)
  } finally {
    await file?.close()
  }
}

/** Where a column lies in the file, for a message. */
export function columnBytes(labels: Labels, column: number): { readonly from: number; readonly to: number } {
  const frame = frameOf(labels)
  const from = frame.head.length + column * frame.paddedRows * 8
  return { from, to: from + labels.rows * 8 }
}

/** Size, beginning and end are those of our file of these labels. */
async function isFramed(file: FileHandle, frame: ArrowFrame): Promise<boolean> {
  if ((await file.stat()).size !== frame.fileBytes) return false
  const head = Buffer.alloc(frame.head.length)
  const tail = Buffer.alloc(frame.tail.length)
  const whole = (await readInto(file, head, 0)) && (await readInto(file, tail, frame.fileBytes - frame.tail.length))
  return whole && head.equals(frame.head) && tail.equals(frame.tail)
}

/** Beginning and end of the file that holds the bars of these labels. */
export function frameOf({ instrument, timeframe, contentHash, rows }: Labels): ArrowFrame {
  return arrowFrame(rows, {
    'lockstep.instrument': instrument.id,
    'lockstep.timeframe': timeframe,
    'lockstep.time': 'epoch milliseconds of the opening, UTC',
    'lockstep.contentHash': contentHash,
  })
}

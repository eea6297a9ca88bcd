/** The columns of one series as an Arrow file: written so that a reader sees the old file or the new one, read without a parse. */
import { open, type FileHandle } from 'node:fs/promises'
import { LockstepError } from '../base/error.ts'
import { allocateBars, BAR_COLUMNS, viewBars, type Bars } from '../model/bars.ts'
import { arrowFrame, type ArrowFrame } from './arrow-frame.ts'
import { hashBars } from './content-hash.ts'
import { diskFault, readInto, writeDurably } from './disk.ts'
import type { Manifest } from './manifest.ts'

type Labels = Pick<Manifest, 'instrument' | 'timeframe' | 'contentHash' | 'rows'>

/** Writes `bars` to a new file at `path`, reads it back and compares. @throws LockstepError E_DATA_DISK */
export async function writeBars(path: string, bars: Bars, labels: Labels): Promise<void> {
  const frame = frameOf(labels)
  const padding = new Uint8Array((frame.paddedRows - bars.length) * 8)
  const columns = BAR_COLUMNS.flatMap((name) => [new Uint8Array(bars[name].buffer, bars[name].byteOffset, bars[name].byteLength), padding])
  await writeDurably(path, [frame.head, ...columns, frame.tail])
  const back = await readBars(path, labels)
  if (back === 'other' || hashBars(back).content !== labels.contentHash) {
    throw new LockstepError(
      'E_DATA_DISK',
      `expected ${path} to read back as it was written, it differs`,
      'Check the disk, then import again.',
    )
  }
}

/** The bars of the file at `path`, or 'other' when the file is not the one that `labels` describe. @throws LockstepError E_DATA_DISK */
export async function readBars(path: string, labels: Labels): Promise<Bars | 'other'> {
  const frame = frameOf(labels)
  let file: FileHandle | undefined
  try {
    file = await open(path)
    if (!(await isFramed(file, frame))) return 'other'
    const block = allocateBars(frame.paddedRows).time.buffer as SharedArrayBuffer
    const bytes = new Uint8Array(block, 0, frame.paddedRows * 8 * BAR_COLUMNS.length)
    return (await readInto(file, bytes, frame.head.length)) ? viewBars(block, labels.rows) : 'other'
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

function frameOf({ instrument, timeframe, contentHash, rows }: Labels): ArrowFrame {
  return arrowFrame(rows, {
    'lockstep.instrument': instrument.id,
    'lockstep.timeframe': timeframe,
    'lockstep.time': 'epoch milliseconds of the opening, UTC',
    'lockstep.contentHash': contentHash,
  })
}

/** Arrow IPC files and streams (Feather v2), plain or compressed, by way of flechette. The file is read whole. */
import { open } from 'node:fs/promises'
import { zstdDecompressSync } from 'node:zlib'
import { CompressionType, setCompressionCodec, tableFromIPC, Type } from '@uwdata/flechette'
import type { ColumnarPiece, ColumnarSource, TimeKind } from './columnar-file.ts'
import { readInto } from './disk.ts'
import { decompressLz4 } from './lz4.ts'

const notOurs = (): never => {
  throw new Error('Arrow is only read here')
}
setCompressionCodec(CompressionType.LZ4_FRAME, { encode: notOurs, decode: decompressLz4 })
// A copy, because a small Buffer may lie at an odd place of a pool where no Float64Array can begin.
setCompressionCodec(CompressionType.ZSTD, { encode: notOurs, decode: (bytes) => new Uint8Array(zstdDecompressSync(bytes)) })

const END_OF_FILE = 'ARROW1'
const END_OF_STREAM = '\xff\xff\xff\xff\0\0\0\0'

/** @throws Error (flechette's or Node's) when the file is damaged */
export async function openArrow(path: string, format: 'arrow-file' | 'arrow-stream'): Promise<ColumnarSource> {
  const bytes = await readWhole(path)
  const end = format === 'arrow-file' ? END_OF_FILE : END_OF_STREAM
  if (String.fromCharCode(...bytes.subarray(-end.length)) !== end) throw new RangeError('its end is missing')
  const table = tableFromIPC(bytes, { useBigInt: true })
  return {
    names: table.names,
    timeKind: (column) => kindOf(table.getChildAt(column).type),
    pieces: (columns) => batches(columns.map((k) => table.getChildAt(k))),
    close: () => {},
  }
}

type Column = ReturnType<ReturnType<typeof tableFromIPC>['getChildAt']>

// eslint-disable-next-line typescript/require-await -- the interface is one for files that are streamed, too
async function* batches(columns: readonly Column[]): AsyncGenerator<ColumnarPiece> {
  const count = columns[0]!.data.length
  for (let b = 0; b < count; b++) {
    const batch = columns.map((column) => column.data[b]!)
    const { length } = batch[0]!
    yield { length, columns: batch.map((one) => one.slice(0, length) as ArrayLike<unknown>), done: (b + 1) / count }
  }
}

function kindOf(type: Column['type']): TimeKind {
  if (type.typeId === Type.Timestamp) return 'timezone' in type && type.timezone !== null ? 'instant' : 'local'
  if (type.typeId === Type.Date) return 'local'
  return type.typeId === Type.Int || type.typeId === Type.Float || type.typeId === Type.Decimal ? 'number' : 'text'
}

async function readWhole(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const bytes = new Uint8Array((await file.stat()).size)
    if (!(await readInto(file, bytes, 0))) throw new RangeError('it changed while it was read')
    return bytes
  } finally {
    await file.close()
  }
}

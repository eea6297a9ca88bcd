/** The bytes of a file in large pieces, decompressed and in UTF-8, without ever holding the whole. */
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { LockstepError } from '../base/error.ts'
import type { FileKind } from './file-kind.ts'

export interface ByteSource {
  /** Fills `into` from `at` with up to `length` bytes; fewer only at the end of the file. Returns how many. */
  read(into: Uint8Array, at: number, length: number): Promise<number>
  close(): Promise<void>
  /** Bytes of the file on disk taken so far, and in all. */
  readonly bytesDone: number
  readonly bytesTotal: number
}

const PIECE_BYTES = 1_048_576

/** Opens a text file that was recognised as `kind`. The errors of `read` name the file. */
export async function openBytes(path: string, kind: FileKind, bytesTotal: number): Promise<ByteSource> {
  if (kind.compression === 'none' && kind.encoding === 'utf-8') return new PlainSource(await open(path), bytesTotal)
  return new StreamSource(path, kind, bytesTotal)
}

class PlainSource implements ByteSource {
  bytesDone = 0
  readonly bytesTotal: number
  private readonly file: FileHandle

  constructor(file: FileHandle, bytesTotal: number) {
    this.file = file
    this.bytesTotal = bytesTotal
  }

  async read(into: Uint8Array, at: number, length: number): Promise<number> {
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await this.file.read(into, at + filled, length - filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    this.bytesDone += filled
    return filled
  }

  async close(): Promise<void> {
    await this.file.close()
  }
}

class StreamSource implements ByteSource {
  readonly bytesTotal: number
  private readonly pieces: AsyncIterator<Uint8Array>
  private readonly file: ReturnType<typeof createReadStream>
  private piece: Uint8Array = new Uint8Array(0)

  constructor(path: string, kind: FileKind, bytesTotal: number) {
    this.bytesTotal = bytesTotal
    this.file = createReadStream(path, { highWaterMark: PIECE_BYTES })
    const plain = decompressed(this.file, kind.compression)
    const pieces = kind.encoding === 'utf-8' ? plain : recoded(plain, kind.encoding)
    this.pieces = named(pieces, path, kind)[Symbol.asyncIterator]()
  }

  get bytesDone(): number {
    return this.file.bytesRead
  }

  async read(into: Uint8Array, at: number, length: number): Promise<number> {
    let filled = 0
    while (filled < length) {
      if (this.piece.length === 0) {
        const next = await this.pieces.next()
        if (next.done === true) break
        this.piece = next.value
      }
      const taken = this.piece.subarray(0, length - filled)
      into.set(taken, at + filled)
      this.piece = this.piece.subarray(taken.length)
      filled += taken.length
    }
    return filled
  }

  async close(): Promise<void> {
    await this.pieces.return?.()
    this.file.destroy()
  }
}

function decompressed(file: Readable, compression: FileKind['compression']): AsyncIterable<Uint8Array> {
  if (compression === 'none') return file
  const unpack = compression === 'gzip' ? createGunzip({ chunkSize: PIECE_BYTES }) : createZstdDecompress({ chunkSize: PIECE_BYTES })
  // Errors arrive through the iteration of `unpack`, which the pipeline destroys with them.
  pipeline(file, unpack, () => {})
  return unpack
}

async function* recoded(pieces: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(decoder.decode(piece, { stream: true }))
  yield encoder.encode(decoder.decode())
}

async function* named(pieces: AsyncIterable<Uint8Array>, path: string, kind: FileKind): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
  } catch (cause) {
    if (kind.compression === 'none') throw cause
    throw new LockstepError(
      'E_DATA_FORMAT',
      `expected a whole ${kind.compression} file, ${path} is damaged or cut short (${(cause as Error).message})`,
      'Download or copy the file again.',
      cause,
    )
  }
}

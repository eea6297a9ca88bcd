/**
 * The bytes before and after the columns of an Arrow IPC file (Feather v2): one record batch of six non-null float64
 * columns, uncompressed, each at a multiple of 64 bytes. They follow from the row count and the labels alone, so a reader
 * need not decode them: a file is ours, whole and of these labels, when it begins and ends with exactly these bytes.
 * Format: https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */
import { BAR_COLUMNS } from '../model/bars.ts'
import { FlatBuilder } from './flat-builder.ts'

export interface ArrowFrame {
  readonly head: Uint8Array
  readonly tail: Uint8Array
  /** Rows with padding: each column takes `paddedRows` × 8 bytes of the body, a multiple of 64. */
  readonly paddedRows: number
  /** head + body + tail. */
  readonly fileBytes: number
}

const ALIGNMENT = 64
const MAGIC = new TextEncoder().encode('ARROW1')
const VERSION_5 = 4
const SCHEMA = 1
const RECORD_BATCH = 3
const FLOAT = 3
const DOUBLE_PRECISION = 2

export function arrowFrame(rows: number, labels: Readonly<Record<string, string>>): ArrowFrame {
  const paddedRows = Math.ceil(rows / 8) * 8
  const bodyBytes = paddedRows * 8 * BAR_COLUMNS.length
  const opening = concat([MAGIC, new Uint8Array(2)])
  const schema = message(schemaMessage(labels), 8, 0)
  const batchAt = opening.length + schema.length
  const batch = message(batchMessage(rows, paddedRows, bodyBytes), ALIGNMENT, batchAt)
  const head = concat([opening, schema, batch])
  const footer = footerOf(labels, batchAt, batch.length, bodyBytes)
  const endOfStream = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0)
  const tail = concat([endOfStream, footer, int32(footer.length), MAGIC])
  return { head, tail, paddedRows, fileBytes: head.length + bodyBytes + tail.length }
}

/** An encapsulated message: marker, length, metadata, padded so that the body after it starts at a multiple of `align`. */
function message(metadata: Uint8Array, align: number, at: number): Uint8Array {
  const padding = (align - ((at + 8 + metadata.length) % align)) % align
  return concat([int32(-1), int32(metadata.length + padding), metadata, new Uint8Array(padding)])
}

function schemaMessage(labels: Readonly<Record<string, string>>): Uint8Array {
  const b = new FlatBuilder()
  return b.finish(messageTable(b, SCHEMA, schemaTable(b, labels), 0))
}

function batchMessage(rows: number, paddedRows: number, bodyBytes: number): Uint8Array {
  const b = new FlatBuilder()
  const columnBytes = paddedRows * 8
  // For each column: where its validity would be (there is none, nothing is null), then where its values are.
  const buffers = b.structs(
    BAR_COLUMNS.flatMap((_, k) => [k * columnBytes, 0, k * columnBytes, rows * 8]),
    2,
  )
  const nodes = b.structs(
    BAR_COLUMNS.flatMap(() => [rows, 0]),
    2,
  )
  const batch = b.table([
    { slot: 0, int64: rows },
    { slot: 1, offset: nodes },
    { slot: 2, offset: buffers },
  ])
  return b.finish(messageTable(b, RECORD_BATCH, batch, bodyBytes))
}

function footerOf(labels: Readonly<Record<string, string>>, batchAt: number, batchBytes: number, bodyBytes: number): Uint8Array {
  const b = new FlatBuilder()
  // Block: offset, length of the metadata (an int32 and its padding make one int64), length of the body.
  const blocks = b.structs([batchAt, batchBytes, bodyBytes], 3)
  const dictionaries = b.structs([], 3)
  const schema = schemaTable(b, labels)
  return b.finish(
    b.table([
      { slot: 0, int16: VERSION_5 },
      { slot: 1, offset: schema },
      { slot: 2, offset: dictionaries },
      { slot: 3, offset: blocks },
    ]),
  )
}

function messageTable(b: FlatBuilder, kind: number, header: number, bodyBytes: number): number {
  return b.table([
    { slot: 0, int16: VERSION_5 },
    { slot: 1, byte: kind },
    { slot: 2, offset: header },
    { slot: 3, int64: bodyBytes },
  ])
}

function schemaTable(b: FlatBuilder, labels: Readonly<Record<string, string>>): number {
  const fields = BAR_COLUMNS.map((name) => {
    const type = b.table([{ slot: 0, int16: DOUBLE_PRECISION }])
    const children = b.vector([])
    const text = b.string(name)
    return b.table([
      { slot: 0, offset: text },
      { slot: 2, byte: FLOAT },
      { slot: 3, offset: type },
      { slot: 5, offset: children },
    ])
  })
  const entries = Object.entries(labels).map(([key, value]) => {
    const [k, v] = [b.string(key), b.string(value)]
    return b.table([
      { slot: 0, offset: k },
      { slot: 1, offset: v },
    ])
  })
  const fieldVector = b.vector(fields)
  const labelVector = b.vector(entries)
  return b.table([
    { slot: 1, offset: fieldVector },
    { slot: 2, offset: labelVector },
  ])
}

function int32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setInt32(0, value, true)
  return bytes
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

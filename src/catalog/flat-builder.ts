/**
 * Just enough of a FlatBuffers writer for the metadata of an Arrow file: tables, strings, vectors and structs of integers.
 * A buffer is built from its end to its start, so that what is pointed at is there before what points; an offset is
 * counted from the end while building. Format: https://flatbuffers.dev/internals
 */
import { assert } from '../base/assert.ts'

const CAPACITY = 4096

export class FlatBuilder {
  private readonly bytes = new Uint8Array(CAPACITY)
  private readonly view = new DataView(this.bytes.buffer)
  /** Bytes written so far, from the end. */
  private used = 0

  /** A table whose fields are given by slot; returns its offset. Numbers are little-endian. */
  table(fields: readonly TableField[]): number {
    const starts = new Map<number, number>()
    const before = this.used
    // Widest first, as alignment then costs nothing.
    for (const field of fields.toSorted((a, b) => width(b) - width(a))) {
      this.field(field)
      starts.set(field.slot, this.used)
    }
    this.int32(0)
    const table = this.used
    const slots = Math.max(...fields.map((f) => f.slot)) + 1
    for (let slot = slots - 1; slot >= 0; slot--) this.int16(starts.has(slot) ? table - starts.get(slot)! : 0)
    this.int16(table - before)
    this.int16(4 + 2 * slots)
    this.view.setInt32(CAPACITY - table, this.used - table, true)
    return table
  }

  string(text: string): number {
    const encoded = new TextEncoder().encode(text)
    this.align(4, encoded.length + 1)
    this.put(new Uint8Array(1))
    this.put(encoded)
    return this.int32(encoded.length)
  }

  /** A vector of offsets to what was built before. */
  vector(offsets: readonly number[]): number {
    this.align(4, offsets.length * 4)
    for (const offset of offsets.toReversed()) this.pointer(offset)
    return this.int32(offsets.length)
  }

  /** A vector of structs of int64s, `perStruct` in each. */
  structs(values: readonly number[], perStruct: number): number {
    this.align(8, values.length * 8)
    // The length stands just before elements that are aligned to 8.
    for (const value of values.toReversed()) this.int64(value)
    return this.int32(values.length / perStruct)
  }

  /** Ends with the root's offset; the length is a multiple of 8. */
  finish(root: number): Uint8Array {
    this.align(8, 4)
    this.pointer(root)
    return this.bytes.slice(CAPACITY - this.used)
  }

  private field(field: TableField): void {
    if ('offset' in field) this.pointer(field.offset)
    else if ('int64' in field) this.int64(field.int64)
    else if ('int16' in field) this.int16(field.int16)
    else this.put(Uint8Array.of(field.byte))
  }

  private pointer(offset: number): number {
    this.align(4, 4)
    return this.int32(this.used + 4 - offset)
  }

  private int16(value: number): void {
    this.align(2, 2)
    this.grow(2)
    this.view.setInt16(CAPACITY - this.used, value, true)
  }

  private int32(value: number): number {
    this.align(4, 4)
    this.grow(4)
    this.view.setInt32(CAPACITY - this.used, value, true)
    return this.used
  }

  private int64(value: number): void {
    this.align(8, 8)
    this.grow(8)
    this.view.setBigInt64(CAPACITY - this.used, BigInt(value), true)
  }

  private put(bytes: Uint8Array): void {
    this.grow(bytes.length)
    this.bytes.set(bytes, CAPACITY - this.used)
  }

  /** Pads so that `size` more bytes end at a multiple of `to`. */
  private align(to: number, size: number): void {
    this.grow((to - ((this.used + size) % to)) % to)
  }

  private grow(size: number): void {
    this.used += size
    assert(this.used <= CAPACITY, `metadata fits ${CAPACITY} bytes`)
  }
}

/** A field of a table: its slot in the schema's order, and one value. */
export type TableField = { readonly slot: number } & (
  | { readonly offset: number }
  | { readonly int64: number }
  | { readonly int16: number }
  | { readonly byte: number }
)

function width(field: TableField): number {
  return 'int64' in field ? 8 : 'offset' in field ? 4 : 'int16' in field ? 2 : 1
}

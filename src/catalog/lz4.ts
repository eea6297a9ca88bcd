/**
 * Decompression of LZ4 frames, as pandas and pyarrow write inside Feather files. Checksums are not verified: what comes
 * out is checked row by row anyway. Format: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
const MAGIC = 0x184d2204
const UNCOMPRESSED = 0x80000000
const MATCH_MIN = 4

/** The content of one or more frames. @throws RangeError when the input is no whole LZ4 */
export function decompressLz4(input: Uint8Array): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  const blocks = findBlocks(view)
  const output = new Uint8Array(blocks.reduce((sum, block) => sum + block.bytesMax, 0))
  let filled = 0
  for (const block of blocks) {
    const bytes = input.subarray(block.from, block.to)
    if (block.compressed) filled = inflateBlock(bytes, output, filled)
    else {
      output.set(bytes, filled)
      filled += bytes.length
    }
  }
  return output.subarray(0, filled)
}

interface Block {
  readonly from: number
  readonly to: number
  readonly compressed: boolean
  /** The most it can hold. */
  readonly bytesMax: number
}

function findBlocks(view: DataView): Block[] {
  const blocks: Block[] = []
  let p = 0
  while (p < view.byteLength) {
    if (view.getUint32(p, true) !== MAGIC) throw new RangeError('no LZ4 frame')
    const flags = view.getUint8(p + 4)
    const blockBytesMax = 1 << (8 + 2 * ((view.getUint8(p + 5) >> 4) & 7))
    const blockChecksum = (flags & 0x10) !== 0 ? 4 : 0
    p += 7 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0)
    for (let size = view.getUint32(p, true); size !== 0; size = view.getUint32(p, true)) {
      const bytes = size & ~UNCOMPRESSED
      const from = p + 4
      if (from + bytes > view.byteLength) throw new RangeError('LZ4 block is cut short')
      const compressed = (size & UNCOMPRESSED) === 0
      blocks.push({ from, to: from + bytes, compressed, bytesMax: compressed ? blockBytesMax : bytes })
      p = from + bytes + blockChecksum
    }
    p += 4 + ((flags & 0x04) !== 0 ? 4 : 0)
  }
  return blocks
}

/** A block is sequences of literal bytes and a copy of earlier output; the last has literals only. Returns the new fill. */
function inflateBlock(input: Uint8Array, output: Uint8Array, filled: number): number {
  let p = 0
  while (p < input.length) {
    const token = input[p++]!
    let literals = token >> 4
    if (literals === 15) {
      let more = 255
      while (more === 255) literals += more = byteAt(input, p++)
    }
    if (p + literals > input.length || filled + literals > output.length) throw new RangeError('LZ4 literals run past the end')
    for (let k = 0; k < literals; k++) output[filled++] = input[p++]!
    if (p === input.length) break
    const distance = byteAt(input, p) | (byteAt(input, p + 1) << 8)
    p += 2
    let length = token & 15
    if (length === 15) {
      let more = 255
      while (more === 255) length += more = byteAt(input, p++)
    }
    length += MATCH_MIN
    if (distance === 0 || distance > filled || filled + length > output.length) throw new RangeError('LZ4 copy is out of range')
    // Byte by byte, since a copy may overlap what it writes.
    for (let k = 0; k < length; k++, filled++) output[filled] = output[filled - distance]!
  }
  return filled
}

function byteAt(input: Uint8Array, p: number): number {
  const byte = input[p]
  if (byte === undefined) throw new RangeError('LZ4 block is cut short')
  return byte
}

/** For tests: zip archives and LEAN folders written from plain text. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipOptions {
  /** Leave the bytes as they are instead of deflating them. */
  readonly stored?: boolean
  /** Sizes and places in the 64-bit form, as LEAN's own writer has it. */
  readonly wide?: boolean
  /** Bits of the general purpose flag; 1 is encrypted. */
  readonly flags?: number
  /** What the directory says the sizes are, when it lies. */
  readonly saysSize?: number
  readonly method?: number
}

/** A zip of text files by name. */
export function zipOf(files: Readonly<Record<string, string>>, options: ZipOptions = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text)
    const packed = options.stored === true ? bytes : deflateRawSync(bytes)
    const nameBytes = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(nameBytes.length, 26)
    directory.push(
      directoryEntry({ nameBytes, packed: packed.length, size: options.saysSize ?? bytes.length, checksum: crc32(bytes), at }, options),
    )
    parts.push(local, nameBytes, packed)
    at += 30 + nameBytes.length + packed.length
  }
  const entries = Buffer.concat(directory)
  return Buffer.concat([...parts, entries, ...endRecords(directory.length, entries.length, at, options.wide === true)])
}

/** Writes files below `root`: zips from `{ entry: text }`, others from text. */
export async function writeFolder(
  root: string,
  files: Readonly<Record<string, string | Buffer | Readonly<Record<string, string>>>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path)
    await mkdir(dirname(full), { recursive: true })
    await writeFile(full, typeof content === 'string' || Buffer.isBuffer(content) ? content : zipOf(content))
  }
}

interface EntryFacts {
  readonly nameBytes: Buffer
  readonly packed: number
  readonly size: number
  readonly checksum: number
  readonly at: number
}

function directoryEntry({ nameBytes, packed, size, checksum, at }: EntryFacts, { stored, wide, flags = 0, method }: ZipOptions): Buffer {
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(flags, 8)
  head.writeUInt16LE(method ?? (stored === true ? 0 : 8), 10)
  head.writeUInt32LE(checksum, 16)
  head.writeUInt32LE(wide === true ? 0xffffffff : packed, 20)
  head.writeUInt32LE(wide === true ? 0xffffffff : size, 24)
  head.writeUInt16LE(nameBytes.length, 28)
  head.writeUInt32LE(wide === true ? 0xffffffff : at, 42)
  if (wide !== true) return Buffer.concat([head, nameBytes])
  const extra = Buffer.alloc(28)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(24, 2)
  extra.writeBigUInt64LE(BigInt(size), 4)
  extra.writeBigUInt64LE(BigInt(packed), 12)
  extra.writeBigUInt64LE(BigInt(at), 20)
  head.writeUInt16LE(extra.length, 30)
  return Buffer.concat([head, nameBytes, extra])
}

function endRecords(count: number, size: number, at: number, wide: boolean): Buffer[] {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(wide ? 0xffff : count, 10)
  end.writeUInt32LE(wide ? 0xffffffff : size, 12)
  end.writeUInt32LE(wide ? 0xffffffff : at, 16)
  if (!wide) return [end]
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(at), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(at + size), 8)
  return [record, locator, end]
}

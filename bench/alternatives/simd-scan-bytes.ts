/** A module of WebAssembly with one function, put together byte by byte: the first row with a low at or below `down` or a high at or above `up`. */

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const I32 = 0x7f
const F64 = 0x7c
const V128 = 0x7b
/** Parameters: byte offsets of the low and the high of row `i`, the levels, the row and the first that is not asked about. Then two vectors. */
const [LOW, HIGH, DOWN, UP, I, TO, DOWNS, UPS] = [0, 1, 2, 3, 4, 5, 6, 7]
const get = (local: number): number[] => [0x20, local]
const set = (local: number): number[] => [0x21, local]
/** `local += by` for a number below 64, or 64 itself. */
const advance = (local: number, by: number): number[] => [...get(local), 0x41, ...(by < 64 ? [by] : [0xc0, 0x00]), 0x6a, ...set(local)]
const loadPair = (local: number, offset: number): number[] => [...get(local), 0xfd, 0x00, 3, offset]
const load = (local: number): number[] => [...get(local), 0x2b, 3, 0]
const OR = [0xfd, 0x50]

/** Rows of one round of the vector loop, two in a vector. */
const ROWS = 8

/** Whether rows `i + k` and `i + k + 1` touch, as a mask. */
function touch(k: number): number[] {
  return [...loadPair(LOW, 8 * k), ...get(DOWNS), 0xfd, 0x4b, ...loadPair(HIGH, 8 * k), ...get(UPS), 0xfd, 0x4c, ...OR]
}

/** `while (true) { …; if (stop) break; advance }` */
function loop(body: readonly number[]): number[] {
  return [0x02, 0x40, 0x03, 0x40, ...body, 0x0c, 0, 0x0b, 0x0b]
}

function code(): number[] {
  const splat = [...get(DOWN), 0xfd, 0x14, ...set(DOWNS), ...get(UP), 0xfd, 0x14, ...set(UPS)]
  const tooFew = [...get(I), 0x41, ROWS, 0x6a, ...get(TO), 0x4a, 0x0d, 1]
  const anyTouches = [...touch(0), ...touch(2), ...OR, ...touch(4), ...OR, ...touch(6), ...OR, 0xfd, 0x53, 0x0d, 1]
  const many = loop([...tooFew, ...anyTouches, ...advance(LOW, 8 * ROWS), ...advance(HIGH, 8 * ROWS), ...advance(I, ROWS)])
  const isOver = [...get(I), ...get(TO), 0x4e, 0x0d, 1]
  const touches = [...load(LOW), ...get(DOWN), 0x65, ...load(HIGH), ...get(UP), 0x66, 0x72, 0x0d, 1]
  const one = loop([...isOver, ...touches, ...advance(LOW, 8), ...advance(HIGH, 8), ...advance(I, 1)])
  return [...splat, ...many, ...one, ...get(I), 0x0b]
}

export function simdScanBytes(): Uint8Array<ArrayBuffer> {
  const body = [1, 2, V128, ...code()]
  return Uint8Array.from([
    ...HEADER,
    ...section(1, [1, 0x60, 6, I32, I32, F64, F64, I32, I32, 1, I32]),
    ...section(2, [1, ...text('bars'), ...text('memory'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('firstTouch'), 0, 0]),
    ...section(10, [1, ...length(body.length), ...body]),
  ])
}

function section(id: number, bytes: readonly number[]): number[] {
  return [id, ...length(bytes.length), ...bytes]
}

function text(name: string): number[] {
  return [name.length, ...Buffer.from(name)]
}

/** A length below 16,384, seven bits a byte. */
function length(count: number): number[] {
  return count < 128 ? [count] : [(count & 127) | 128, count >>> 7]
}

/** Bars as a plain file of comma-separated values, as exchanges give it: epoch milliseconds and prices of two decimals. */
import { closeSync, openSync, writeSync } from 'node:fs'
import type { Bars } from 'lockstep'

const HEADER = 'time,open,high,low,close,volume\n'
const BLOCK_BYTES = 1 << 20
/** More than any row takes. */
const ROW_BYTES_MAX = 128
const COMMA = 44
const NEWLINE = 10
const POINT = 46
const ZERO = 48

/** Writes all bars to a new file and returns its size in bytes. */
export function writeCsv(path: string, bars: Bars): number {
  const file = openSync(path, 'w')
  const text = new TextWriter(BLOCK_BYTES)
  try {
    let bytes = writeSync(file, HEADER)
    for (let i = 0; i < bars.length; i++) {
      text.row(bars, i)
      if (i < bars.length - 1 && text.length < BLOCK_BYTES - ROW_BYTES_MAX) continue
      bytes += writeSync(file, text.bytes, 0, text.length)
      text.length = 0
    }
    return bytes
  } finally {
    closeSync(file)
  }
}

class TextWriter {
  readonly bytes: Uint8Array
  length = 0

  constructor(size: number) {
    this.bytes = new Uint8Array(size)
  }

  row(bars: Bars, i: number): void {
    this.whole(bars.time[i]!, COMMA)
    this.price(bars.open[i]!)
    this.price(bars.high[i]!)
    this.price(bars.low[i]!)
    this.price(bars.close[i]!)
    this.whole(bars.volume[i]!, NEWLINE)
  }

  /** Exact for prices of at most two decimals. */
  private price(value: number): void {
    const cents = Math.round(value * 100)
    this.whole(Math.floor(cents / 100), POINT)
    this.bytes[this.length++] = ZERO + Math.floor((cents % 100) / 10)
    this.bytes[this.length++] = ZERO + (cents % 10)
    this.bytes[this.length++] = COMMA
  }

  private whole(value: number, then: number): void {
    let digits = 1
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++
    for (let k = digits - 1, rest = value; k >= 0; k--) {
      const tens = Math.floor(rest / 10)
      this.bytes[this.length + k] = ZERO + (rest - tens * 10)
      rest = tens
    }
    this.length += digits
    this.bytes[this.length++] = then
  }
}

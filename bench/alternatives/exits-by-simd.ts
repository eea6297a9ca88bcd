/**
 * Bars passed over two at a time by WebAssembly's vectors, against the scan in JavaScript: stops near enough that no index is built. The
 * columns of lows and highs are taken to lie in WebAssembly's memory already, so that copying them there is not counted.
 */
import type { Bars } from 'lockstep'
// What a position's slot holds is no concern of users.
import { P_DOWN, P_UP } from '../../src/batch/position.ts'
import type { Contest } from './contest.ts'
import { exitJob, sumOf, tradesOf, type Scan } from './exit-job.ts'
import { simdScanBytes } from './simd-scan-bytes.ts'

/** As much of it as is used here: the types of Node leave it out. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> }
}

const PAGE_BYTES = 65_536
const STOP = 16
const TARGET = 24

export function contest(bars: Bars): Contest {
  const job = exitJob(bars, STOP, TARGET)
  const scan = simdScan(bars)
  return { lost: () => sumOf(tradesOf(job, scan)), won: () => sumOf(tradesOf(job)), comparedTo: 'the scan in JavaScript' }
}

type FirstTouch = (low: number, high: number, down: number, up: number, from: number, to: number) => number

function simdScan({ length, low, high }: Bars): Scan {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((16 * length) / PAGE_BYTES) })
  new Float64Array(memory.buffer, 0, length).set(low)
  new Float64Array(memory.buffer, 8 * length, length).set(high)
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(simdScanBytes()), { bars: { memory } })
  const firstTouch = exports['firstTouch'] as FirstTouch
  return {
    turnTo() {},
    next: (s, at, from, to) => firstTouch(8 * from, 8 * (length + from), s[at + P_DOWN]!, s[at + P_UP]!, from, to),
    readRow() {},
  }
}

/** Two programs are compared only when they did the same: these stop the benchmark when they did not. */
import type { Bars, ReportDocument } from 'lockstep'

/** What a hand-written loop says of its run. */
export interface Outcome {
  readonly fills: number
  readonly equity: number
  readonly drawdown: number
  /** Share of bars with a position, where the loop keeps it. */
  readonly exposure?: number
}

/** Fills, equity at the end and deepest drawdown of a report are those of the hand-written loop. */
export function assertSameOutcome(report: ReportDocument, hand: Outcome): void {
  const figure = (id: string): number => report.statistics.all.find((s) => s.id === id)?.value ?? NaN
  const pairs: readonly (readonly [string, number, number])[] = [
    ['fills', report.fills.count, hand.fills],
    ['equity', figure('finalEquity'), hand.equity],
    ['drawdown', figure('maxDrawdown'), hand.drawdown],
    ...(hand.exposure === undefined ? [] : [['exposure', figure('exposureTime'), hand.exposure] as const]),
  ]
  for (const [what, engine, loop] of pairs) {
    if (!(Math.abs(engine - loop) <= 1e-9 * Math.abs(loop)))
      throw new Error(`expected equal ${what}, the engine has ${engine} and the loop ${loop}`)
  }
  if (!(hand.fills > 0)) throw new Error('expected fills to compare, there are none')
}

/** All six columns hold the same bits. */
export function assertSameBars(what: string, a: Bars, b: Bars): void {
  if (a.length !== b.length) throw new Error(`expected ${what} to hold ${b.length} bars, it has ${a.length}`)
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
    const [x, y] = [bytesOf(a[name]), bytesOf(b[name])]
    if (Buffer.compare(x, y) !== 0) throw new Error(`expected ${what} to hold the same column ${name}, it differs`)
  }
}

function bytesOf(column: Float64Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength)
}

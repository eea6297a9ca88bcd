/** Times designs in turns in one process: A B A B …, so that whatever the machine does meets all of them alike. */
import { performance } from 'node:perf_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import type { Measured } from './budgets.ts'
import { Collections, type Counts } from './collections.ts'

/**
 * One design. Its first run is kept apart. What it returns is kept until its next run has ended: code that V8 compiled for
 * objects is thrown away when the last of them is collected, and a heap cleared of everything would make every run the first.
 */
export type Work = () => unknown

export interface Timed {
  /** Median and minimum of the rounds, and the first run before them, ms. */
  readonly medianMs: number
  readonly minMs: number
  readonly coldMs: number
  /** Most collections that any round had. */
  readonly gc: Counts
}

export interface Turns<Names extends string> {
  readonly timed: Readonly<Record<Names, Timed>>
  /** How much a fixed calculation varied between the rounds: median / minimum - 1. Above 0.1 the host is noisy. */
  readonly noise: number
}

/** Runs every work once cold, then `rounds` times each in turns, with the heap cleared between runs and outside the time. */
export async function takeTurns<Names extends string>(works: Readonly<Record<Names, Work>>, rounds: number): Promise<Turns<Names>> {
  const collections = new Collections()
  const names = Object.keys(works) as Names[]
  const spans = names.map((): Span[] => [])
  const kept: unknown[] = []
  const calibration: number[] = []
  for (let round = 0; round <= rounds; round++) {
    for (const [k, name] of names.entries()) {
      clearHeap()
      // Entries of that collection are handed out before the clock starts.
      await turn()
      const from = performance.now()
      const made = await works[name]()
      spans[k]!.push({ from, to: performance.now() })
      kept[k] = made
    }
    if (round > 0) calibration.push(calibrate())
  }
  await collections.settle()
  const timed = spans.map(([cold, ...warm]): Timed => {
    const ms = warm.map(({ from, to }) => to - from)
    const counts = warm.map(({ from, to }) => collections.between(from, to))
    return {
      medianMs: median(ms),
      minMs: Math.min(...ms),
      coldMs: cold!.to - cold!.from,
      gc: { minor: Math.max(...counts.map((c) => c.minor)), major: Math.max(...counts.map((c) => c.major)) },
    }
  })
  collections.stop()
  const byName = Object.fromEntries(names.map((name, k) => [name, timed[k]!])) as Record<Names, Timed>
  return { timed: byName, noise: median(calibration) / Math.min(...calibration) - 1 }
}

/** The figures of a design against another's, for `items` things done in a round. */
export function against(design: Timed, other: Timed, items: number): Omit<Measured, 'id' | 'noise'> {
  return {
    value: design.medianMs,
    against: other.medianMs,
    ratio: design.medianMs / other.medianMs,
    gc: design.gc,
    perSecond: (1000 * items) / design.medianMs,
    cold: design.coldMs,
    min: design.minMs,
  }
}

/** The same for work of milliseconds, of which the fastest round is what the machine did not disturb. */
export function fastest(design: Timed, otherMs: number, items: number): Omit<Measured, 'id' | 'noise'> {
  const { minMs, coldMs, gc } = design
  return { value: minMs, against: otherMs, ratio: minMs / otherMs, gc, perSecond: (1000 * items) / minMs, cold: coldMs, min: minMs }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Collects the whole heap now. */
export function clearHeap(): void {
  if (globalThis.gc === undefined) throw new Error('expected node with --expose-gc')
  globalThis.gc()
}

/** Always the same calculation, about 20 ms of additions that wait for one another. */
function calibrate(): number {
  const from = performance.now()
  let sum = 0
  for (let i = 0; i < 20_000_000; i++) sum += sum > 1 ? -1 : 1e-7 * i
  const to = performance.now()
  if (Number.isNaN(sum)) throw new Error('unreachable')
  return to - from
}

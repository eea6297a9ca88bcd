/** Changes to open orders: applied at once, or kept while they are on their way to the venue. */
import type { Amendment } from '../model/ports.ts'
import {
  O_BARS_LEFT,
  O_DECISION,
  O_EXPIRES,
  O_LEVEL,
  O_LIMIT,
  O_LOTS,
  O_ORDERED,
  O_TIF,
  O_TRAIL,
  O_TRAIL_KIND,
  O_TRIGGERED,
  O_WISH,
} from '../model/orders.ts'

interface Waiting {
  readonly id: number
  readonly instrument: number
  readonly effectMs: number
  readonly change: Amendment
}

/** Amendments on their way, in the order they were asked for. As many as a strategy asks for within the latency of the run. */
export class Amendments {
  private waiting: Waiting[] = []

  add(id: number, instrument: number, effectMs: number, change: Amendment): void {
    this.waiting.push({ id, instrument, effectMs, change: { ...change } })
  }

  /** Those of one order. */
  of(id: number): readonly Amendment[] {
    return this.waiting.filter((w) => w.id === id).map((w) => w.change)
  }

  /** When the next one of an instrument takes effect, epoch ms; Infinity for none. */
  next(instrument: number): number {
    let soonest = Infinity
    for (const w of this.waiting) if (w.instrument === instrument) soonest = Math.min(soonest, w.effectMs)
    return soonest
  }

  /** Takes out the first one of an instrument that takes effect by `timeMs`, or null. */
  take(instrument: number, timeMs: number): Waiting | null {
    if (this.waiting.length === 0) return null
    const k = this.waiting.findIndex((w) => w.instrument === instrument && w.effectMs <= timeMs)
    return k < 0 ? null : this.waiting.splice(k, 1)[0]!
  }
}

/** Writes what an amendment changes (NaN: as it was). Returns whether the order goes to the end of the queue: a new price, or more lots. */
export function applyAmendment(s: Float64Array, at: number, change: Amendment): boolean {
  const { level, limit, ordered, trail, trailKind, expires, bars, tif, decision } = change
  const isTriggered = s[at + O_TRIGGERED] === 1 && !Number.isNaN(s[at + O_LIMIT]!)
  const grows = ordered > s[at + O_ORDERED]!
  let moves = false
  if (!Number.isNaN(limit) && limit !== s[at + O_LIMIT]) {
    s[at + O_LIMIT] = limit
    if (isTriggered) s[at + O_LEVEL] = limit
    moves = true
  }
  if (!Number.isNaN(level) && !isTriggered && level !== s[at + O_LEVEL]) {
    s[at + O_LEVEL] = level
    moves = true
  }
  if (!Number.isNaN(trail)) {
    s[at + O_TRAIL] = trail
    s[at + O_TRAIL_KIND] = trailKind
    moves = true
  }
  if (!Number.isNaN(ordered)) {
    s[at + O_LOTS] = s[at + O_LOTS]! + ordered - s[at + O_ORDERED]!
    s[at + O_ORDERED] = ordered
    // What is told its size is not sized anew as it fills.
    s[at + O_WISH] = 0
  }
  if (!Number.isNaN(tif)) {
    s[at + O_TIF] = tif
    s[at + O_EXPIRES] = expires
    s[at + O_BARS_LEFT] = bars
  }
  if (moves) s[at + O_DECISION] = decision
  return moves || grows
}

/**
 * Lots that were opened and not yet closed, first in first out by place: chains in one pool of doubles, so that a fill allocates
 * nothing. A place is an owner's position in an instrument.
 */

/** Fields of a lot in the pool. */
export const P_LOTS = 0
/** What it cost: signed ledger units of the instrument's currency, negative for a short. */
export const P_COST = 1
/** Ledger units of the account. */
export const P_FEES = 2
export const P_ADJUSTED = 3
/** Epoch ms. */
export const P_TIME = 4
export const P_OPENER = 5
const WIDTH = 6

/** Lots that may be open at a time, beside one for each place; a fill that opens one more adds to the last one of its place. */
export const OPEN_MAX = 65_536

export class OpenLots {
  /** Lot n has its fields at n × WIDTH, see `at`. Replaced as it grows. */
  pool: Float64Array = new Float64Array(64 * WIDTH)
  /** The next of the same place, −1 for none. */
  next: Int32Array = new Int32Array(64)
  /** Oldest and newest by place, −1 for none. */
  readonly first: Int32Array
  readonly last: Int32Array
  private inUse = 0
  private everUsed = 0
  private free = -1

  constructor(places: number) {
    this.first = new Int32Array(places).fill(-1)
    this.last = new Int32Array(places).fill(-1)
  }

  at(lot: number): number {
    return lot * WIDTH
  }

  /** Where the fields of a lot at the end of its place are, all 0 if it is a new one. */
  push(place: number): number {
    const last = this.last[place]!
    if (last >= 0 && this.inUse >= OPEN_MAX) return last * WIDTH
    const lot = this.take()
    this.next[lot] = -1
    if (last < 0) this.first[place] = lot
    else this.next[last] = lot
    this.last[place] = lot
    const at = lot * WIDTH
    // A loop of stores: `fill` costs more than the whole of the rest.
    for (let k = 0; k < WIDTH; k++) this.pool[at + k] = 0
    return at
  }

  /** Takes the oldest lot of a place away. */
  shift(place: number): void {
    const lot = this.first[place]!
    const next = this.next[lot]!
    this.first[place] = next
    if (next < 0) this.last[place] = -1
    this.next[lot] = this.free
    this.free = lot
    this.inUse--
  }

  private take(): number {
    this.inUse++
    const lot = this.free
    if (lot >= 0) {
      this.free = this.next[lot]!
      return lot
    }
    if (this.everUsed === this.next.length) this.grow()
    return this.everUsed++
  }

  private grow(): void {
    const pool = new Float64Array(this.pool.length * 2)
    const next = new Int32Array(this.next.length * 2)
    pool.set(this.pool)
    next.set(this.next)
    this.pool = pool
    this.next = next
  }
}

/**
 * Columns in memory that all threads share, and a directory that says where each lies. Whoever asks for columns that are not there gets
 * room for them and computes them; meanwhile others compute their own and wait for nobody. Columns that a run reads are pinned until it
 * ends; of the others, those that were asked for longest ago make room. A thread may be ended anywhere: what it left pinned or half
 * computed is given up when it leaves its place.
 */

/** Threads that may share an arena. */
export const PLACES_MAX = 256
/** Sets of columns that it holds at most. */
const ENTRIES_MAX = 1024
/** Tries to enter the directory, which others leave after microseconds: about a tenth of a millisecond. */
const TRIES_MAX = 2000

const EMPTY = 0
const COMPUTING = 1
const READY = 2

/** Where in the directory: who is in it, how many times columns were asked for, how many places there were, then the entries. */
const INSIDE = 0
const CLOCK = 1
const PLACES = 2
const FIRST = 3

/** Fields of an entry. */
const STATE = 0
const KEY = 1
const KEY_WORDS = 4
const AT = 5
const SIZE = 6
const ROWS = 7
const USED = 8
const OWNER = 9
const FIELDS = 10

const ENTRIES_END = FIRST + ENTRIES_MAX * FIELDS

/** What threads are sent. */
export interface SharedArena {
  readonly entries: SharedArrayBuffer
  /** A byte for each entry and place: 1 where the thread in that place reads it. */
  readonly pins: SharedArrayBuffer
  readonly memory: SharedArrayBuffer
}

/** Columns that were asked for: there, or room in which to compute them and then `publish` or `drop` them. */
export interface Taken {
  readonly entry: number
  readonly columns: readonly Float64Array[]
  readonly isReady: boolean
}

/** Memory that is not used is not taken of the machine. */
export function createArena(bytes: number): SharedArena {
  return {
    entries: new SharedArrayBuffer(ENTRIES_END * 4),
    pins: new SharedArrayBuffer(ENTRIES_MAX * PLACES_MAX),
    memory: new SharedArrayBuffer(8 * Math.floor(bytes / 8)),
  }
}

export class LineArena {
  private readonly entries: Int32Array
  private readonly pins: Uint8Array
  private readonly memory: SharedArrayBuffer
  private readonly place: number
  /** Sets of columns that were given up for others, by this thread. */
  evicted = 0

  /** @param place this thread's, below PLACES_MAX; no other thread has it at the same time */
  constructor({ entries, pins, memory }: SharedArena, place: number) {
    this.entries = new Int32Array(entries)
    this.pins = new Uint8Array(pins)
    this.memory = memory
    this.place = place
    for (let known = 0; known <= place;) known = Atomics.compareExchange(this.entries, PLACES, known, place + 1)
  }

  /** Bytes of columns that are there. */
  get bytes(): number {
    let doubles = 0
    for (let entry = FIRST; entry < ENTRIES_END; entry += FIELDS) if (this.stateOf(entry) !== EMPTY) doubles += this.entries[entry + SIZE]!
    return 8 * doubles
  }

  /**
   * Columns of a key with at least so many rows. null where there is no room, or another thread computes them.
   * @param key 128 bits in hex
   */
  take(key: string, rows: number, count: number): Taken | null {
    if (!this.enter()) return null
    try {
      const words = wordsOf(key)
      const now = ++this.entries[CLOCK]!
      for (let entry = FIRST; entry < ENTRIES_END; entry += FIELDS) {
        if (!this.isOf(entry, words)) continue
        if (this.entries[entry + ROWS]! >= rows) return this.read(entry, rows, count, now)
        // One that is too short is replaced by one that serves both.
        if (this.mayGo(entry)) this.forget(entry)
      }
      return this.claim(words, rows, count, now)
    } finally {
      Atomics.store(this.entries, INSIDE, 0)
    }
  }

  /** What was computed is there for others. */
  publish(entry: number): void {
    Atomics.store(this.entries, entry + STATE, READY)
  }

  /** What could not be computed is not there. */
  drop(entry: number): void {
    this.setPin(entry, this.place, 0)
    Atomics.store(this.entries, entry + STATE, EMPTY)
  }

  /** This thread's run has ended: it reads nothing any more. */
  release(): void {
    this.unpin(this.place)
  }

  /** A thread is gone for good: what it read is read no more, what it computed never will be. */
  abandon(place: number): void {
    const { entries } = this
    for (let entry = FIRST; entry < ENTRIES_END; entry += FIELDS) {
      if (this.stateOf(entry) === COMPUTING && entries[entry + OWNER] === place) Atomics.store(entries, entry + STATE, EMPTY)
    }
    this.unpin(place)
    Atomics.compareExchange(entries, INSIDE, place + 1, 0)
  }

  /** One thread at a time is in the directory, for microseconds; false where it takes longer to get in than is worth it. */
  private enter(): boolean {
    for (let k = 0; k < TRIES_MAX; k++) {
      if (Atomics.load(this.entries, INSIDE) === 0 && Atomics.compareExchange(this.entries, INSIDE, 0, this.place + 1) === 0) return true
    }
    return false
  }

  private read(entry: number, rows: number, count: number, now: number): Taken | null {
    if (this.stateOf(entry) !== READY) return null
    this.entries[entry + USED] = now
    this.setPin(entry, this.place, 1)
    return { entry, columns: this.columnsOf(entry, rows, count), isReady: true }
  }

  private claim(words: Int32Array, rows: number, count: number, now: number): Taken | null {
    const size = rows * count
    const at = this.makeRoom(size)
    const entry = at === null ? null : this.makeEntry()
    if (at === null || entry === null) return null
    this.entries.set(words, entry + KEY)
    this.entries.set([at, size, rows, now, this.place], entry + AT)
    this.setPin(entry, this.place, 1)
    // Last: an entry is either whole or none.
    Atomics.store(this.entries, entry + STATE, COMPUTING)
    return { entry, columns: this.columnsOf(entry, rows, count), isReady: false }
  }

  /** Where `size` doubles may lie: of all places, where what has to go was asked for longest ago, the first of equals. */
  private makeRoom(size: number): number | null {
    const { entries } = this
    const there: number[] = []
    for (let entry = FIRST; entry < ENTRIES_END; entry += FIELDS) if (this.stateOf(entry) !== EMPTY) there.push(entry)
    there.sort((a, b) => entries[a + AT]! - entries[b + AT]!)
    const ends = there.map((entry) => entries[entry + AT]! + entries[entry + SIZE]!)
    let best: { readonly at: number; readonly first: number; readonly end: number } | null = null
    let bestUsed = Infinity
    for (let k = -1; k < there.length && bestUsed >= 0; k++) {
      const at = k < 0 ? 0 : ends[k]!
      if (8 * (at + size) > this.memory.byteLength) break
      let used = -1
      let end = k + 1
      for (; end < there.length && entries[there[end]! + AT]! < at + size; end++) {
        used = Math.max(used, this.mayGo(there[end]!) ? entries[there[end]! + USED]! : Infinity)
      }
      if (used < bestUsed) {
        best = { at, first: k + 1, end }
        bestUsed = used
      }
    }
    if (best === null) return null
    for (const entry of there.slice(best.first, best.end)) this.evict(entry)
    return best.at
  }

  /** An entry that is free, or was asked for longest ago. */
  private makeEntry(): number | null {
    let oldest: number | null = null
    for (let entry = FIRST; entry < ENTRIES_END; entry += FIELDS) {
      if (this.stateOf(entry) === EMPTY) return entry
      if (!this.mayGo(entry)) continue
      if (oldest === null || this.entries[entry + USED]! < this.entries[oldest + USED]!) oldest = entry
    }
    if (oldest !== null) this.evict(oldest)
    return oldest
  }

  private evict(entry: number): void {
    this.forget(entry)
    this.evicted++
  }

  private forget(entry: number): void {
    Atomics.store(this.entries, entry + STATE, EMPTY)
  }

  /** Whether it is whole and nobody reads it. */
  private mayGo(entry: number): boolean {
    if (this.stateOf(entry) !== READY) return false
    const places = Atomics.load(this.entries, PLACES)
    for (let place = 0; place < places; place++) if (Atomics.load(this.pins, pinOf(entry, place)) !== 0) return false
    return true
  }

  private unpin(place: number): void {
    for (let entry = FIRST; entry < ENTRIES_END; entry += FIELDS) this.setPin(entry, place, 0)
  }

  private setPin(entry: number, place: number, pin: 0 | 1): void {
    Atomics.store(this.pins, pinOf(entry, place), pin)
  }

  private stateOf(entry: number): number {
    return Atomics.load(this.entries, entry + STATE)
  }

  private isOf(entry: number, words: Int32Array): boolean {
    if (this.stateOf(entry) === EMPTY) return false
    for (let k = 0; k < KEY_WORDS; k++) if (this.entries[entry + KEY + k] !== words[k]) return false
    return true
  }

  private columnsOf(entry: number, rows: number, count: number): Float64Array[] {
    const at = this.entries[entry + AT]!
    const stride = this.entries[entry + ROWS]!
    return Array.from({ length: count }, (_, k) => new Float64Array(this.memory, 8 * (at + k * stride), rows))
  }
}

function pinOf(entry: number, place: number): number {
  return ((entry - FIRST) / FIELDS) * PLACES_MAX + place
}

function wordsOf(key: string): Int32Array {
  return Int32Array.from({ length: KEY_WORDS }, (_, k) => Number.parseInt(key.slice(8 * k, 8 * k + 8), 16))
}

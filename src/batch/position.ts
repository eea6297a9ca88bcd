/**
 * A simulated position as a slot of doubles. Prices are ticks times the side, so that every position is a long one: what protects it lies
 * below and what it hopes for above. A short's high is then the low of the bar with its sign turned.
 */
export const P_WIDTH = 36
/** The prices of the bars at or below, and at or above which something may happen: read by the scan, money. */
export const P_DOWN = 0
export const P_UP = 1
/**
 * A trail that the scan follows by itself: the best price so far, money; the share of it and the money below it at which the stop may lie.
 * The share is NaN where the scan follows nothing.
 */
export const P_TOP = 32
export const P_SCALE = 33
export const P_GAP = 34
/** Number of the entry, from 0. */
export const P_ENTRY = 2
/** +1 long, -1 short. */
export const P_SIDE = 3
export const P_LOTS = 4
/** The stop, -Infinity for none; Infinity once it was moved beyond the close: then the next open fills it. */
export const P_LEVEL = 5
/** What set the stop: the entry, the trail or a step, as an index into `exitReasons`. */
export const P_LEVEL_BY = 6
/** Infinity for none. */
export const P_TARGET = 7
/** Of an entry that has not filled: how many risks away its target is to lie; NaN where it has a price. */
export const P_TARGET_R = 8
/** Distance of the trail: ticks, a share, or a multiple of the line; NaN for none. */
export const P_TRAIL = 9
/** The price from which it follows; -Infinity once it does. */
export const P_ACTIVATION = 10
/** First row at whose close it may follow. */
export const P_TRAIL_ROW = 11
/** Best price that it followed. */
export const P_BEST = 12
/** Number of steps taken. */
export const P_STEP = 13
/** The first row whose whole bar it is held in. */
export const P_FIRST_ROW = 14
/** The row at which its bars are over, and the next at which its session is; Infinity for never. */
export const P_DUE_ROW = 15
export const P_SESSION_ROW = 16
/** The next row to be looked at; of a finished one, that after its exit. */
export const P_ROW = 17
/** The price that it was decided at. */
export const P_DECISION = 18
export const P_ENTRY_ROW = 19
export const P_ENTRY_TIME = 20
export const P_ENTRY_PRICE = 21
/** Ledger units. */
export const P_ENTRY_NOTIONAL = 22
export const P_ENTRY_FEE = 23
/** From the entry to its first stop, NaN where it had none. */
export const P_RISK = 24
export const P_EXIT_ROW = 25
export const P_EXIT_TIME = 26
export const P_EXIT_PRICE = 27
export const P_EXIT_NOTIONAL = 28
export const P_EXIT_FEE = 29
export const P_WORST = 30
export const P_BEST_SEEN = 31

/** Why a trade ended, by number. */
export const exitReasons = ['none', 'stop', 'trail', 'step', 'target', 'expired', 'session', 'end'] as const
export type ExitReason = (typeof exitReasons)[number]
export const HELD = 0
export const BY_STOP = 1
export const BY_TRAIL = 2
export const BY_STEP = 3
export const BY_TARGET = 4
export const BY_EXPIRY = 5
export const BY_SESSION = 6
export const BY_END = 7

/** Bars that follow one another, as columns of one length: all there are, or a chunk of them. */
export interface TradeBars {
  readonly length: number
  /** Epoch ms, rising. */
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  /** For slippage that depends on it. */
  readonly volume?: Float64Array
  /** What a trail by `atr`, `chandelier` or `level` reads: money, NaN where there is none. */
  readonly line?: Float64Array
  /** 1 for the last row of a session. */
  readonly sessionEnds?: Uint8Array
}

/** Entries as columns; an absent column is NaN throughout. Prices in money. */
export interface TradeEntries {
  readonly length: number
  /** The row of the bars that decided, counted over all chunks; never falling. */
  readonly row: ArrayLike<number>
  /** +1 long, -1 short. */
  readonly side: ArrayLike<number>
  /** Units of the instrument, rounded down to lots; without it one unit each. */
  readonly qty?: ArrayLike<number>
  /** Where it is entered, for `entry: 'signal'`. */
  readonly price?: ArrayLike<number>
  readonly stop?: ArrayLike<number>
  readonly target?: ArrayLike<number>
  /** In place of a target: so many times the distance from the fill to the stop. */
  readonly targetR?: ArrayLike<number>
  /** Money, a share or a multiple, as the rule's kind says; for `level` anything above 0. */
  readonly trail?: ArrayLike<number>
  /** The price from which the trail follows. */
  readonly activation?: ArrayLike<number>
  /** Bars that it may be held. */
  readonly bars?: ArrayLike<number>
}

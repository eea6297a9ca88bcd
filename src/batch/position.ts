/**
 * A simulated position as a slot of doubles. Prices are ticks times the side, so that every position is a long one: what protects it lies
 * below and what it hopes for above. A short's high is then the low of the bar with its sign turned.
 */
import type { RangeIndex } from './range-index.ts'

export const P_WIDTH = 35
/** The prices of the bars at or below, and at or above which something may happen: read by the scan, money. */
export const P_DOWN = 0
export const P_UP = 1
/**
 * A trail that the scan follows by itself: the best price so far, money; the share of it and the money below it at which the stop may lie.
 * The share is NaN where the scan follows nothing.
 */
export const P_TOP = 2
export const P_SCALE = 3
export const P_GAP = 4
/** +1 long, -1 short. */
export const P_SIDE = 5
/** The next row to be looked at. */
export const P_ROW = 6
/** The row at which its bars are over, and the next at which its session is; Infinity for never. */
export const P_DUE_ROW = 7
export const P_SESSION_ROW = 8
/** First row at whose close the trail may follow. */
export const P_TRAIL_ROW = 9
/** The stop, -Infinity for none; Infinity once it was moved beyond the close: then the next open fills it. */
export const P_LEVEL = 10
/** What set the stop: the entry, the trail or a step, as an index into `exitReasons`. */
export const P_LEVEL_BY = 11
/** Infinity for none. */
export const P_TARGET = 12
/** Of an entry that has not filled: how many risks away its target is to lie; NaN where it has a price. */
export const P_TARGET_R = 13
/** Distance of the trail: ticks, a share, or a multiple of the line; NaN for none. */
export const P_TRAIL = 14
/** The price from which it follows; -Infinity once it does. */
export const P_ACTIVATION = 15
/** Best price that it followed. */
export const P_BEST = 16
/** Number of steps taken. */
export const P_STEP = 17
/** From the entry to its first stop, NaN where it had none. */
export const P_RISK = 18
/** Number of the entry, from 0. */
export const P_ENTRY = 19
export const P_LOTS = 20
/** -1 until it has filled. */
export const P_ENTRY_ROW = 21
export const P_ENTRY_TIME = 22
export const P_ENTRY_PRICE = 23
/** Ledger units. */
export const P_ENTRY_NOTIONAL = 24
export const P_ENTRY_FEE = 25
export const P_EXIT_ROW = 26
export const P_EXIT_TIME = 27
/** Ticks, without the side. */
export const P_EXIT_PRICE = 28
export const P_EXIT_NOTIONAL = 29
export const P_EXIT_FEE = 30
/** Index into `exitReasons`. */
export const P_REASON = 31
/** Lowest and highest price of the bars that it was surely held in, money. */
export const P_LOWEST = 32
export const P_HIGHEST = 33
/** The row in which a signal ends it; Infinity for none yet. */
export const P_SIGNAL_ROW = 34

/** Why a trade ended, by number. */
export const exitReasons = ['none', 'stop', 'trail', 'step', 'target', 'expired', 'session', 'end', 'signal'] as const
export type ExitReason = (typeof exitReasons)[number]
export const HELD = 0
export const BY_STOP = 1
export const BY_TRAIL = 2
export const BY_STEP = 3
export const BY_TARGET = 4
export const BY_EXPIRY = 5
export const BY_SESSION = 6
export const BY_END = 7
export const BY_SIGNAL = 8

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
  /** 1 in rows whose close says to leave what is long; `exit` says where. */
  readonly exitLongs?: Uint8Array
  /** The same for what is short. */
  readonly exitShorts?: Uint8Array
  /** `rangeIndex(bars, bars.length)`, where it was built for other runs over the same bars. */
  readonly index?: RangeIndex
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

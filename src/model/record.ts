/**
 * What happened, as fixed-width rows of doubles: the engine writes them, taps read them, the journal stores their bytes.
 * Objects for people are made at the edge, by `report/`. One row is RECORD_WIDTH doubles; unused fields are 0.
 * Prices are ticks, quantities lots, money ledger units: integers all, so equal runs give equal bytes.
 */
export const RECORD_WIDTH = 16

/** Kinds of record, in field KIND. Numbers are part of the journal's format: append only. */
export const ORDER = 1
export const REFUSAL = 2
export const FILL = 3
export const CANCEL = 4
export const ROUND_TRIP = 5
/** An open order was amended: fields as of ORDER, after the amendment. */
export const AMEND = 6
/** Cash or a position changed without a fill: dividend, split, funding, interest, … */
export const ADJUST = 7
/** Another rate holds from here on between the currency of INSTRUMENT and the account's: before a fill, where it is not as it was. */
export const RATE = 8
export const recordKinds = ['', 'order', 'refusal', 'fill', 'cancel', 'round-trip', 'amend', 'adjust', 'rate'] as const

/** Fields that every record has. */
export const KIND = 0
/** Number of the step, from 0. */
export const STEP = 1
/** Epoch ms of the step. */
export const TIME = 2
/** Index of the instrument in the run. */
export const INSTRUMENT = 3
/** The order's id (a refusal: the refused request's number). */
export const ID = 4
/** +1 buy or long, -1 sell or short. A refusal of `close` or `cancel` has 0. */
export const SIDE = 5
/** Lots, positive. */
export const LOTS = 6

/** ORDER */
export const ORDER_TYPE = 7
export const ORDER_ROLE = 8
/** Limit or stop level in ticks, 0 for market. */
export const ORDER_LEVEL = 9
/** Id of the entry that a bracket leg belongs to, else 0. */
export const ORDER_PARENT = 10
/** Last close in ticks when the order was decided. */
export const ORDER_DECISION = 11
/** Index into the run's list of tags, 0 for none. */
export const ORDER_TAG = 12
/** Epoch ms when it expires, 0 for never. */
export const ORDER_EXPIRES = 13
/** Limit in ticks of a stop-limit or limit-if-touched order, distance in ticks or 10^-6 of price of a trailing stop, else 0. */
export const ORDER_LIMIT = 14
/** Time in force + TERMS_FLAGS × flags + TERMS_OWNER × owner + TERMS_SOURCE × source. */
export const ORDER_TERMS = 15
export const TERMS_FLAGS = 8
export const TERMS_OWNER = 64
export const TERMS_SOURCE = 65_536
/**
 * Who asked: an index into the run's timeframes + SOURCE_MODEL × one into its models. Timeframe 0 is that of the series which the order
 * is matched on, model 0 none, so that a source is 0 unless there is more to say.
 */
export const SOURCE_MODEL = 256

/** REFUSAL: index into `refusalNames`; the order type asked for. */
export const REFUSAL_REASON = 7
export const REFUSAL_TYPE = 8
/** UNKNOWN_ORDER: the order that cancel named. */
export const REFUSAL_ORDER = 9
export const REFUSAL_TAG = 12

/** FILL */
export const FILL_TICKS = 7
/** Fee in ledger units; a rebate is negative. */
export const FILL_FEE = 8
/** Ticks that slippage moved the price against us, >= 0. */
export const FILL_SLIPPAGE = 9
/** Position after the fill, signed lots. */
export const FILL_POSITION = 10
/** Index into `orderRoles` + FILL_CROSSED × half ticks of spread that its price has in it + FILL_SPREAD × those of FILL_SLIPPAGE that are spread. */
export const FILL_ROLE = 11
export const FILL_CROSSED = 16
export const FILL_SPREAD: number = 2 ** 28
/** Half ticks of spread that either part of FILL_ROLE holds at most. */
export const SPREAD_MAX: number = 2 ** 24 - 1
export const FILL_TAG = 12
/** Lots of the order that are still open after this fill. */
export const FILL_LEFT = 13
/** Realised profit of this fill in ledger units, before fees. */
export const FILL_REALISED = 14
/** Last close in ticks when the order was decided. */
export const FILL_DECISION = 15

/** CANCEL: index into `cancelNames`. LOTS is what was left. */
export const CANCEL_REASON = 7
export const CANCEL_ROLE = 8

/** ROUND_TRIP: flat to flat. SIDE is the side of the first fill, LOTS the largest position, ID the first order. */
export const TRIP_ENTRY_TIME = 7
/** Sum of entry lots × ticks and of exit lots × ticks would overflow: averages in ticks, as doubles. */
export const TRIP_ENTRY_TICKS = 8
export const TRIP_EXIT_TICKS = 9
/** Profit before fees and all fees, ledger units. Net = gross - fees. */
export const TRIP_GROSS = 10
export const TRIP_FEES = 11
/** Worst and best unrealised profit seen while open, ledger units, before fees: MAE <= 0 <= MFE. */
export const TRIP_MAE = 12
export const TRIP_MFE = 13
/** Bars of the traded series from the entry's to the exit's, both counted. */
export const TRIP_BARS = 14
/** Role of the fill that closed it (index into `orderRoles`) + TRIP_TAG × tag of the first order + TRIP_OWNER × owner. */
export const TRIP_EXIT_ROLE_TAG = 15
export const TRIP_TAG = 16
export const TRIP_OWNER: number = 16 * 1024

/** ADJUST: index into `adjustKinds`. SIDE and LOTS are of the position after it; ID is the owner's index. */
export const ADJUST_KIND = 7
/** Cash it brought, ledger units of the account's currency. */
export const ADJUST_CASH = 8
/** Signed lots before it. */
export const ADJUST_LOTS_BEFORE = 9
/** Split: the ratio; dividend: money per unit; interest and funding: the rate. */
export const ADJUST_FACTOR = 10
export const adjustKinds = ['dividend', 'split', 'rename', 'delisting', 'funding', 'borrow', 'interest', 'transfer'] as const
export type AdjustKind = (typeof adjustKinds)[number]

/** RATE: ledger units of the account for one of the instrument's currency; 1 until there was another. */
export const RATE_VALUE = 7

/**
 * A block of what happened, in order. Taps must take what they need before they return: the engine reuses it.
 * `records` holds `recordCount` rows; the mark arrays hold `markCount` moments, one per step.
 */
export interface RecordBlock {
  readonly records: Float64Array
  recordCount: number
  /** Epoch ms of each step. */
  readonly markTime: Float64Array
  /** Equity at each step's end in the account's currency (a double: cash + sum of position × last close). */
  readonly markEquity: Float64Array
  /** Gross exposure at each step's end in the account's currency: sum of |position × last close|; 0 when flat. */
  readonly markExposure: Float64Array
  markCount: number
  /** What the writer of the marks knew of them; a block that was read back from a journal does not have it. */
  readonly glance?: MarkGlance
}

/** Lowest and highest equity of a block's marks, and how many of them had a position. */
export interface MarkGlance {
  low: number
  high: number
  exposed: number
}

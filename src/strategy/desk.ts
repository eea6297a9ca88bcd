/** Where a strategy's requests go: the engine's side of a market handle. Numbers travel in `draft`, so nothing is boxed. */
import type { OrderId } from '../model/order.ts'
import type { OrderView } from './order-view.ts'
import type { SeriesState } from './series-state.ts'
import type { ActionView, CancelView, FillView, RefusalView } from './views.ts'

/** What is asked: the kind of a draft. */
export const ASK_ORDER = 0
/** An order that an order asked for before it places as it fills. */
export const ASK_CHILD = 1
/** The rest of a group of orders of which the first came as ASK_ORDER: all are taken or none. */
export const ASK_MEMBER = 2
export const ASK_CLOSE = 3
export const ASK_CANCEL = 4
export const ASK_CANCEL_ALL = 5
export const ASK_AMEND = 6
export const ASK_TARGET = 7
/** One more target of those that are reckoned together. */
export const ASK_TARGET_TOO = 8
export const ASK_FLATTEN = 9
export const ASK_LEAVE = 10
export const ASK_JOIN = 11

/** Fields of the draft. Prices in money; ABSENT where not asked for, NaN where what was asked for is no price. */
export const D_INSTRUMENT = 0
export const D_OWNER = 1
export const D_SIDE = 2
/** As O_TYPE and O_ROLE. */
export const D_TYPE = 3
export const D_ROLE = 4
export const D_SIZE_KIND = 5
/** What the kind says; CLOSE: the share; AMEND: units in all or ABSENT; a child: its part of the parent, as from and to. */
export const D_SIZE = 6
/** SIZE_PER_CAPITAL: money per D_SIZE lots. */
export const D_SIZE_PER = 7
export const D_SHARE_FROM = 8
export const D_SHARE_TO = 9
/** Limit of a limit order; trigger of all that have one. */
export const D_LEVEL = 10
/** Limit of a stop-limit or limit-if-touched order. */
export const D_LIMIT = 11
/** TRAIL_TICKS: an amount of money; TRAIL_SHARE: a share of price; 0 for none. */
export const D_TRAIL_KIND = 12
export const D_TRAIL = 13
export const D_ACTIVATION = 14
/** As O_TIF; NaN for what is no expiry. */
export const D_TIF = 15
/** Epoch ms, Infinity for never. */
export const D_EXPIRES = 16
/** Bars, Infinity for no such limit. */
export const D_BARS = 17
export const D_FLAGS = 18
export const D_TAG = 19
/** As O_GROUP_KIND; what belongs together has one number. */
export const D_GROUP_KIND = 20
export const D_GROUP = 21
/** A child: how many drafts before it its parent was sent. */
export const D_PARENT = 22
/** The order that a cancel or an amendment names. */
export const D_ORDER = 23
/** SOURCE_MODEL × the model; the desk adds the timeframe. */
export const D_SOURCE = 24
export const DRAFT_WIDTH = 25
export const ABSENT: number = -Infinity

export const SIZE_UNITS = 0
export const SIZE_EQUITY = 1
export const SIZE_RISK = 2
/** Money in the account's currency. */
export const SIZE_VALUE = 3
/** Target over deviation, as a share of equity, but no more than the account carries. */
export const SIZE_VOLATILITY = 4
export const SIZE_PER_CAPITAL = 5
/** A child's part of its parent's fills, between D_SHARE_FROM and D_SHARE_TO. */
export const SIZE_SHARE = 6

export interface Desk {
  readonly draft: Float64Array
  /** Number of a tag in the run's list; at most 1,000 different ones. @throws LockstepError E_LIMIT */
  tag(text: string): number
  /** The same of a model, as a part of D_SOURCE; undefined for none. @throws LockstepError E_LIMIT */
  source(model: string | undefined): number
  /** A number for orders that belong together. */
  newGroup(): number
  /** Sends the draft; the number that its order or its refusal will carry. @throws LockstepError E_LIMIT */
  ask(kind: number): OrderId
  /** Open orders of an owner in a market, oldest first. */
  ordersOf(instrument: number, owner: number): readonly OrderView[]
}

/** What the engine calls; filled in by setup. */
export interface Hooks {
  readonly bars: { readonly series: SeriesState; readonly run: () => void }[]
  readonly moments: (() => void)[]
  readonly timers: { readonly nextAfter: (afterMs: number) => number; readonly run: () => void }[]
  readonly fills: ((fill: FillView) => void)[]
  readonly refusals: ((refusal: RefusalView) => void)[]
  readonly cancels: ((cancel: CancelView) => void)[]
  readonly actions: ((action: ActionView) => void)[]
}

/** Where a strategy's requests go: the engine's side of a market handle. Numbers travel in `draft`, so nothing is boxed. */
import type { SeriesState } from './series-state.ts'
import type { ActionView, CancelView, FillView, RefusalView } from './views.ts'
import type { OrderId } from '../model/order.ts'

/** Fields of the draft. Prices in money; ABSENT where not asked for, NaN where what was asked for is no price. */
export const D_INSTRUMENT = 0
export const D_SIDE = 1
export const D_TYPE = 2
export const D_SIZE_KIND = 3
export const D_SIZE = 4
export const D_LEVEL = 5
export const D_STOP = 6
export const D_TARGET = 7
/** Epoch ms, Infinity for never. */
export const D_EXPIRES = 8
/** Bars, Infinity for no such limit. */
export const D_BARS = 9
export const D_TAG = 10
export const DRAFT_WIDTH = 11
export const ABSENT: number = -Infinity

export const SIZE_UNITS = 0
export const SIZE_EQUITY = 1
export const SIZE_RISK = 2

export interface Desk {
  readonly draft: Float64Array
  /** Number of a tag in the run's list; at most 1,000 different ones. @throws LockstepError E_LIMIT */
  tag(text: string): number
  /** Sends the draft; the number that its order or its refusal will carry. */
  submit(): OrderId
  /** Asks to close the whole position of an instrument at market. */
  close(instrument: number, tag: number): OrderId
  cancel(instrument: number, id: OrderId): void
  cancelAll(instrument: number): void
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

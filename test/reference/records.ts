/** What happened, as the rows that docs and `record.ts` describe. */
import {
  cancelNames,
  FLAG_POST_ONLY,
  FLAG_REDUCE_ONLY,
  orderRoles,
  orderTypes,
  refusalNames,
  timesInForce,
  type CancelReason,
  type RefusalReason,
} from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import type { Trip } from './account.ts'
import { isWaiting, levelOf, type Order } from './order.ts'

export type Row = number[]

export interface Stamp {
  readonly step: number
  readonly time: number
}

export interface ToldFill {
  readonly lots: number
  readonly ticks: number
  readonly fee: number
  readonly slipped: number
  readonly position: number
  readonly realised: number
}

function row(kind: number, { step, time }: Stamp, market: number): Row {
  const r: Row = Array.from({ length: R.RECORD_WIDTH }, () => 0)
  r[R.KIND] = kind
  r[R.STEP] = step
  r[R.TIME] = time
  r[R.INSTRUMENT] = market
  return r
}

export function orderRow(kind: typeof R.ORDER | typeof R.AMEND, stamp: Stamp, o: Order): Row {
  const r = row(kind, stamp, o.market)
  const level = levelOf(o)
  r[R.ID] = o.id
  r[R.SIDE] = o.side
  r[R.LOTS] = o.left
  // A stop that was reached is an order at market for what is left of it.
  const isAtMarket = o.triggered && Number.isNaN(o.limit)
  r[R.ORDER_TYPE] = orderTypes.indexOf(isAtMarket ? 'market' : o.type)
  r[R.ORDER_ROLE] = orderRoles.indexOf(o.role)
  r[R.ORDER_LEVEL] = Number.isNaN(level) ? 0 : level
  r[R.ORDER_PARENT] = o.parent
  r[R.ORDER_DECISION] = o.decision
  r[R.ORDER_EXPIRES] = o.expires === Infinity ? 0 : o.expires
  r[R.ORDER_LIMIT] = isAtMarket ? 0 : limitOf(o)
  const flags = (o.postOnly ? FLAG_POST_ONLY : 0) + (o.reduceOnly ? FLAG_REDUCE_ONLY : 0)
  // Scripts ask at moments and name no model, so there is no source to tell.
  r[R.ORDER_TERMS] = timesInForce.indexOf(o.tif) + 8 * flags
  return r
}

/** The limit of an order that has a trigger too, or how far a trailing stop stays behind. */
function limitOf(o: Order): number {
  if (o.trail !== null) return Math.round(o.trail.kind === 'ticks' ? o.trail.distance : o.trail.distance * 1e6)
  return isWaiting(o) && !Number.isNaN(o.limit) ? o.limit : o.type === 'stop-limit' || o.type === 'limit-if-touched' ? o.limit : 0
}

export function refusalRow(stamp: Stamp, market: number, id: number, reason: RefusalReason, asked: Asked): Row {
  const r = row(R.REFUSAL, stamp, market)
  r[R.ID] = id
  r[R.SIDE] = asked.side
  r[R.LOTS] = asked.lots
  r[R.REFUSAL_REASON] = refusalNames.indexOf(reason)
  r[R.REFUSAL_TYPE] = asked.type
  r[R.REFUSAL_ORDER] = asked.order
  return r
}

/** What a refusal says of what was asked. */
export interface Asked {
  readonly side: number
  readonly lots: number
  readonly type: number
  readonly order: number
}

export function fillRow(stamp: Stamp, o: Order, f: ToldFill): Row {
  const r = row(R.FILL, stamp, o.market)
  r[R.ID] = o.id
  r[R.SIDE] = o.side
  r[R.LOTS] = f.lots
  r[R.FILL_TICKS] = f.ticks
  r[R.FILL_FEE] = f.fee
  r[R.FILL_SLIPPAGE] = f.slipped
  r[R.FILL_POSITION] = f.position
  r[R.FILL_ROLE] = orderRoles.indexOf(o.role)
  r[R.FILL_LEFT] = o.left
  r[R.FILL_REALISED] = f.realised
  r[R.FILL_DECISION] = o.decision
  return r
}

export function cancelRow(stamp: Stamp, o: Order, reason: CancelReason): Row {
  const r = row(R.CANCEL, stamp, o.market)
  r[R.ID] = o.id
  r[R.SIDE] = o.side
  r[R.LOTS] = o.left
  r[R.CANCEL_REASON] = cancelNames.indexOf(reason)
  r[R.CANCEL_ROLE] = orderRoles.indexOf(o.role)
  return r
}

export function tripRow(stamp: Stamp, market: number, trip: Trip, by: Order): Row {
  const r = row(R.ROUND_TRIP, stamp, market)
  r[R.ID] = trip.firstOrder
  r[R.SIDE] = trip.side
  r[R.LOTS] = trip.largest
  r[R.TRIP_ENTRY_TIME] = trip.entryTime
  r[R.TRIP_ENTRY_TICKS] = trip.enteredTicks / trip.entered
  r[R.TRIP_EXIT_TICKS] = trip.leftTicks / trip.left
  r[R.TRIP_GROSS] = trip.gross
  r[R.TRIP_FEES] = trip.fees
  r[R.TRIP_MAE] = trip.worst
  r[R.TRIP_MFE] = trip.best
  r[R.TRIP_BARS] = trip.bars
  r[R.TRIP_EXIT_ROLE_TAG] = orderRoles.indexOf(by.role)
  return r
}

import type { Brand } from '../base/brand.ts'

/** Number of a request within a run, from 1; an accepted request's order keeps it. */
export type OrderId = Brand<number, 'OrderId'>

export type Side = 'buy' | 'sell'
export const BUY = 1
export const SELL = -1

/** Order types by number, as records hold them. */
export const orderTypes = ['market', 'limit', 'stop'] as const
export type OrderType = (typeof orderTypes)[number]
export const MARKET = 0
export const LIMIT = 1
export const STOP = 2

/** What an order is for: records hold the index. */
export const orderRoles = ['entry', 'close', 'stop', 'target'] as const
export type OrderRole = (typeof orderRoles)[number]
export const ROLE_ENTRY = 0
export const ROLE_CLOSE = 1
export const ROLE_STOP = 2
export const ROLE_TARGET = 3

/**
 * Why a request became no order, or less than it asked: stable codes, in the order that records number them.
 * docs/reference/refusals.md is checked against this list.
 */
export const refusalReasons = {
  ZERO_SIZE: 'the size rounds down to no lot at all',
  BAD_SIZE: 'the size is NaN, infinite or negative',
  BAD_PRICE: 'a limit, stop or target price is NaN, infinite or not positive',
  WRONG_SIDE: 'a stop or target lies on the wrong side of the entry',
  NOTHING_TO_CLOSE: 'close was asked for without a position',
  INSUFFICIENT_FUNDS: 'the account cannot carry the position within its leverage',
  SHORT_NOT_ALLOWED: 'the run does not allow short positions',
  POSITION_LIMIT: 'the position would pass the limit of the run',
  ORDER_LIMIT: 'more orders are open than the run allows',
  NO_PRICE: 'the instrument has no price yet',
  UNKNOWN_ORDER: 'cancel names an order that is not open in its market',
  EXPIRED_AT_BIRTH: 'the expiry is not after now',
} as const
export type RefusalReason = keyof typeof refusalReasons
export const refusalNames: readonly RefusalReason[] = Object.keys(refusalReasons) as RefusalReason[]

/** Why an open order ended without (all of) its fill; records hold the index. */
export const cancelReasons = {
  REQUESTED: 'the strategy cancelled it',
  EXPIRED: 'its expiry came',
  SIBLING_FILLED: 'the other leg of its bracket filled',
  POSITION_CLOSED: 'the position it protects is gone',
  INSUFFICIENT_FUNDS: 'at the fill price the account could not carry (all of) it within its funds and limits',
  END_OF_RUN: 'the run ended',
} as const
export type CancelReason = keyof typeof cancelReasons
export const cancelNames: readonly CancelReason[] = Object.keys(cancelReasons) as CancelReason[]

/** A slot of `Orders` that a strategy wrote a request into. */
export type RequestSlot = Brand<number, 'RequestSlot'>
/** A slot that risk has reviewed: the only kind a venue accepts. */
export type ApprovedSlot = Brand<number, 'ApprovedSlot'>

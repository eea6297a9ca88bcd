import type { Brand } from '../base/brand.ts'

/** Number of a request within a run, from 1; an accepted request's order keeps it. */
export type OrderId = Brand<number, 'OrderId'>

export type Side = 'buy' | 'sell'
export const BUY = 1
export const SELL = -1

/** Order types by number, as records hold them. */
export const orderTypes = [
  'market',
  'limit',
  'stop',
  'stop-limit',
  'limit-if-touched',
  'trailing-stop',
  'market-on-open',
  'market-on-close',
] as const
export type OrderType = (typeof orderTypes)[number]
export const MARKET = 0
export const LIMIT = 1
export const STOP = 2
/** A stop that becomes a limit order when it is reached. */
export const STOP_LIMIT = 3
/** A limit order that sleeps until its trigger is touched from the favourable side. */
export const LIMIT_IF_TOUCHED = 4
/** A stop whose level follows the best price at a distance. */
export const TRAILING_STOP = 5
/** Fills at the open of the first bar of a session, and at the close of the last. */
export const MARKET_ON_OPEN = 6
export const MARKET_ON_CLOSE = 7

/** How long an order lives, by number. `day` ends at its session's close, `gtd` at an instant, `ioc` and `fok` at their first chance to fill. */
export const timesInForce = ['gtc', 'day', 'gtd', 'ioc', 'fok'] as const
export type TimeInForce = (typeof timesInForce)[number]
export const GTC = 0
export const DAY = 1
export const GTD = 2
export const IOC = 3
export const FOK = 4

/** Bits of an order's flags. */
export const FLAG_POST_ONLY = 1
export const FLAG_REDUCE_ONLY = 2

/** What an order is for: records hold the index. */
export const orderRoles = ['entry', 'close', 'stop', 'target', 'liquidation'] as const
export type OrderRole = (typeof orderRoles)[number]
export const ROLE_ENTRY = 0
export const ROLE_CLOSE = 1
export const ROLE_STOP = 2
export const ROLE_TARGET = 3
/** Sent by the account's margin rule, not by a strategy. */
export const ROLE_LIQUIDATION = 4

/**
 * Why a request became no order, or less than it asked: stable codes, in the order that records number them.
 * docs/reference/refusals.md is checked against this list.
 */
export const refusalReasons = {
  ZERO_SIZE: 'the size rounds down to no lot at all',
  BAD_SIZE: 'the size is NaN, infinite, negative or more lots than count exactly',
  BAD_PRICE: 'a price is NaN, infinite, not positive or more ticks than count exactly',
  WRONG_SIDE: 'a stop or target lies on the wrong side of the entry',
  NOTHING_TO_CLOSE: 'close was asked for without a position, or while an order at market closes it',
  INSUFFICIENT_FUNDS: 'the account cannot carry the position within its leverage',
  SHORT_NOT_ALLOWED: 'the run does not allow short positions',
  POSITION_LIMIT: 'the position would pass the limit of the run',
  ORDER_LIMIT: 'more orders are open than the run allows',
  NO_PRICE: 'the instrument has no price yet',
  UNKNOWN_ORDER: 'cancel names an order that is not open in its market',
  EXPIRED_AT_BIRTH: 'the expiry is not after now',
  FINISHED_ORDER: 'cancel or amend names an order that has already ended',
  BAD_AMEND: 'an amendment would change what cannot change, or nothing at all',
  WOULD_TAKE: 'a post-only order would fill at once',
  WOULD_NOT_REDUCE: 'a reduce-only order would open or turn the position',
  MIN_NOTIONAL: 'the order is worth less than the instrument allows',
  PRICE_BAND: 'a price lies outside the band that the venue allows around the last price',
  MARKET_CLOSED: 'the market is closed and the order cannot wait for it to open',
  TOO_LATE: 'the order came after the venue stopped taking it for this session',
  NOT_TAKEN: 'the venue does not take this kind of order in this market',
  NOT_IN_UNIVERSE: 'the strategy has left this market, or its instrument is not listed now',
  NO_CONVERSION: 'no rate is known yet to convert its currency into that of the account',
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
  NOT_FILLED_AT_ONCE: 'immediate-or-cancel or fill-or-kill: what did not fill at its first chance is ended',
  PARENT_ENDED: 'the order it waited for ended without filling',
  WOULD_TAKE: 'a post-only order would have filled at once',
  WOULD_NOT_REDUCE: 'reduce-only: there is nothing left to reduce',
  SPLIT: 'a split left a size or price that the instrument cannot express',
  DELISTED: 'the instrument is no longer traded',
  LEFT_UNIVERSE: 'the strategy left the market',
  MARGIN_CALL: 'the account was liquidated',
} as const
export type CancelReason = keyof typeof cancelReasons
export const cancelNames: readonly CancelReason[] = Object.keys(cancelReasons) as CancelReason[]

/** A slot of `Orders` that a strategy wrote a request into. */
export type RequestSlot = Brand<number, 'RequestSlot'>
/** A slot that risk has reviewed: the only kind a venue accepts. */
export type ApprovedSlot = Brand<number, 'ApprovedSlot'>

/** Closes a position at a price that no order of a strategy asked for: when an instrument is delisted, when it is liquidated at a level. */
import type { Instrument } from '../model/instrument.ts'
import { MARKET, ROLE_LIQUIDATION } from '../model/order.ts'
import {
  O_DECISION,
  O_ID,
  O_INSTRUMENT,
  O_LOTS,
  O_ORDERED,
  O_OWNER,
  O_ROLE,
  O_SIDE,
  O_SINCE,
  O_TYPE,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { VenueFill } from '../model/ports.ts'
import { worseTick } from '../model/price-grid.ts'
import type { SubLedgers } from '../portfolio/sub-ledgers.ts'
import type { Books } from './books.ts'
import type { OrderDesk } from './order-desk.ts'

export interface ForcedCloseParts {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly subs: SubLedgers
  readonly desk: OrderDesk
  readonly books: Books
  readonly clock: Float64Array
}

/**
 * Fills an order over `lots` of an owner's position at once, without fee and slippage. The order and its fill are records like others,
 * with the role `liquidation`.
 * @param price in fractional ticks, rounded against the position
 * @returns whether there was room for one more order
 */
export function forceClose(p: ForcedCloseParts, position: { owner: number; instrument: number; lots: number }, price: number): boolean {
  const { owner, instrument } = position
  const held = p.subs.owners[owner]!.lots[instrument]!
  const lots = Math.min(position.lots, Math.abs(held))
  if (lots === 0) return true
  const slot = p.orders.take()
  if (slot < 0) return false
  const side = held > 0 ? -1 : 1
  const ticks = worseTick(price, side)
  const s = p.orders.slots
  const at = slot * SLOT_WIDTH
  s[at + O_ID] = p.desk.nextId()
  s[at + O_INSTRUMENT] = instrument
  s[at + O_OWNER] = owner
  s[at + O_SIDE] = side
  s[at + O_TYPE] = MARKET
  s[at + O_ROLE] = ROLE_LIQUIDATION
  s[at + O_LOTS] = lots
  s[at + O_ORDERED] = lots
  s[at + O_SINCE] = p.clock[0]!
  s[at + O_DECISION] = ticks
  p.desk.record(slot)
  s[at + O_LOTS] = 0
  const fill: VenueFill = {
    slot,
    lots,
    ticks,
    notional: p.subs.account.notional(instrument, ticks, lots),
    fee: 0,
    feeLots: 0,
    feeCurrency: '',
    slippage: 0,
    atOpen: true,
    rangeLow: ticks,
    rangeHigh: ticks,
  }
  p.books.filled(fill)
  p.orders.release(slot)
  return true
}

/** Closes a position at a price that no order of a strategy asked for: an instrument is delisted, an account ruined, a run over. */
import { tickSize, type Instrument } from '../model/instrument.ts'
import { ROLE_LIQUIDATION } from '../model/order.ts'
import { O_LOTS, SLOT_WIDTH, type Orders } from '../model/orders.ts'
import type { Venue, VenueFill } from '../model/ports.ts'
import { worseTick } from '../model/price-grid.ts'
import type { SubLedgers } from '../portfolio/sub-ledgers.ts'
import type { Books } from './books.ts'
import { placeForced } from './forced-order.ts'
import type { OrderDesk } from './order-desk.ts'
import type { SeriesSet } from './series-set.ts'

export interface ForcedCloseParts {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly subs: SubLedgers
  readonly desk: OrderDesk
  readonly books: Books
  readonly set: SeriesSet
  readonly clock: Float64Array
  /** Whose fees it pays; none unless given. */
  readonly venue?: Pick<Venue, 'estimateFee'>
}

interface Position {
  readonly owner: number
  readonly instrument: number
  /** At most so many. */
  readonly lots: number
  readonly role?: number
}

/**
 * Fills an order over `lots` of an owner's position at once, without slippage. The order and its fill are records like others, with
 * the role `liquidation` unless another is given.
 * @param price in fractional ticks, rounded against the position
 * @returns whether there was room for one more order
 */
export function forceClose(p: ForcedCloseParts, position: Position, price: number): boolean {
  const { owner, instrument, role = ROLE_LIQUIDATION } = position
  const held = p.subs.owners[owner]!.lots[instrument]!
  const lots = Math.min(position.lots, Math.abs(held))
  if (lots === 0) return true
  const side = held > 0 ? -1 : 1
  const ticks = worseTick(price, side)
  const slot = placeForced(p, { owner, instrument, side, role, lots, decision: ticks })
  if (slot < 0) return false
  p.orders.slots[slot * SLOT_WIDTH + O_LOTS] = 0
  const notional = p.subs.account.notional(instrument, ticks, lots)
  const fill: VenueFill = {
    slot,
    lots,
    ticks,
    notional,
    fee: p.venue?.estimateFee(instrument, side * lots, Math.abs(notional)) ?? 0,
    feeLots: 0,
    feeCurrency: '',
    slippage: 0,
    crossed: 0,
    spread: 0,
    atOpen: true,
    rangeLow: ticks,
    rangeHigh: ticks,
  }
  // The bar that closed last is over: its price at the close is all that is seen.
  p.books.row = p.set.bases[p.set.tradedSeries[instrument]!]!.row
  p.books.barOpen[0] = ticks * tickSize(p.instruments[instrument]!)
  p.books.filled(fill)
  p.orders.release(slot)
  return true
}

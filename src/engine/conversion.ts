/**
 * What a broker makes of an order that reaches it at the wrong hour, as rules by name. A rule sees the type asked for, the market's
 * calendar and the time, and answers with a type or a reason to refuse. One rule is one entry of `conversions`.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { regularOf } from '../calendar/calendar-table.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { FOK, IOC, MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, type RefusalReason } from '../model/order.ts'
import { MINUTE_MS } from '../model/time.ts'

/** One order about to be sent. A reused object. */
export interface ConversionQuestion {
  /** Index into `orderTypes`, and into `timesInForce`. */
  type: number
  tif: number
  calendar: Calendar
  /** Epoch ms. */
  time: number
  /** The run has no bars of the market shorter than a day. */
  onlyDaily: boolean
}

/** What a broker makes of an order that reaches it at the wrong hour. */
export interface OrderConversion {
  readonly name: string
  readonly says: string
  /** The type it goes as, or why it is refused. */
  typeOf(q: ConversionQuestion): number | RefusalReason
  /** Closing a position first cancels the market's open orders that are not at market, and does nothing where one already closes it. */
  readonly closesAlone: boolean
  /** Whether a price between two steps that the instrument names for orders goes to the nearest one, and not the safe way round. */
  readonly nearestPrice?: boolean
}

/** Auctions are where there are sessions; what must fill at once needs an open market. */
function plainType({ type, tif, calendar, time }: ConversionQuestion): number | RefusalReason {
  const isAuction = type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE
  if (isAuction && calendar.openEveryDay) return 'NOT_TAKEN'
  if (tif === IOC || tif === FOK) return isAuction || calendar.isOpen(time) ? type : 'MARKET_CLOSED'
  return type
}

const none: OrderConversion = {
  name: 'none',
  says: 'orders go as they are asked for',
  typeOf: plainType,
  closesAlone: false,
}

/** Before the close LEAN takes market-on-close orders up to 15.5 minutes. */
const LEAN_BUFFER_MINUTES = 15.5

/** LEAN's rule; the buffer is a setting there too. */
export function leanConversion({ bufferMinutes = LEAN_BUFFER_MINUTES }: { readonly bufferMinutes?: number } = {}): OrderConversion {
  return {
    name: 'lean',
    says: `market orders go on open when the market is closed, and on close where bars are daily; none on close in the last ${bufferMinutes} minutes`,
    closesAlone: true,
    nearestPrice: true,
    typeOf(q) {
      const { type, time, onlyDaily } = q
      const calendar = regularOf(q.calendar)
      const isOpen = calendar.isOpen(time)
      // At the very close the session is over.
      const isLate = isOpen && calendar.nextClose(time) - time < bufferMinutes * MINUTE_MS
      if (type === MARKET_ON_CLOSE && !calendar.openEveryDay && isLate) return 'TOO_LATE'
      if (type !== MARKET) return plainType(q)
      if (!isOpen) return MARKET_ON_OPEN
      if (!onlyDaily || calendar.openEveryDay) return MARKET
      return isLate ? MARKET_ON_OPEN : MARKET_ON_CLOSE
    },
  }
}

/** Every conversion that a run may name. */
export const conversions: readonly OrderConversion[] = [none, leanConversion()]

/** @throws LockstepError E_CONFIG with the nearest name */
export function conversionOf(name: string): OrderConversion {
  const found = conversions.find((c) => c.name === name)
  if (found !== undefined) return found
  const names = conversions.map((c) => c.name)
  throw new LockstepError(
    'E_CONFIG',
    `expected an order conversion, was "${name}"; ${didYouMean(name, names)}`,
    'docs/reference/orders.md says what becomes of orders.',
  )
}

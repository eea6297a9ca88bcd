/** How orders meet a bar, by the name of a fill policy. */
import type { Exchange, Ticks } from './exchange.ts'
import type { Order } from './order.ts'
import { Path } from './path.ts'
import { Pessimistic } from './pessimistic.ts'

export interface Policy {
  /** What happens at the open, and what happens later in the bar. */
  open(bar: Ticks): void
  inside(bar: Ticks): void
}

export function policyOf(name: string, exchange: Exchange): Policy {
  if (name === 'pessimistic') return new Pessimistic(exchange, false)
  if (name === 'touch') return new Pessimistic(exchange, true)
  if (name === 'ohlc') return new Path(exchange, () => true)
  if (name === 'olhc') return new Path(exchange, () => false)
  if (name === 'adaptive') return new Path(exchange, ({ open, high, low }) => high - open < open - low)
  if (name === 'this-close') return new Pessimistic(exchange, false)
  throw new Error(`the reference has no policy ${name}`)
}

/** Whether a policy tries an order at the close that decided it. */
export function triesAtDecision(name: string, { type }: Order): boolean {
  return name === 'this-close' && (type === 'market' || type === 'limit')
}

/** At market, or within its limit at this price. */
export function isReachedAt({ type, side, limit }: Order, price: number): boolean {
  return type === 'market' || (side > 0 ? price <= limit : price >= limit)
}

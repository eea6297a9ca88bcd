/** What all policies share: orders meeting a price, and trailing stops following it. */
import type { Exchange, Rest, Stretch, Ticks } from './exchange.ts'
import { isAsleep, isStop, isWaiting, levelOf, type Order } from './order.ts'

export const UP = 1
export const DOWN = -1

/** The way on which price comes to an order's level. */
export function wayTo(o: Order): number {
  return isStop(o) === o.side > 0 ? UP : DOWN
}

/** Where something happens to it next: its level, or the activation of a trailing stop that sleeps. */
export function placeOf(o: Order): number {
  return isAsleep(o) ? o.activation : levelOf(o)
}

/** An activation lies on the good side, like a limit. */
export function wayOf(o: Order): number {
  return isAsleep(o) ? -o.side : wayTo(o)
}

/** Whether a stretch of price holds its level, or has passed it. */
export function isReached(o: Order, { low, high }: Stretch): boolean {
  const level = levelOf(o)
  return wayTo(o) === UP ? level <= high : level >= low
}

/** May be matched against this bar at all. */
export function isIn(o: Order, bar: Ticks): boolean {
  return o.open && o.since <= bar.openTime
}

/** May be matched inside it too: it outlives the bar, and is not at market, nor asleep unless that is asked for. */
export function isInside(o: Order, bar: Ticks, orAsleep = false): boolean {
  return isIn(o, bar) && !o.served && o.expires >= bar.closeTime && (!Number.isNaN(levelOf(o)) || (orAsleep && isAsleep(o)))
}

export interface Meeting {
  readonly bar: Ticks
  /** Where price is now. */
  readonly price: number
  /** What surely comes after it in this bar; null for all of it. */
  readonly after: Rest | null
  /** Fills limits and stops at their very level. */
  readonly exactly: boolean
}

/**
 * An order that price is at or beyond. A stop fills; a stop-limit or limit-if-touched wakes, and fills if the price is within its
 * limit; so does a limit.
 */
export function meet(exchange: Exchange, o: Order, { bar, price, after, exactly }: Meeting): void {
  const isWithin = (ticks: number): boolean => (o.side > 0 ? ticks <= o.limit : ticks >= o.limit)
  let at = price
  if (isWaiting(o)) {
    if (exactly) at = Number.isNaN(o.limit) || isWithin(o.trigger) ? o.trigger : o.limit
    if (!Number.isNaN(o.limit)) {
      o.triggered = true
      o.stretch = after
    }
  } else if (exactly && !Number.isNaN(o.limit)) at = o.limit
  if (Number.isNaN(o.limit)) {
    exchange.fill(o, bar, at, { slips: true, after })
    // A stop that was reached is at market from then on, be there volume to fill from or not.
    o.triggered = true
  } else if (isWithin(price)) exchange.fill(o, bar, at, { slips: false, after })
}

/** All that can happen at an open, the oldest order first; what is placed there is tried there too. */
export function meetOpen(exchange: Exchange, bar: Ticks, exactly: boolean): void {
  const price = bar.open
  const live = exchange.open[bar.market]!
  const done = new Set<Order>()
  for (;;) {
    const o = live.find((other) => !done.has(other))
    if (o === undefined) break
    done.add(o)
    if (!isIn(o, bar)) continue
    const isAtMarket = Number.isNaN(levelOf(o)) && !isAsleep(o)
    if (isAtMarket || isReached(o, { low: price, high: price })) {
      if (o.postOnly && !o.seen) exchange.end(o, 'WOULD_TAKE')
      else meet(exchange, o, { bar, price, after: null, exactly })
    } else exchange.follow(o, price)
  }
  endUnfilled(exchange, bar)
}

/** Orders that had to fill at once had their chance, once nothing more has to be reached. */
export function endUnfilled(exchange: Exchange, bar: Ticks): void {
  for (const o of exchange.open[bar.market]!.slice()) {
    const hadChance = isIn(o, bar) && !isWaiting(o) && !isAsleep(o)
    if (hadChance && (o.tif === 'ioc' || o.tif === 'fok')) exchange.end(o, 'NOT_FILLED_AT_ONCE')
  }
}

/** Policies that take a path through the bar as given: orders fill as it meets them, and nothing is left open. */
import type { Exchange, Ticks } from './exchange.ts'
import { isInside, isReached, meet, meetOpen, UP, DOWN, wayTo } from './meeting.ts'
import { closes, levelOf, type Order } from './order.ts'

export class Path {
  private readonly exchange: Exchange
  private readonly highFirst: (bar: Ticks) => boolean

  constructor(exchange: Exchange, highFirst: (bar: Ticks) => boolean) {
    this.exchange = exchange
    this.highFirst = highFirst
  }

  open(bar: Ticks): void {
    meetOpen(this.exchange, bar, false)
  }

  inside(bar: Ticks): void {
    const { open, high, low, close } = bar
    const points = this.highFirst(bar) ? [open, high, low, close] : [open, low, high, close]
    for (const [k, to] of points.slice(1).entries()) this.walk(bar, points[k]!, to, points.slice(k + 2))
  }

  private walk(bar: Ticks, from: number, to: number, later: readonly number[]): void {
    const { exchange } = this
    const way = to >= from ? UP : DOWN
    let price = from
    const met = new Set<Order>()
    for (;;) {
      const live = exchange.open[bar.market]!.filter((o) => !met.has(o) && isInside(o, bar))
      // What is already behind the price, since it was born there, fills where the price is.
      const passed = live.filter((o) => isReached(o, { low: price, high: price })).toSorted((a, b) => closes(b) - closes(a))[0]
      const ahead = live.filter((o) => wayTo(o) === way && isReached(o, way === UP ? { low: price, high: to } : { low: to, high: price }))
      const o = passed ?? ahead.toSorted((a, b) => way * (levelOf(a) - levelOf(b)) || closes(b) - closes(a))[0]
      if (o === undefined) break
      met.add(o)
      if (o !== passed) price = levelOf(o)
      const after = { low: Math.min(price, to, ...later), high: Math.max(price, to, ...later), way }
      meet(exchange, o, { bar, price, after, exactly: false })
    }
    for (const o of exchange.open[bar.market]!) if (o.since <= bar.openTime && o.expires >= bar.closeTime) exchange.follow(o, to)
  }
}

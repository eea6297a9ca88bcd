/**
 * The policy `pessimistic`: what a bar leaves open is decided against the strategy. Price goes both ways inside the bar; the way on
 * which a stop lies is gone first, and what was born or woken in the bar sees only what surely came after that.
 */
import type { Exchange, Rest, Ticks } from './exchange.ts'
import { DOWN, isInside, isReached, meet, meetOpen, UP, wayTo } from './meeting.ts'
import { closes, isStop, levelOf, type Order } from './order.ts'

export class Pessimistic {
  private readonly exchange: Exchange
  /** Policy `touch`: every level fills as such, also at the open. */
  private readonly exactly: boolean

  constructor(exchange: Exchange, exactly: boolean) {
    this.exchange = exchange
    this.exactly = exactly
  }

  open(bar: Ticks): void {
    meetOpen(this.exchange, bar, this.exactly)
  }

  inside(bar: Ticks): void {
    const first = this.firstWay(bar)
    this.walk(bar, first)
    this.walk(bar, -first)
    this.late(bar)
    this.trail(bar)
    this.count(bar)
  }

  /** The way on which a stop lies, a protecting one before any other; with none, or with some on both, that of the oldest order. */
  private firstWay(bar: Ticks): number {
    const reached = this.exchange.open[bar.market]!.filter((o) => isInside(o, bar) && isReached(o, bar))
    for (const deciding of [reached.filter((o) => o.role === 'stop'), reached.filter(isStop)]) {
      const ways = new Set(deciding.map(wayTo))
      if (ways.size === 1) return wayTo(deciding[0]!)
    }
    return reached[0] === undefined ? DOWN : wayTo(reached[0])
  }

  /** Orders that lie this way, in the order in which price comes to them; of one level what closes a position first, then the oldest. */
  private walk(bar: Ticks, way: number): void {
    const met = new Set<Order>()
    for (;;) {
      const ahead = this.exchange.open[bar.market]!.filter(
        (o) => !met.has(o) && isInside(o, bar) && wayTo(o) === way && isReached(o, bar) && o.stretch === null,
      )
      const o = ahead.toSorted((a, b) => way * (levelOf(a) - levelOf(b)) || closes(b) - closes(a))[0]
      if (o === undefined) return
      met.add(o)
      this.meetInside(o, bar, way)
    }
  }

  /** What was born in the bar: last, stop-losses first, then the oldest. */
  private late(bar: Ticks): void {
    const met = new Set<Order>()
    for (;;) {
      const born = this.exchange.open[bar.market]!.filter(
        (b) => !met.has(b) && b.stretch !== null && isInside(b, bar) && isReached(b, b.stretch),
      )
      const o = born.find((b) => b.role === 'stop') ?? born[0]
      if (o === undefined) return
      met.add(o)
      this.meetInside(o, bar, wayTo(o))
    }
  }

  private meetInside(o: Order, bar: Ticks, way: number): void {
    const { exchange, exactly } = this
    const rivals =
      o.group === null || o.group.kind === 'ouo'
        ? []
        : o.group.members.filter((m) => m !== o && m.open && isInside(m, bar) && isReached(m, bar))
    const stop = o.role === 'target' ? rivals.find((m) => m.role === 'stop') : undefined
    // Of a stop and a target in one bar it is always the stop.
    const chosen = stop ?? o
    if (chosen.role === 'target' ? false : rivals.length > 0) exchange.ambiguous(bar.market)
    const level = levelOf(chosen)
    meet(exchange, chosen, { bar, price: level, after: stretchAfter(level, bar, way), exactly })
  }

  /** The bar's good extreme moves a trailing stop; where the close lies beyond the new level, price surely came back through it. */
  private trail(bar: Ticks): void {
    const { exchange } = this
    for (const o of exchange.open[bar.market]!.slice()) {
      if (o.trail === null || !isInsideOrAsleep(o, bar)) continue
      const seen = o.stretch ?? bar
      const before = o.trigger
      exchange.follow(o, o.side > 0 ? seen.low : seen.high)
      if (Number.isNaN(o.trigger) || o.trigger === before) continue
      if (isReached(o, { low: bar.close, high: bar.close })) {
        meet(exchange, o, { bar, price: o.trigger, after: stretchAfter(o.trigger, bar, wayTo(o)), exactly: this.exactly })
      } else if (isReached(o, seen)) exchange.ambiguous(bar.market)
    }
  }

  /** What was reached only where that may have come before it. */
  private count(bar: Ticks): void {
    for (const o of this.exchange.open[bar.market]!) {
      if (o.stretch !== null && o.trail === null && isInside(o, bar) && isReached(o, bar)) this.exchange.ambiguous(bar.market)
    }
  }
}

/** From a level that price came to on its way: to the extreme it was heading for, and to the close. */
function stretchAfter(level: number, bar: Ticks, way: number): Rest {
  return way === UP ? { low: Math.min(level, bar.close), high: bar.high, way } : { low: bar.low, high: Math.max(level, bar.close), way }
}

function isInsideOrAsleep(o: Order, bar: Ticks): boolean {
  return o.open && o.since <= bar.openTime && !o.served && o.expires >= bar.closeTime
}

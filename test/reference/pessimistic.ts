/**
 * The policy `pessimistic`: what a bar leaves open is decided against the strategy. Price goes both ways inside the bar; the way on
 * which a stop lies is gone first, and what was born or woken in the bar sees only what surely came after that.
 */
import type { Exchange, Rest, Ticks } from './exchange.ts'
import { DOWN, isIn, isInside, isReached, meet, meetOpen, UP, wayTo } from './meeting.ts'
import { closes, isAsleep, isStop, isWaiting, levelOf, type Order } from './order.ts'

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
    this.late(bar, true)
    this.count(bar, true)
    this.late(bar, false)
    this.count(bar, false)
    this.trail(bar)
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
        (o) => !met.has(o) && isInside(o, bar) && wayTo(o) === way && isReached(o, bar) && (o.stretch === null || isOnItsWay(o, way)),
      )
      const o = ahead.toSorted((a, b) => way * (levelOf(a) - levelOf(b)) || closes(b) - closes(a))[0]
      if (o === undefined) return
      if (!isWaiting(o) || o.type !== 'limit-if-touched') met.add(o)
      this.meetInside(o, bar, way)
    }
  }

  /** What was born in the bar: last, stop-losses before the rest, and the oldest of either first. */
  private late(bar: Ticks, isStops: boolean): void {
    const met = new Set<Order>()
    // A target whose stop was touched too stands for that stop.
    const stands = (o: Order): Order => this.stopInstead(o, bar) ?? o
    for (;;) {
      const born = this.exchange.open[bar.market]!.filter(
        (o) => !met.has(o) && o.stretch !== null && isInside(o, bar) && isReached(o, o.stretch),
      )
      const o = born.filter((b) => !isStops || stands(b).role === 'stop').toSorted((a, b) => stands(a).id - stands(b).id)[0]
      if (o === undefined) return
      met.add(o)
      this.meetInside(o, bar, wayTo(o))
    }
  }

  private meetInside(o: Order, bar: Ticks, way: number): void {
    const { exchange, exactly } = this
    // Of a stop and a target in one bar it is always the stop.
    const chosen = this.stopInstead(o, bar) ?? o
    if (chosen.role !== 'target' && this.rivals(chosen, bar).length > 0) exchange.ambiguous(bar.market)
    // What price had passed when it was born fills where it was born.
    const isPassed = chosen.stretch !== null && isReached(chosen, { low: chosen.bornAt, high: chosen.bornAt })
    const level = isPassed ? chosen.bornAt : levelOf(chosen)
    const after = isPassed
      ? chosen.stretch!
      : chosen.stretch === null
        ? stretchAfter(level, bar, way)
        : restAfter(chosen.stretch, level, bar, way)
    meet(exchange, chosen, { bar, price: level, after, exactly: exactly && !isPassed })
  }

  /** Others of its group that lie on the other way of the same bar: nobody knows which would have been first. */
  private rivals(o: Order, bar: Ticks): readonly Order[] {
    return (o.group?.members ?? []).filter((m) => isIn(m, bar) && !m.served && isReached(m, bar) && wayTo(m) !== wayTo(o))
  }

  private stopInstead(o: Order, bar: Ticks): Order | undefined {
    return o.role === 'target' ? this.rivals(o, bar).find((m) => m.role === 'stop') : undefined
  }

  /**
   * A trailing stop that sleeps wakes at its activation. Then the bar's good extreme moves it. Where the close lies beyond the new level
   * price surely came back through it.
   */
  private trail(bar: Ticks): void {
    const { exchange } = this
    for (const o of exchange.open[bar.market]!.slice()) {
      if (o.trail === null || o.triggered || !isInside(o, bar, true)) continue
      const before = o.trigger
      const seen = o.stretch ?? bar
      const best = o.side > 0 ? seen.low : seen.high
      if (isAsleep(o)) {
        if (o.side * (best - o.activation) > 0) continue
        exchange.follow(o, o.activation)
        if (this.cameBack(o, bar)) continue
        if (isReached(o, seen)) exchange.ambiguous(bar.market)
      }
      exchange.follow(o, best)
      if (o.trigger === before || this.cameBack(o, bar)) continue
      const isBack = Number.isNaN(before) || (o.side > 0 ? bar.high > bar.open : bar.low < bar.open)
      if (isBack && isReached(o, bar)) exchange.ambiguous(bar.market)
    }
  }

  private cameBack(o: Order, bar: Ticks): boolean {
    if (!isReached(o, { low: bar.close, high: bar.close })) return false
    const after = { low: Math.min(o.trigger, bar.close), high: Math.max(o.trigger, bar.close), way: wayTo(o) }
    meet(this.exchange, o, { bar, price: o.trigger, after, exactly: this.exactly })
    return true
  }

  /** What was reached only where that may have come before it. */
  private count(bar: Ticks, isStops: boolean): void {
    for (const o of this.exchange.open[bar.market]!) {
      if ((!isStops || o.role === 'stop') && o.stretch !== null && isInside(o, bar) && isReached(o, bar) && !isReached(o, o.stretch))
        this.exchange.ambiguous(bar.market)
    }
  }
}

/** From a level that price came to on its way: to the extreme it was heading for, and to the close. */
function stretchAfter(level: number, bar: Ticks, way: number): Rest {
  return way === UP ? { low: Math.min(level, bar.close), high: bar.high, way } : { low: bar.low, high: Math.max(level, bar.close), way }
}

/** Of what came after a birth, what comes after a level in it: where that lies on the way back, only the close. */
function restAfter(born: Rest, level: number, bar: Ticks, way: number): Rest {
  if (born.way !== way) return { low: Math.min(level, bar.close), high: Math.max(level, bar.close), way }
  return way === UP ? { low: Math.min(level, bar.close), high: born.high, way } : { low: born.low, high: Math.max(level, bar.close), way }
}

/** A limit-if-touched that woke on this way: price goes on to its limit. */
function isOnItsWay(o: Order, way: number): boolean {
  return o.type === 'limit-if-touched' && o.stretch!.way === way
}

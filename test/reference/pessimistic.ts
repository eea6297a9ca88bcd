/**
 * The policy `pessimistic`: what a bar leaves open is decided against the strategy. Price goes both ways inside the bar; the way on
 * which a stop lies is gone first, and what was born or woken in the bar sees only what surely came after that.
 */
import type { Exchange, Rest, Stretch, Ticks } from './exchange.ts'
import { DOWN, isIn, isInside, isReached, meet, meetOpen, placeOf, UP, wayOf, wayTo } from './meeting.ts'
import { closes, isAsleep, isStop, isWaiting, levelOf, type Order } from './order.ts'

export class Pessimistic {
  private readonly exchange: Exchange
  /** Policy `touch`: every level fills as such, also at the open. */
  private readonly exactly: boolean

  /** Trailing stops that woke inside the bar at hand. */
  private readonly woken = new Set<Order>()

  constructor(exchange: Exchange, exactly: boolean) {
    this.exchange = exchange
    this.exactly = exactly
  }

  open(bar: Ticks): void {
    meetOpen(this.exchange, bar, this.exactly)
  }

  inside(bar: Ticks): void {
    this.woken.clear()
    const first = this.firstWay(bar)
    this.walk(bar, first)
    this.walk(bar, -first)
    // What a trailing stop places as it fills at its moved level comes after all others.
    const judged = new Set<Order>()
    const open = this.exchange.open[bar.market]!
    do {
      this.late(bar, true, judged)
      this.count(bar, true, judged)
      while (this.late(bar, false, judged)) continue
      this.count(bar, false, judged)
      const there = open.slice()
      this.trail(bar, judged)
      for (const o of there) judged.add(o)
    } while (open.some((o) => !judged.has(o)))
  }

  /** The way on which a stop lies, a protecting one before any other; with none, or with some on both, that of the oldest order. */
  private firstWay(bar: Ticks): number {
    const reached = this.exchange.open[bar.market]!.filter((o) => isInside(o, bar, true) && isMet(o, bar))
    for (const deciding of [reached.filter((o) => o.role === 'stop' && !isAsleep(o)), reached.filter(isStop)]) {
      const ways = new Set(deciding.map(wayOf))
      if (ways.size === 1) return wayOf(deciding[0]!)
    }
    return reached[0] === undefined ? DOWN : wayOf(reached[0])
  }

  /** Orders that lie this way, in the order in which price comes to them; of one level what closes a position first, then the oldest. */
  private walk(bar: Ticks, way: number): void {
    const met = new Set<Order>()
    for (;;) {
      const ahead = this.exchange.open[bar.market]!.filter(
        (o) => !met.has(o) && isInside(o, bar, true) && wayOf(o) === way && isMet(o, bar) && (o.stretch === null || isOnItsWay(o, way)),
      )
      const o = ahead.toSorted((a, b) => way * (placeOf(a) - placeOf(b)) || closes(b) - closes(a))[0]
      if (o === undefined) return
      if (isAsleep(o)) {
        this.wake(o, bar)
        continue
      }
      if (!isWaiting(o) || o.type !== 'limit-if-touched') met.add(o)
      this.meetInside(o, bar, way)
    }
  }

  /** What was born or woke in the bar: last, stop-losses before the rest, and the oldest of either first. */
  private late(bar: Ticks, isStops: boolean, judged: ReadonlySet<Order>): boolean {
    let woke = false
    const met = new Set<Order>(judged)
    // A target whose stop was touched too stands for that stop.
    const stands = (o: Order): Order => this.stopInstead(o, bar) ?? o
    for (;;) {
      const born = this.exchange.open[bar.market]!.filter(
        (o) => !met.has(o) && o.stretch !== null && isInside(o, bar, !isStops) && isMet(o, o.stretch),
      )
      const o = born.filter((b) => !isStops || stands(b).role === 'stop').toSorted((a, b) => stands(a).id - stands(b).id)[0]
      if (o === undefined) return woke
      met.add(o)
      if (isAsleep(o)) {
        this.wake(o, bar)
        woke = true
      } else this.meetInside(o, bar, wayTo(o))
    }
  }

  private meetInside(o: Order, bar: Ticks, way: number): void {
    const { exchange, exactly } = this
    // Of a stop and a target in one bar it is always the stop.
    const chosen = this.stopInstead(o, bar) ?? o
    if ((chosen.role !== 'target' || chosen.stretch === null) && this.rivals(chosen, bar).length > 0) exchange.ambiguous(bar.market)
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
    return (o.group?.members ?? []).filter((m) => isIn(m, bar) && !m.served && isMet(m, bar) && wayOf(m) !== wayTo(o))
  }

  private stopInstead(o: Order, bar: Ticks): Order | undefined {
    return o.role === 'target' ? this.rivals(o, bar).find((m) => m.role === 'stop' && !isAsleep(m) && !this.woken.has(m)) : undefined
  }

  /** A trailing stop sleeps until price is at its activation: from there it follows, and sees what comes after like what is born there. */
  private wake(o: Order, bar: Ticks): void {
    this.woken.add(o)
    const way = -o.side
    const isPassed = o.stretch !== null && o.side * (o.bornAt - o.activation) <= 0
    const price = isPassed ? o.bornAt : o.activation
    this.exchange.follow(o, price)
    o.stretch = o.stretch === null ? stretchAfter(price, bar, way) : isPassed ? o.stretch : restAfter(o.stretch, price, bar, way)
    o.bornAt = price
  }

  /** The bar's good extreme moves what trails. Where the close lies beyond the new level price surely came back through it. */
  private trail(bar: Ticks, judged: ReadonlySet<Order>): void {
    const { exchange } = this
    const trailing = exchange.open[bar.market]!.filter((o) => !judged.has(o) && o.trail !== null)
    const bestOf = ({ side, stretch }: Order): number => (side > 0 ? (stretch ?? bar).low : (stretch ?? bar).high)
    for (const o of trailing) {
      if (o.triggered || !isInside(o, bar)) continue
      const before = o.trigger
      exchange.follow(o, bestOf(o))
      if ((o.trigger === before && !this.woken.has(o)) || this.cameBack(o, bar)) continue
      const isBack = o.side > 0 ? bar.high > bar.open : bar.low < bar.open
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
  private count(bar: Ticks, isStops: boolean, judged: ReadonlySet<Order>): void {
    for (const o of this.exchange.open[bar.market]!) {
      if (
        !judged.has(o) &&
        (!isStops || o.role === 'stop') &&
        o.stretch !== null &&
        isInside(o, bar) &&
        isReached(o, bar) &&
        !isReached(o, o.stretch)
      )
        this.exchange.ambiguous(bar.market)
    }
  }
}

/** Whether the stretch holds its level, or the activation of a trailing stop that sleeps. */
function isMet(o: Order, stretch: Stretch): boolean {
  if (!isAsleep(o)) return isReached(o, stretch)
  return o.side > 0 ? stretch.low <= o.activation : stretch.high >= o.activation
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

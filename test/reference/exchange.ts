/** Open orders, what becomes of them when they fill or end, and the account they fill for. One instance is one run. */
import type { CancelReason } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { Account, roundedShare } from './account.ts'
import { isAsleep, isReducing, levelOf, type Child, type Order } from './order.ts'
import { cancelRow, fillRow, orderRow, tripRow, type Row, type Stamp } from './records.ts'
import type { Script, ScriptBar } from './script.ts'

/** Share of a tick that is noise of decimals. */
const NOISE = 1e-5

/** A bar in fractional ticks. */
export interface Ticks {
  readonly market: number
  readonly openTime: number
  readonly closeTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volumeLots: number
}

/** The part of a bar that surely came after something in it. */
export interface Stretch {
  readonly low: number
  readonly high: number
}

/** What surely came after something that happened on the way up (1) or down (-1). */
export interface Rest extends Stretch {
  readonly way: number
}

export class Exchange {
  readonly script: Script
  readonly account: Account
  /** Open orders of each market, oldest first. */
  readonly open: Order[][]
  /** Every order there ever was, by its number. */
  readonly byId = new Map<number, Order>()
  /** Last closes in fractional ticks; NaN before the first. */
  readonly closes: number[]
  rows: Row[] = []
  stamp: Stamp = { step: 0, time: 0 }
  ambiguousBars = 0
  /** The bars of the moment, by market. */
  barNow: (Ticks | undefined)[] = []
  /** Opens of the moment are over. */
  isInside = false
  /** Number of the next request or order. */
  nextId = 1
  readonly isAmbiguous: boolean[]
  /** What of the bar at hand a position surely saw, by market. */
  readonly sight: (Stretch | null)[]
  /** What the market let go of inside the bar at hand, lots × ticks: not there yet for what fills inside others. */
  readonly freed: number[]
  /** Lots that this run took of the bar at hand, by market. */
  readonly taken: number[]
  private readonly tickSizes: readonly number[]
  private readonly lotSizes: readonly number[]

  constructor(script: Script) {
    const { markets } = script
    this.script = script
    this.account = new Account(markets, Math.round(script.cash * 10 ** markets[0]!.currency.decimals))
    this.open = markets.map(() => [])
    this.closes = markets.map(() => NaN)
    this.taken = markets.map(() => 0)
    this.freed = markets.map(() => 0)
    this.isAmbiguous = markets.map(() => false)
    this.sight = markets.map(() => null)
    this.tickSizes = markets.map((m) => m.tickStep / 10 ** m.priceDecimals)
    this.lotSizes = markets.map((m) => m.lotStep / 10 ** m.qtyDecimals)
  }

  /** A price in money as fractional ticks, and units as fractional lots. */
  ticksOf(market: number, price: number): number {
    return price / this.tickSizes[market]!
  }

  lotsOf(market: number, qty: number): number {
    return qty / this.lotSizes[market]!
  }

  ticks(bar: ScriptBar): Ticks {
    const at = (price: number): number => this.ticksOf(bar.market, price)
    return {
      market: bar.market,
      openTime: bar.openTime,
      closeTime: bar.closeTime,
      open: at(bar.open),
      high: at(bar.high),
      low: at(bar.low),
      close: at(bar.close),
      volumeLots: this.lotsOf(bar.market, bar.volume),
    }
  }

  /** A bar in which the policy had to choose counts once. */
  ambiguous(market: number): void {
    if (!this.isAmbiguous[market]) this.ambiguousBars++
    this.isAmbiguous[market] = true
  }

  /** A trailing stop sees a price: it begins to follow, and its level moves, never back. */
  follow(o: Order, price: number): void {
    if (o.trail === null || o.triggered) return
    if (Number.isNaN(o.best)) {
      if (!Number.isNaN(o.activation) && o.side * (price - o.activation) > 0) return
      o.best = price
    }
    o.best = price
    const level = trailedLevel(o, price)
    if (Number.isNaN(o.trigger) || o.side * (level - o.trigger) < 0) o.trigger = level
  }

  /** It became an order: told, and open. */
  place(o: Order): void {
    o.id = o.id === 0 ? this.nextId++ : o.id
    o.open = true
    this.open[o.market]!.push(o)
    this.byId.set(o.id, o)
    this.tell(R.ORDER, o)
  }

  /** As it stands, and as it counts from now on. */
  tell(kind: typeof R.ORDER | typeof R.AMEND, o: Order): void {
    o.leaves = Number.isNaN(levelOf(o)) && !isAsleep(o) && o.side * this.account.positions[o.market]!.lots < 0
    this.rows.push(orderRow(kind, this.stamp, o))
  }

  /** Behind all others. */
  moveLast(o: Order): void {
    const open = this.open[o.market]!
    open.splice(open.indexOf(o), 1)
    open.push(o)
  }

  end(o: Order, reason: CancelReason): void {
    this.remove(o)
    this.rows.push(cancelRow(this.stamp, o, reason))
  }

  /**
   * Fills an order at a price in fractional ticks, as far as position, account and volume let it. `slips` for what takes whatever
   * price there is; `after` is the stretch of the bar that surely came after,
   * null for all of it.
   */
  fill(o: Order, bar: Ticks, price: number, { slips, after }: { slips: boolean; after: Rest | null }): void {
    const worse = o.side > 0 ? Math.ceil(price) : Math.floor(price)
    const slippage = slips ? this.script.slippageTicks : 0
    const ticks = Math.max(1, worse + o.side * slippage)
    const wanted = this.reducible(o)
    if (wanted === 0) {
      this.end(o, o.reduceOnly && o.role === 'entry' ? 'WOULD_NOT_REDUCE' : 'POSITION_CLOSED')
      return
    }
    const room = this.volumeFor(o, bar)
    const carried = this.affordable(o, wanted, ticks)
    const lots = Math.min(carried, room)
    if (o.tif === 'fok' && lots < o.left)
      return this.end(o, carried < o.left && carried <= room ? 'INSUFFICIENT_FUNDS' : 'NOT_FILLED_AT_ONCE')
    if (lots > 0) this.execute(o, bar, { lots, ticks, slipped: Math.abs(ticks - worse), after })
    if (o.open) {
      if (lots === wanted) this.end(o, o.role === 'entry' ? 'WOULD_NOT_REDUCE' : 'POSITION_CLOSED')
      else if (lots === carried) this.end(o, 'INSUFFICIENT_FUNDS')
      else if (o.tif === 'ioc') this.end(o, 'NOT_FILLED_AT_ONCE')
      else o.served = true
    }
    if (lots > 0) this.afterFill(o, { lots, ticks, price }, after)
  }

  /** Lots that the account can carry at this price. */
  affordable(o: Order, lots: number, ticks: number): number {
    for (let n = lots; n > 0; n--) if (this.carries(o.market, o.side, n, ticks, this.fee(o, n, ticks))) return n
    return 0
  }

  /** Whether the account carries one more fill. Less of a position always goes. */
  carries(market: number, side: number, lots: number, ticks: number, fee: number, leaving: (market: number) => number = () => 0): boolean {
    const { leverage, shorts, positionMax } = this.script
    const { positions, cash, worth } = this.account
    const before = positions[market]!.lots
    const after = before + side * lots
    if (before * side < 0 && lots <= Math.abs(before)) return true
    if (!shorts && after < 0) return false
    if (Math.abs(after) * this.lotSizes[market]! > positionMax) return false
    const price = ticks * worth[market]!
    let net = cash - side * lots * price - fee + after * price
    let gross = Math.abs(after) * price
    for (const [k, p] of positions.entries()) {
      if (k === market || Number.isNaN(this.closes[k])) continue
      const lot = this.closes[k]! * worth[k]!
      net += p.lots * lot
      gross += (Math.abs(p.lots) - leaving(k)) * lot + this.freed[k]! * worth[k]!
    }
    return gross <= leverage * net
  }

  /** Lots of a position that open orders at market will surely close. */
  leaving(market: number): number {
    const held = this.account.positions[market]!.lots
    const lots = this.open[market]!.filter((o) => o.leaves && o.side * held < 0).reduce((sum, o) => sum + o.left, 0)
    return Math.min(lots, Math.abs(held))
  }

  fee(o: { readonly market: number; readonly begun: boolean }, lots: number, ticks: number): number {
    const notional = lots * ticks * this.account.worth[o.market]!
    const perOrder = Math.round(this.script.feePerOrder * 10 ** this.script.markets[0]!.currency.decimals)
    return roundedShare(notional, this.script.feeBps, 10_000) + (o.begun ? 0 : perOrder)
  }

  /** Lots of an order that a position leaves it: all, but for what only reduces. */
  reducible(o: Order): number {
    if (!isReducing(o)) return o.left
    const held = this.account.positions[o.market]!.lots
    return held * o.side < 0 ? Math.min(o.left, Math.abs(held)) : 0
  }

  private volumeFor(o: Order, bar: Ticks): number {
    const { volumeShare } = this.script
    if (volumeShare === 0) return Infinity
    return Math.max(0, Math.floor(volumeShare * bar.volumeLots) - this.taken[o.market]!)
  }

  private execute(o: Order, bar: Ticks, f: { lots: number; ticks: number; slipped: number; after: Rest | null }): void {
    const fee = this.fee(o, f.lots, f.ticks)
    const before = this.account.positions[o.market]!.lots
    const { realised, ended } = this.account.book({
      market: o.market,
      side: o.side,
      lots: f.lots,
      ticks: f.ticks,
      fee,
      order: o.id,
      time: this.stamp.time,
    })
    o.left -= f.lots
    o.begun = true
    o.opened += Math.max(0, f.lots - (before * o.side < 0 ? Math.abs(before) : 0))
    this.taken[o.market]! += f.lots
    if (o.left === 0) this.remove(o)
    const position = this.account.positions[o.market]!.lots
    this.rows.push(fillRow(this.stamp, o, { lots: f.lots, ticks: f.ticks, fee, slipped: f.slipped, position, realised }))
    if (ended !== null) this.rows.push(tripRow(this.stamp, o.market, ended, o))
    if (this.isInside && before * o.side < 0) this.freed[o.market]! += Math.min(f.lots, Math.abs(before)) * f.ticks
    // A position that grew in this bar saw only what came after, as such.
    if (Math.abs(position) > Math.abs(before) || before * position < 0) this.sight[o.market] = f.after ?? bar
  }

  /** Its group hears of it, what protected a position that is gone ends, and its children are placed. */
  private afterFill(o: Order, { lots, ticks, price }: { lots: number; ticks: number; price: number }, after: Rest | null): void {
    // What a leg had no position left for is done too.
    this.tellGroup(o, o.open ? lots : lots + o.left)
    this.sweep(o)
    for (const child of o.children) this.feed(child, o, { ticks, price }, after)
  }

  private tellGroup(o: Order, lots: number): void {
    if (o.group === null) return
    const { members } = o.group
    const others = this.open[o.market]!.filter((m) => m !== o && members.includes(m))
    const isDone = o.group.kind === 'oco' || (o.role === 'stop' && !o.open)
    if (isDone) for (const other of others) this.end(other, 'SIBLING_FILLED')
    else if (o.group.kind === 'ouo') for (const other of others) this.reduce(other, lots)
    else if (o.role === 'target') for (const stop of others.filter((m) => m.role === 'stop')) this.reduce(stop, lots)
    else this.shrinkTo(others, o.left)
  }

  /** A stop that filled in part leaves the targets no more than what is left of it; the youngest of them gives first. */
  private shrinkTo(targets: readonly Order[], left: number): void {
    let excess = targets.reduce((sum, t) => sum + t.left, 0) - left
    for (const target of targets.toReversed()) {
      const part = Math.min(excess, target.left)
      if (part > 0) this.reduce(target, part)
      excess -= Math.max(0, part)
    }
  }

  private reduce(o: Order, lots: number): void {
    if (o.left <= lots) {
      this.end(o, 'SIBLING_FILLED')
      return
    }
    o.left -= lots
    o.ordered -= lots
    this.tell(R.AMEND, o)
  }

  /** Orders that only close a position end when it is gone or has turned. */
  private sweep({ market, side }: Order): void {
    const held = this.account.positions[market]!.lots
    if (held * side < 0) return
    for (const other of this.open[market]!.slice()) {
      if (other.role !== 'stop' && other.role !== 'target') continue
      if (held * other.side >= 0) this.end(other, 'POSITION_CLOSED')
    }
  }

  private feed(child: Child, parent: Order, at: { ticks: number; price: number }, after: Rest | null): void {
    const { order } = child
    const filled = order.role === 'entry' ? parent.ordered - parent.left : parent.opened
    const part =
      order.role === 'entry' ? Math.floor(filled * child.to + NOISE) : Math.round(filled * child.to) - Math.round(filled * child.from)
    const due = Number.isNaN(child.own) ? part : child.own
    const more = due - child.given
    if (more <= 0 || order.dismissed) return
    child.given = due
    order.ordered += more
    order.left += more
    if (order.open) {
      this.tell(R.AMEND, order)
      return
    }
    // A leg that is done gives way to a new one of its kind.
    if (order.id !== 0) child.order = again(order, child.levels, more)
    this.born(child.order, parent, at, after)
  }

  private born(o: Order, parent: Order, { ticks, price }: { ticks: number; price: number }, after: Rest | null): void {
    o.parent = parent.id
    o.stretch = after
    o.bornAt = price
    if (Number.isNaN(o.activation)) this.follow(o, ticks)
    this.place(o)
  }

  private remove(o: Order): void {
    o.open = false
    const open = this.open[o.market]!
    open.splice(open.indexOf(o), 1)
  }
}

/** The same order once more, as it was asked for, for what else its parent filled. */
function again(o: Order, levels: Child['levels'], lots: number): Order {
  const followed = o.trail === null ? levels : { trigger: NaN, best: NaN, decision: levels.decision }
  const next: Order = {
    ...o,
    ...followed,
    id: 0,
    ordered: lots,
    left: lots,
    begun: false,
    seen: false,
    served: false,
    triggered: false,
    opened: 0,
  }
  if (o.group !== null) o.group.members[o.group.members.indexOf(o)] = next
  return next
}

/** Its distance behind a price, on a tick: an entry triggers no earlier than asked, what closes a position no later. */
function trailedLevel({ side, role, trail }: Order, price: number): number {
  const { kind, distance } = trail!
  const level = kind === 'ticks' ? price + side * distance : price * (1 + side * distance)
  return Math.max(1, (role === 'entry') === side > 0 ? Math.ceil(level - NOISE) : Math.floor(level + NOISE))
}

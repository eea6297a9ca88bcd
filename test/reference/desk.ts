/** What is asked, reviewed: each request becomes an order or a refusal with a reason. */
import { orderTypes, type OrderRole, type OrderType, type RefusalReason } from '../../src/model/order.ts'
import type { Exchange } from './exchange.ts'
import { isAsleep, isStop, isWaiting, levelOf, type Child, type Group, type Order, type Trail } from './order.ts'
import { isReachedAt, triesAtDecision } from './policies.ts'
import { AMEND } from '../../src/model/record.ts'
import { refusalRow } from './records.ts'
import type { Ask, Change, ScriptTarget, ScriptTrail, ScriptTrailingStop, Terms } from './script.ts'

const DAY_MS = 86_400_000

/** Share of a lot or tick that is noise of decimals. */
const NOISE = 1e-5

/** An order under review, or the reason why it is none. */
type Reviewed = Order | RefusalReason

interface Draft {
  readonly market: number
  readonly side: 1 | -1
  readonly terms: Terms
  readonly role: OrderRole
}

export class Desk {
  private readonly exchange: Exchange

  constructor(exchange: Exchange) {
    this.exchange = exchange
  }

  /** Requests are numbered as they are asked, before the first of them is answered. */
  answerAll(asks: readonly Ask[]): void {
    const numbered = asks.map((ask) => ({ ask, ids: ('entries' in ask ? ask.entries : [ask]).map(() => this.exchange.nextId++) }))
    for (const { ask, ids } of numbered) this.answer(ask, ids)
  }

  private answer(ask: Ask, ids: readonly number[]): void {
    const { exchange } = this
    const id = ids[0]!
    switch (ask.do) {
      case 'order':
        this.request(id, ask)
        return
      case 'oco':
      case 'ouo':
        this.requestGroup(ids, ask)
        return
      case 'close':
        this.close(id, ask)
        return
      case 'cancel': {
        const o = this.named(ask.market, ask.order)
        if (typeof o === 'string') this.refuse(ask.market, id, o, { order: ask.order })
        else this.cancel(o)
        return
      }
      case 'cancel all':
        for (const o of exchange.open[ask.market]!.slice()) if (o.open) this.cancel(o)
        return
      case 'amend': {
        const o = this.named(ask.market, ask.order)
        const reason = typeof o === 'string' ? o : this.amend(o, ask.change)
        if (reason !== undefined) this.refuse(ask.market, id, reason, { order: ask.order })
      }
    }
  }

  private cancel(o: Order): void {
    o.dismissed = true
    this.exchange.end(o, 'REQUESTED')
  }

  private request(id: number, { market, side, terms }: Ask & { readonly do: 'order' }): void {
    const formed = this.form({ market, side, terms, role: 'entry' })
    const reason = typeof formed === 'string' ? formed : this.refusal(formed)
    if (reason !== undefined || typeof formed === 'string') this.refuse(market, id, reason!, askedOf(side, terms))
    else {
      formed.id = id
      this.accept(formed)
    }
  }

  /** They are orders now, all of them before the first can fill. Some policies fill at the close that decided. */
  private accept(...orders: readonly Order[]): void {
    const { exchange } = this
    for (const o of orders) exchange.place(o)
    for (const o of orders) {
      const bar = exchange.barNow[o.market]
      if (!o.open || bar === undefined || !triesAtDecision(exchange.script.policy, o)) continue
      if (isReachedAt(o, bar.close)) exchange.fill(o, bar, bar.close, { slips: Number.isNaN(o.limit), after: null })
      // That close was the first chance of those that have only one.
      if (o.open && (o.tif === 'ioc' || o.tif === 'fok')) exchange.end(o, 'NOT_FILLED_AT_ONCE')
    }
  }

  private requestGroup(ids: readonly number[], { market, do: kind, entries }: Ask & { readonly do: 'oco' | 'ouo' }): void {
    const formed = entries.map(({ side, terms }) => this.form({ market, side, terms, role: 'entry' }))
    const members = formed.filter((o) => typeof o !== 'string')
    const reason = formed.find((o) => typeof o === 'string') ?? members.map((o) => this.refusal(o)).find((r) => r !== undefined)
    if (reason !== undefined) {
      for (const [k, { side, terms }] of entries.entries()) this.refuse(market, ids[k]!, reason, askedOf(side, terms))
      return
    }
    const group: Group = { kind, members }
    for (const [k, o] of members.entries()) {
      o.group = group
      o.id = ids[k]!
    }
    this.accept(...members)
  }

  private close(id: number, { market, share = 1, on }: Ask & { readonly do: 'close' }): void {
    const { exchange } = this
    const held = exchange.account.positions[market]!.lots
    const type = on === undefined ? 'market' : on === 'open' ? 'market-on-open' : 'market-on-close'
    const refuse = (reason: RefusalReason): void => this.refuse(market, id, reason, { type: orderTypes.indexOf(type) })
    if (held === 0) return refuse('NOTHING_TO_CLOSE')
    const lots = Math.floor(Math.abs(held) * share + NOISE)
    if (lots === 0) return refuse('ZERO_SIZE')
    if (on !== undefined) return refuse('NOT_TAKEN')
    const o = this.order({ market, side: held > 0 ? -1 : 1, terms: {}, role: 'close' }, lots)
    o.id = id
    this.accept(o)
  }

  /** A new price, or more of it, costs an order its place among those of one price. */
  private amend(o: Order, change: Change): RefusalReason | undefined {
    const { exchange } = this
    const { qty, limit, stop, expires } = change
    for (const price of [limit, stop]) if (price !== undefined && !(price > 0 && price < Infinity)) return 'BAD_PRICE'
    if (qty !== undefined && !(qty > 0 && qty < Infinity)) return 'BAD_SIZE'
    if (limit !== undefined && Number.isNaN(o.limit)) return 'BAD_AMEND'
    if (stop !== undefined && !isWaiting(o)) return 'BAD_AMEND'
    const ticks = (price: number): number => exchange.ticksOf(o.market, price)
    const next = {
      limit: limit === undefined ? o.limit : better(ticks(limit), o.side),
      trigger: stop === undefined ? o.trigger : triggerTick(ticks(stop), o),
      ordered: qty === undefined ? o.ordered : Math.floor(exchange.lotsOf(o.market, qty) + NOISE),
    }
    if (next.limit < 1 || next.trigger < 1) return 'BAD_PRICE'
    const filled = o.ordered - o.left
    if (qty !== undefined && next.ordered <= filled) return 'BAD_AMEND'
    if (expires !== undefined && this.isExpired(change)) return 'EXPIRED_AT_BIRTH'
    const isSamePrice = Object.is(next.limit, o.limit) && Object.is(next.trigger, o.trigger)
    if (isSamePrice && next.ordered === o.ordered && expires === undefined) return 'BAD_AMEND'
    const last = Math.round(exchange.closes[o.market]!)
    if (o.reduceOnly && exchange.account.positions[o.market]!.lots * o.side >= 0) return 'WOULD_NOT_REDUCE'
    if (isWaiting(o) && (isStop(o) === o.side > 0 ? next.trigger < last : next.trigger > last)) return 'WRONG_SIDE'
    const level = isAsleep(o) ? o.activation : Number.isNaN(next.limit) && isWaiting(o) ? next.trigger : next.limit
    const price = Number.isNaN(level) ? last : level
    if (this.hasWrongLegs(o, firstFill(o, next, price))) return 'WRONG_SIDE'
    if (o.postOnly && o.side * (last - next.limit) <= 0) return 'WOULD_TAKE'
    const needsMore = next.ordered > o.ordered
    if (o.role === 'entry' && !o.reduceOnly && needsMore) {
      const refusal = this.funds(o, next.ordered - filled, price)
      if (refusal !== undefined) return refusal
    }
    const losesPlace = !isSamePrice || next.ordered > o.ordered
    Object.assign(o, next)
    if (!isSamePrice) o.decision = last
    o.left = next.ordered - filled
    if (losesPlace) exchange.moveLast(o)
    exchange.tell(AMEND, o)
    return undefined
  }

  private named(market: number, id: number): Order | RefusalReason {
    const o = this.exchange.byId.get(id)
    if (o === undefined || o.market !== market) return 'UNKNOWN_ORDER'
    return o.open ? o : 'FINISHED_ORDER'
  }

  private refuse(
    market: number,
    id: number,
    reason: RefusalReason,
    asked: { side?: number; lots?: number; type?: number; order?: number },
  ): void {
    const { side = 0, lots = 0, type = 0, order = 0 } = asked
    this.exchange.rows.push(refusalRow(this.exchange.stamp, market, id, reason, { side, lots, type, order }))
  }

  /** What is no order whoever asks for it, in the order in which faults are looked for. */
  private form(draft: Draft): Reviewed {
    const { market, terms } = draft
    const lots = Math.floor(this.exchange.lotsOf(market, terms.qty ?? NaN) + NOISE)
    if (Number.isNaN(lots) || (terms.qty ?? NaN) < 0 || terms.qty === Infinity) return 'BAD_SIZE'
    const o = this.order(draft, lots)
    if (this.hasBadPrice(market, [terms.limit, terms.stop, terms.touch, terms.activation], terms.trail, [o.trigger, o.limit]))
      return 'BAD_PRICE'
    if (Number.isNaN(this.exchange.closes[market])) return 'NO_PRICE'
    if (this.isExpired(terms)) return 'EXPIRED_AT_BIRTH'
    const { stop, target } = terms.bracket ?? {}
    const levels = o.children.flatMap(({ order }) => [order.trigger, order.limit])
    const targets = targetsOf(target)
    const trailing = typeof stop === 'object' ? stop : undefined
    const given = [typeof stop === 'number' ? stop : undefined, trailing?.activation, ...targets.map(({ price }) => price)]
    if (this.hasBadPrice(market, given, trailing?.trail, levels)) return 'BAD_PRICE'
    return areShares(targets) ? o : 'BAD_SIZE'
  }

  /** What this account and this market do not take now. */
  private refusal(o: Order): RefusalReason | undefined {
    const { exchange } = this
    const { script } = exchange
    const { market, side, left: lots } = o
    if (exchange.open.flat().length >= script.ordersMax) return 'ORDER_LIMIT'
    const last = exchange.closes[market]!
    if (lots === 0) return 'ZERO_SIZE'
    if (o.type === 'market-on-open' || o.type === 'market-on-close') return 'NOT_TAKEN'
    if (o.reduceOnly && exchange.account.positions[market]!.lots * side >= 0) return 'WOULD_NOT_REDUCE'
    if (!Number.isNaN(o.activation) && o.side * (o.activation - o.decision) > 0) return 'WRONG_SIDE'
    if (isStop(o) && (o.side > 0 ? o.trigger < o.decision : o.trigger > o.decision)) return 'WRONG_SIDE'
    const level = levelOf(o)
    const at = [o.limit, level, o.activation].find((ticks) => !Number.isNaN(ticks)) ?? last
    const entry = Math.round(at)
    if (o.type === 'limit-if-touched' && o.side * (o.trigger - o.decision) > 0) return 'WRONG_SIDE'
    if (this.hasWrongLegs(o, firstFill(o, o, entry))) return 'WRONG_SIDE'
    if (o.postOnly && !rests(o)) return 'WOULD_TAKE'
    return o.reduceOnly ? undefined : this.funds(o, lots, entry)
  }

  private funds(o: Order, lots: number, ticks: number): RefusalReason | undefined {
    const { exchange } = this
    const { script, account } = exchange
    const after = account.positions[o.market]!.lots + o.side * lots
    const reduces =
      account.positions[o.market]!.lots * o.side < 0 &&
      Math.abs(after) <= Math.abs(account.positions[o.market]!.lots) &&
      after * o.side <= 0
    if (reduces) return undefined
    if (!script.shorts && after < 0) return 'SHORT_NOT_ALLOWED'
    const lot = script.markets[o.market]!.lotStep / 10 ** script.markets[o.market]!.qtyDecimals
    if (Math.abs(after) * lot > script.positionMax) return 'POSITION_LIMIT'
    if (!exchange.carries(o.market, o.side, lots, ticks, exchange.fee(o, lots, ticks), (k) => exchange.leaving(k)))
      return 'INSUFFICIENT_FUNDS'
    return undefined
  }

  /** Legs are judged by where their entry is expected to fill. */
  private hasWrongLegs({ side, children }: Order, entry: number): boolean {
    const inFavour = (price: number): number => (price - entry) * side
    return children.some(({ order: leg }) => {
      if (leg.role === 'target') return inFavour(leg.limit) <= 0
      return leg.role === 'stop' && (inFavour(leg.trigger) >= 0 || inFavour(leg.activation) < 0)
    })
  }

  private hasBadPrice(
    market: number,
    prices: readonly (number | undefined)[],
    trail: ScriptTrail | undefined,
    ticks: readonly number[],
  ): boolean {
    if (prices.some((p) => p !== undefined && !(p > 0 && p < Infinity))) return true
    if (trail !== undefined && 'amount' in trail && this.exchange.ticksOf(market, trail.amount) < 1) return true
    return ticks.some((level) => level < 1)
  }

  private isExpired({ expires }: { readonly expires?: Terms['expires'] | undefined }): boolean {
    if (typeof expires !== 'object') return false
    return 'at' in expires ? !(expires.at > this.exchange.stamp.time) : !(expires.bars > 0)
  }

  /** A draft as an order: levels on whole ticks, the safe way round. */
  private order({ market, side, terms, role }: Draft, lots: number): Order {
    const { exchange } = this
    const last = exchange.closes[market]!
    const ticks = (price: number | undefined): number => (price === undefined ? NaN : exchange.ticksOf(market, price))
    const trigger = ticks(terms.stop ?? terms.touch)
    const type = typeOf(terms)
    const o: Order = {
      id: 0,
      market,
      side,
      type,
      role,
      ordered: lots,
      left: lots,
      // A stop never triggers earlier than asked, but for what protects: that never later. A limit never costs more.
      trigger: triggerTick(trigger, { role, side, type }),
      limit: better(ticks(terms.limit), side),
      triggered: false,
      trail: terms.trail === undefined ? null : this.trail(market, terms.trail),
      activation: better(ticks(terms.activation), side),
      tif: tifOf(terms),
      postOnly: terms.postOnly === true,
      reduceOnly: terms.reduceOnly === true,
      expires: Infinity,
      barsLeft: Infinity,
      since: exchange.stamp.time + exchange.script.latencyMs,
      parent: 0,
      group: null,
      children: [],
      opened: 0,
      decision: Number.isNaN(last) ? 0 : Math.round(last),
      begun: false,
      seen: false,
      served: false,
      best: NaN,
      stretch: null,
      bornAt: NaN,
      open: false,
      leaves: false,
      dismissed: false,
    }
    this.live(o, terms.expires)
    if (role === 'entry' && Number.isNaN(o.activation)) exchange.follow(o, o.decision)
    o.children.push(...this.legs(o, terms), ...this.others(o, terms))
    return o
  }

  private live(o: Order, expires: Terms['expires']): void {
    if (expires === 'day') o.expires = (Math.floor(this.exchange.stamp.time / DAY_MS) + 1) * DAY_MS
    else if (typeof expires === 'object' && 'at' in expires) o.expires = expires.at
    else if (typeof expires === 'object') o.barsLeft = Math.floor(expires.bars)
  }

  private trail(market: number, trail: ScriptTrail): Trail {
    return 'amount' in trail
      ? { kind: 'ticks', distance: this.exchange.ticksOf(market, trail.amount) }
      : { kind: 'share', distance: trail.percent / 100 }
  }

  private legs(parent: Order, { bracket }: Terms): Child[] {
    if (bracket === undefined) return []
    const { stop, target } = bracket
    const legs: Child[] = []
    const side = -parent.side as 1 | -1
    const leg = (role: OrderRole, terms: Terms, from: number, to: number): void => {
      legs.push(childOf(this.order({ market: parent.market, side, terms, role }, 0), from, to))
    }
    if (typeof stop === 'number') leg('stop', { stop }, 0, 1)
    else if (stop !== undefined) leg('stop', trailingTerms(stop), 0, 1)
    let from = 0
    for (const { price, share } of targetsOf(target)) {
      leg('target', { limit: price }, from, from + share)
      from += share
    }
    if (stop !== undefined && target !== undefined) {
      const group: Group = { kind: 'bracket', members: legs.map(({ order }) => order) }
      for (const { order } of legs) order.group = group
    }
    return legs
  }

  private others(parent: Order, { places = [] }: Terms): Child[] {
    return places.map(({ side, terms }) => {
      const order = this.order({ market: parent.market, side, terms, role: 'entry' }, 0)
      const own = Math.floor(this.exchange.lotsOf(parent.market, terms.qty ?? NaN) + NOISE)
      return { ...childOf(order, 0, terms.share ?? 1), own }
    })
  }
}

/** Each a part, and together no more than all. */
function areShares(targets: readonly ScriptTarget[]): boolean {
  return targets.every(({ share }) => share > 0) && targets.reduce((sum, { share }) => sum + share, 0) <= 1 + 1e-9
}

/** Where an order is expected to fill: what is touched before it is within its limit, there. */
function firstFill(o: Order, { trigger, limit }: Pick<Order, 'trigger' | 'limit'>, otherwise: number): number {
  if (o.type !== 'limit-if-touched' || !isWaiting(o)) return otherwise
  return o.side > 0 ? Math.min(trigger, limit) : Math.max(trigger, limit)
}

/** A limit that the last price does not satisfy. */
function rests({ type, side, limit, decision }: Order): boolean {
  return type === 'limit' && side * (decision - limit) > 0
}

/** The tick of a trigger: an entry's no earlier than asked, a closing order's no later; a touch the other way. */
function triggerTick(ticks: number, { role, side, type }: Pick<Order, 'role' | 'side' | 'type'>): number {
  return (role === 'entry') === (type !== 'limit-if-touched') ? worse(ticks, side) : better(ticks, side)
}

function typeOf({ limit, stop, touch, trail, on }: Terms): OrderType {
  if (on !== undefined) return on === 'open' ? 'market-on-open' : 'market-on-close'
  if (trail !== undefined) return 'trailing-stop'
  if (touch !== undefined) return 'limit-if-touched'
  if (stop !== undefined) return limit === undefined ? 'stop' : 'stop-limit'
  return limit === undefined ? 'market' : 'limit'
}

function childOf(order: Order, from: number, to: number): Child {
  return { order, levels: { trigger: order.trigger, limit: order.limit, decision: order.decision }, from, to, own: NaN, given: 0 }
}

function tifOf({ expires }: Terms): Order['tif'] {
  if (expires === undefined) return 'gtc'
  return typeof expires === 'object' ? 'gtd' : expires
}

function trailingTerms({ trail, activation }: ScriptTrailingStop): Terms {
  return activation === undefined ? { trail } : { trail, activation }
}

function targetsOf(target: number | readonly ScriptTarget[] | undefined): readonly ScriptTarget[] {
  if (target === undefined) return []
  return typeof target === 'number' ? [{ price: target, share: 1 }] : target
}

function askedOf(side: number, terms: Terms): { side: number; type: number } {
  return { side, type: orderTypes.indexOf(typeOf(terms)) }
}

/** The tick that a buyer pays no less at, and a seller gets no more. */
function worse(ticks: number, side: number): number {
  return side > 0 ? Math.ceil(ticks - NOISE) : Math.floor(ticks + NOISE)
}

function better(ticks: number, side: number): number {
  return side > 0 ? Math.floor(ticks + NOISE) : Math.ceil(ticks - NOISE)
}

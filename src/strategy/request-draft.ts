/** Requests as drafts: numbers in the desk's fields. What comes past the types is marked as no size or no price, and refused there. */
import { LockstepError } from '../base/error.ts'
import {
  BUY,
  DAY,
  FLAG_POST_ONLY,
  FLAG_REDUCE_ONLY,
  FOK,
  GTC,
  GTD,
  IOC,
  LIMIT,
  LIMIT_IF_TOUCHED,
  MARKET,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  ROLE_ENTRY,
  ROLE_STOP,
  ROLE_TARGET,
  SELL,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP,
  type OrderId,
} from '../model/order.ts'
import { GROUP_BRACKET, TRAIL_SHARE, TRAIL_TICKS } from '../model/orders.ts'
import {
  ABSENT,
  ASK_CHILD,
  D_ACTIVATION,
  D_BARS,
  D_EXPIRES,
  D_FLAGS,
  D_GROUP,
  D_GROUP_KIND,
  D_INSTRUMENT,
  D_LEVEL,
  D_LIMIT,
  D_OWNER,
  D_PARENT,
  D_ROLE,
  D_SHARE_FROM,
  D_SHARE_TO,
  D_SIDE,
  D_SIZE,
  D_SIZE_KIND,
  D_SIZE_PER,
  D_SOURCE,
  D_TAG,
  D_TIF,
  D_TRAIL,
  D_TRAIL_KIND,
  D_TYPE,
  SIZE_EQUITY,
  SIZE_PER_CAPITAL,
  SIZE_RISK,
  SIZE_SHARE,
  SIZE_UNITS,
  SIZE_VALUE,
  SIZE_VOLATILITY,
  type Desk,
} from './desk.ts'
import {
  BRACKET_KEYS,
  checkFlag,
  checkKeys,
  EXPIRY_KEYS,
  PLACE_KEYS,
  REQUEST_KEYS,
  STOP_KEYS,
  TARGET_KEYS,
  TRAIL_KEYS,
} from './known-keys.ts'
import type { Expiry, OrderRequest, Target, PlacedRequest, Trail, TrailingStop } from './order-request.ts'

/** Orders that one request may place, legs and what they place in turn. */
const CHILDREN_MAX = 32

/** A request as plain JavaScript may give it. */
type Given = { readonly [K in keyof Terms]?: Terms[K] | undefined }
interface Terms {
  qty: unknown
  equity: unknown
  risk: unknown
  value: unknown
  volatility: { target: unknown; of: (() => number) | undefined }
  lotsPerCapital: { lots: unknown; per: unknown }
  share: unknown
  limit: unknown
  stop: unknown
  touch: unknown
  trail: Trail
  activation: unknown
  on: unknown
  bracket: { stop?: number | TrailingStop; target?: number | readonly Target[] }
  places: readonly { buy?: PlacedRequest; sell?: PlacedRequest }[]
  expires: Expiry
  postOnly: unknown
  reduceOnly: unknown
  tag: string
  model: string
}

export interface Asker {
  readonly desk: Desk
  readonly instrument: number
  readonly owner: number
}

/** Sends a request with all that it places; `kind` as the desk knows it. */
export function sendRequest(from: Asker, kind: number, side: number, request: OrderRequest): OrderId {
  const id = writeEntry(from, kind, side, request, 0)
  sendChildren(from, side, request, { sent: 1 }, 1)
  return id
}

/** Writes and sends one entry; `parent`: how many drafts before it its parent was sent, 0 for none. */
function writeEntry({ desk, instrument, owner }: Asker, kind: number, side: number, r: Given, parent: number): OrderId {
  checkKeys('a request', r, REQUEST_KEYS)
  checkFlag('postOnly', r.postOnly)
  checkFlag('reduceOnly', r.reduceOnly)
  const d = desk.draft
  d[D_INSTRUMENT] = instrument
  d[D_OWNER] = owner
  d[D_SIDE] = side
  d[D_ROLE] = ROLE_ENTRY
  d[D_PARENT] = parent
  if (parent > 0) d[D_GROUP] = 0
  writeSize(d, r)
  writePrices(d, r)
  writeExpiry(d, r.expires)
  d[D_FLAGS] = (r.postOnly === true ? FLAG_POST_ONLY : 0) | (r.reduceOnly === true ? FLAG_REDUCE_ONLY : 0)
  d[D_TAG] = r.tag === undefined ? 0 : desk.tag(r.tag)
  d[D_SOURCE] = desk.source(r.model)
  return desk.ask(kind)
}

/** Sends what an order places as it fills. `count.sent` drafts of its family were sent, this order `back` before the next. */
function sendChildren(from: Asker, side: number, r: Given, count: { sent: number }, back: number): void {
  if (r.bracket === undefined && r.places === undefined) return
  const parent = count.sent - back
  if (r.bracket !== undefined) sendBracket(from, -side, r, count, parent)
  for (const place of r.places ?? []) {
    checkKeys('an order that is placed', place, PLACE_KEYS)
    const { buy, sell } = place
    const childSide = buy === undefined ? SELL : BUY
    const child = (buy ?? sell ?? {}) as Given
    writeEntry(from, ASK_CHILD, childSide, child, counted(count) - parent)
    sendChildren(from, childSide, child, count, 1)
  }
}

/** Legs close what their entry opened, so they are on the other side. */
function sendBracket({ desk, instrument, owner }: Asker, side: number, r: Given, count: { sent: number }, parent: number): void {
  checkKeys('a bracket', r.bracket, BRACKET_KEYS)
  const { stop, target } = r.bracket!
  checkKeys('the stop of a bracket', stop, STOP_KEYS)
  if (Array.isArray(target)) for (const leg of target as readonly unknown[]) checkKeys('a target', leg, TARGET_KEYS)
  const d = desk.draft
  d[D_INSTRUMENT] = instrument
  d[D_OWNER] = owner
  d[D_SIDE] = side
  d[D_GROUP] = stop !== undefined && target !== undefined ? desk.newGroup() : 0
  d[D_GROUP_KIND] = GROUP_BRACKET
  d[D_SIZE_KIND] = SIZE_SHARE
  d[D_FLAGS] = 0
  d[D_LIMIT] = ABSENT
  d[D_TAG] = r.tag === undefined ? 0 : desk.tag(r.tag)
  d[D_SOURCE] = desk.source(r.model)
  writeExpiry(d, undefined)
  if (stop !== undefined) {
    d[D_ROLE] = ROLE_STOP
    const trails = typeof stop === 'object' && stop !== null
    d[D_TYPE] = trails ? TRAILING_STOP : STOP
    d[D_LEVEL] = trails ? ABSENT : priceOf(stop)
    writeTrail(d, trails ? stop.trail : undefined)
    d[D_ACTIVATION] = trails ? priceOf(stop.activation) : ABSENT
    sendLeg(desk, count, parent, 0, 1)
  }
  d[D_ROLE] = ROLE_TARGET
  d[D_TYPE] = LIMIT
  d[D_ACTIVATION] = ABSENT
  writeTrail(d, undefined)
  const targets = typeof target === 'object' && target !== null ? target : target === undefined ? [] : [{ price: target, share: 1 }]
  let taken = 0
  for (const { price, share } of targets) {
    d[D_LEVEL] = priceOf(price)
    const from = taken
    // Shares such as 0.1 + 0.2 + 0.7 add up to 1 but for noise.
    taken = Math.abs(taken + share - 1) < 1e-9 ? 1 : taken + share
    sendLeg(desk, count, parent, from, share > 0 ? taken : NaN)
  }
}

function sendLeg(desk: Desk, count: { sent: number }, parent: number, from: number, to: number): void {
  const d = desk.draft
  d[D_SHARE_FROM] = from
  d[D_SHARE_TO] = to
  d[D_PARENT] = counted(count) - parent
  desk.ask(ASK_CHILD)
}

/** Counts one more draft of a family; returns its place in it. */
function counted(count: { sent: number }): number {
  if (count.sent > CHILDREN_MAX) {
    throw new LockstepError(
      'E_LIMIT',
      `expected a request to place at most ${CHILDREN_MAX} other orders, there are more`,
      'Ask for the rest when the first ones fill.',
    )
  }
  return count.sent++
}

function writeSize(d: Float64Array, r: Given): void {
  // Types allow one size and only numbers; what comes past them is refused, not guessed at.
  const { qty, equity, risk, value, volatility, lotsPerCapital, share } = r
  let given = 0
  d[D_SIZE_KIND] = SIZE_UNITS
  d[D_SIZE] = NaN
  const write = (kind: number, size: unknown): void => {
    given++
    d[D_SIZE_KIND] = kind
    d[D_SIZE] = given === 1 && typeof size === 'number' ? size : NaN
  }
  if (qty !== undefined) write(SIZE_UNITS, qty)
  if (equity !== undefined) write(SIZE_EQUITY, equity)
  if (risk !== undefined) write(SIZE_RISK, risk)
  if (value !== undefined) write(SIZE_VALUE, value)
  if (volatility !== undefined) write(SIZE_VOLATILITY, Number(volatility?.target) / Number(volatility?.of?.()))
  if (lotsPerCapital !== undefined) {
    write(SIZE_PER_CAPITAL, lotsPerCapital?.lots)
    d[D_SIZE_PER] = Number(lotsPerCapital?.per)
  }
  if (share !== undefined) {
    write(SIZE_SHARE, share)
    d[D_SHARE_FROM] = 0
    d[D_SHARE_TO] = typeof share === 'number' ? share : NaN
  }
}

function writePrices(d: Float64Array, r: Given): void {
  const { limit, stop, touch, trail, on } = r
  d[D_LIMIT] = ABSENT
  d[D_LEVEL] = ABSENT
  d[D_ACTIVATION] = priceOf(r.activation)
  writeTrail(d, trail)
  const kinds = (stop === undefined ? 0 : 1) + (touch === undefined ? 0 : 1) + (trail === undefined ? 0 : 1) + (on === undefined ? 0 : 1)
  if (stop !== undefined || touch !== undefined) {
    const touches = touch !== undefined
    d[D_TYPE] = touches ? LIMIT_IF_TOUCHED : limit === undefined ? STOP : STOP_LIMIT
    d[D_LEVEL] = priceOf(touches ? touch : stop)
    // A touch without a limit is no order there is.
    if (limit !== undefined || touches) d[D_LIMIT] = limit === undefined ? NaN : priceOf(limit)
  } else if (trail !== undefined) d[D_TYPE] = TRAILING_STOP
  else if (on !== undefined) d[D_TYPE] = on === 'open' ? MARKET_ON_OPEN : MARKET_ON_CLOSE
  else {
    d[D_TYPE] = limit === undefined ? MARKET : LIMIT
    d[D_LEVEL] = priceOf(limit)
  }
  const mixed = kinds > 1 || (limit !== undefined && (trail !== undefined || on !== undefined))
  if (mixed || (on !== undefined && on !== 'open' && on !== 'close')) d[D_LEVEL] = NaN
}

/** An ATR's multiple is what it is now; the distance then stays. */
export function writeTrail(d: Float64Array, trail: Trail | undefined): void {
  d[D_TRAIL_KIND] = 0
  d[D_TRAIL] = ABSENT
  if (trail === undefined) return
  checkKeys('a trail', trail, TRAIL_KEYS)
  const isShare = typeof trail === 'object' && trail !== null && 'percent' in trail
  d[D_TRAIL_KIND] = isShare ? TRAIL_SHARE : TRAIL_TICKS
  if (typeof trail !== 'object' || trail === null) d[D_TRAIL] = priceOf(trail)
  else if ('percent' in trail) d[D_TRAIL] = trail.percent < 100 ? priceOf(trail.percent) / 100 : NaN
  else d[D_TRAIL] = 'amount' in trail ? priceOf(trail.amount) : priceOf(atrOf(trail.atr) * trail.times)
}

/** A line's value now; NaN for what is no line. */
function atrOf(line: unknown): number {
  return typeof line === 'function' ? Number(line()) : NaN
}

export function writeExpiry(d: Float64Array, expires: Expiry | undefined): void {
  d[D_EXPIRES] = Infinity
  d[D_BARS] = Infinity
  if (expires === undefined) d[D_TIF] = GTC
  else if (expires === 'day') d[D_TIF] = DAY
  else if (expires === 'ioc') d[D_TIF] = IOC
  else if (expires === 'fok') d[D_TIF] = FOK
  else if (typeof expires === 'number') {
    d[D_TIF] = GTD
    d[D_EXPIRES] = expires
  } else {
    const bars: unknown = (expires as { bars?: unknown } | null)?.bars
    d[D_TIF] = GTD
    checkKeys('an expiry', expires, EXPIRY_KEYS)
    d[D_BARS] = typeof bars === 'number' && Math.floor(bars) === bars ? bars : NaN
  }
}

/** NaN stands for what is no number. */
export function numberOf(given: unknown): number {
  return typeof given === 'number' ? given : NaN
}

/** NaN stands for what is no price, so that it is refused and not mistaken for none. */
export function priceOf(given: unknown): number {
  if (given === undefined) return ABSENT
  return typeof given === 'number' && given > 0 && given < Infinity ? given : NaN
}

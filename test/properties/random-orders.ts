/** A strategy that asks for orders of every type and term, amends and cancels them, at any time. Equal seeds ask alike. */
import { Random } from '../../src/base/random.ts'
import type { OrderId } from '../../src/model/order.ts'
import { epochMs } from '../../src/model/time.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { AmendRequest, OrderRequest, Sided, TargetRequest } from '../../src/strategy/order-request.ts'
import type { OrderView } from '../../src/strategy/order-view.ts'
import { moment, strategy, type Setup, type Strategy } from '../../src/strategy/strategy.ts'

export interface OrderAsker {
  readonly strategy: Strategy
  /** Numbers that were given out, each of which must end as one order or one refusal. */
  readonly numbered: readonly OrderId[]
  /** Groups of which one cancels the others. */
  readonly groups: readonly (readonly OrderId[])[]
}

/** What a request is made with. */
interface Hand {
  readonly market: Market
  readonly random: Random
  readonly now: number
  /** Markets that it has left. */
  readonly away: Set<Market>
}

const MINUTE_MS = 60_000
/** A number that no order has. */
const NOBODYS = 1e9
const FAR = 0.01
const isAnchor = ({ limit }: OrderView): boolean => limit === FAR

export interface OrderAskerSpec {
  readonly seed: number
  readonly markets: readonly string[]
  /** How often it asks for something in a market at a moment, 0 to 1. */
  readonly eagerness: number
  /** Where it is given, keeps an order far away that never fills; where it counts bars, the venue must walk every bar and may pass over none. */
  readonly anchorCounts?: boolean
}

export function orderAsker({ seed, markets, eagerness, anchorCounts }: OrderAskerSpec): OrderAsker {
  const numbered: OrderId[] = []
  const groups: (readonly OrderId[])[] = []
  const made = strategy({
    name: 'order-asker',
    setup(setup) {
      const random = new Random(seed)
      const away = new Set<Market>()
      const handles = markets.map((id) => setup.market(id))
      setup.on(moment, () => {
        const anchor = { qty: 1, limit: FAR, ...(anchorCounts && { expires: { bars: 1e9 } }) }
        for (const market of handles) if (anchorCounts !== undefined && !market.orders.some(isAnchor)) market.buy(anchor)
        for (const market of handles) {
          if (random.unit() < eagerness) act({ market, random, now: setup.now(), away }, setup, numbered, groups)
        }
      })
    },
  })
  return { strategy: made, numbered, groups }
}

function act(hand: Hand, setup: Setup<object>, numbered: OrderId[], groups: (readonly OrderId[])[]): void {
  const { market, random, away } = hand
  if (away.has(market) && random.unit() < 0.5) {
    market.join()
    away.delete(market)
  }
  const open = market.orders.filter((order) => !isAnchor(order))
  const any = open.length > 0 ? open[random.int(0, open.length - 1)]!.id : ((numbered.at(-1) ?? NOBODYS) as OrderId)
  const chance = random.int(0, 99)
  if (chance < 45) numbered.push(random.unit() < 0.5 ? market.buy(request(hand, 1, true)) : market.sell(request(hand, -1, true)))
  else if (chance < 60) market.amend(any, amendment(hand))
  else if (chance < 70) market.cancel(any)
  else if (chance < 76) numbered.push(market.close({ share: random.int(1, 4) / 4, ...(random.unit() < 0.2 && { on: 'open' as const }) }))
  else if (chance < 84) {
    const members = [sided(hand), sided(hand)]
    const ids = chance < 80 ? market.oco(members) : market.ouo(members)
    numbered.push(...ids)
    if (chance < 80) groups.push(ids)
  } else if (chance < 90) market.target(target(hand))
  else if (chance < 92) setup.targets([{ market, ...target(hand) }])
  else if (chance < 94) market.cancelAll()
  else if (chance < 96) setup.flatten()
  else if (chance < 98) leaveOnce(hand)
  else market.join()
}

/** Leaves a market for a step or two: while it is away it asks for the market half of the time. */
function leaveOnce({ market, away }: Hand): void {
  market.leave()
  away.add(market)
}

function target({ random, market: { price } }: Hand): TargetRequest {
  const part = random.int(-4, 4)
  return [{ weight: part / 8 }, { qty: part * 10 }, { value: part * 10 * price }][random.int(0, 2)]!
}

function sided(hand: Hand): Sided {
  return hand.random.unit() < 0.5 ? { buy: request(hand, 1, false) } : { sell: request(hand, -1, false) }
}

/** An order near the last price: most make sense, some do not. */
function request(hand: Hand, side: number, mayPlace: boolean): OrderRequest {
  const { random, market, now } = hand
  const { price } = market
  const step = Math.max(price / 200, 0.05)
  const beyond = price + side * random.int(-1, 6) * step
  const better = price - side * random.int(-1, 6) * step
  const kinds: readonly object[] = [
    {},
    { limit: better },
    { stop: beyond },
    { stop: beyond, limit: beyond + side * random.int(-2, 3) * step },
    { touch: better, limit: better + side * random.int(-2, 3) * step },
    { trail: random.unit() < 0.5 ? random.int(0, 5) * step : { percent: random.int(0, 300) / 100 } },
    { trail: 3 * step, activation: better },
    { on: random.unit() < 0.5 ? 'open' : 'close' },
  ]
  const expiries: readonly object[] = [
    {},
    {},
    { expires: 'day' },
    { expires: 'ioc' },
    { expires: 'fok' },
    { expires: epochMs(now + random.int(0, 20) * MINUTE_MS) },
    { expires: { bars: random.int(1, 5) } },
  ]
  const pick = (list: readonly object[]): object => list[random.int(0, list.length - 1)]!
  const bracketed = mayPlace && random.unit() < 0.4 ? bracket(hand, side, step) : undefined
  return {
    ...size(hand, mayPlace, typeof bracketed?.stop === 'number'),
    ...pick(kinds),
    ...pick(expiries),
    ...(random.unit() < 0.1 && { postOnly: true }),
    ...(random.unit() < 0.1 && { reduceOnly: true }),
    ...(bracketed !== undefined && { bracket: bracketed }),
    ...(random.unit() < 0.2 && { tag: `tag-${random.int(0, 5)}` }),
    ...(mayPlace &&
      random.unit() < 0.15 && { places: [{ [side > 0 ? 'sell' : 'buy']: { ...request(hand, -side, false), qty: random.int(1, 60) } }] }),
  } as unknown as OrderRequest
}

/** Units, or for orders that stand alone a share of equity, money, lots by capital or what may be lost to the stop. */
function size({ random, market: { price } }: Hand, anyKind: boolean, hasStop: boolean): object {
  const kinds: readonly object[] = [
    { equity: random.int(0, 10) / 10 },
    { value: random.int(0, 40) * price },
    { lotsPerCapital: { lots: random.int(0, 3) / 2, per: 100 * price } },
    { risk: random.int(0, 5) / 100 },
  ]
  if (!anyKind || random.unit() < 0.6) return { qty: random.int(0, 60) * 5 }
  return kinds[random.int(0, hasStop ? 3 : 2)]!
}

function bracket({ random, market: { price } }: Hand, side: number, step: number): { readonly stop?: unknown; readonly target: unknown } {
  const far = random.int(7, 12) * step * side
  const stops = [price - far, { trail: 3 * step }, { trail: { percent: 1 }, activation: price + far }]
  const targets = [
    { price: price + far, share: 0.4 },
    { price: price + 2 * far, share: 0.6 },
  ]
  const target = random.unit() < 0.5 ? price + far : targets
  return { ...(random.unit() < 0.8 && { stop: stops[random.int(0, 2)]! }), target }
}

function amendment({ random, market: { price }, now }: Hand): AmendRequest {
  const near = price * (1 + random.int(-20, 20) / 1000)
  const changes: readonly AmendRequest[] = [
    { limit: near },
    { stop: near },
    { qty: random.int(1, 80) * 5 },
    { trail: price / 100 },
    { limit: near, qty: random.int(1, 80) * 5 },
    { expires: epochMs(now + random.int(0, 30) * MINUTE_MS) },
  ]
  return changes[random.int(0, changes.length - 1)]!
}

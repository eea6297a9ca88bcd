/** A strategy that asks for orders of every type and term, amends and cancels them, at any time. Equal seeds ask alike. */
import { Random } from '../../src/base/random.ts'
import type { OrderId } from '../../src/model/order.ts'
import { epochMs } from '../../src/model/time.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { AmendRequest, OrderRequest, Sided } from '../../src/strategy/order-request.ts'
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
}

const MINUTE_MS = 60_000

export function orderAsker(seed: number, markets: readonly string[], eagerness: number): OrderAsker {
  const numbered: OrderId[] = []
  const groups: (readonly OrderId[])[] = []
  const made = strategy({
    name: 'order-asker',
    setup(setup) {
      const random = new Random(seed)
      const handles = markets.map((id) => setup.market(id))
      setup.on(moment, () => {
        for (const market of handles) {
          if (random.unit() < eagerness) act({ market, random, now: setup.now() }, setup, numbered, groups)
        }
      })
    },
  })
  return { strategy: made, numbered, groups }
}

function act(hand: Hand, setup: Setup<object>, numbered: OrderId[], groups: (readonly OrderId[])[]): void {
  const { market, random } = hand
  const open = market.orders
  const any = open.length > 0 ? open[random.int(0, open.length - 1)]!.id : ((numbered.at(-1) ?? 1) as OrderId)
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
  } else if (chance < 92) market.target({ weight: random.int(-4, 4) / 8 })
  else if (chance < 94) market.cancelAll()
  else if (chance < 96) setup.flatten()
  else if (chance < 98) market.leave()
  else market.join()
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
  return {
    qty: random.int(0, 60) * 5,
    ...pick(kinds),
    ...pick(expiries),
    ...(random.unit() < 0.1 && { postOnly: true }),
    ...(random.unit() < 0.1 && { reduceOnly: true }),
    ...(mayPlace && random.unit() < 0.4 && { bracket: bracket(hand, side, step) }),
    ...(mayPlace &&
      random.unit() < 0.15 && { places: [{ [side > 0 ? 'sell' : 'buy']: { ...request(hand, -side, false), qty: random.int(1, 60) } }] }),
  } as unknown as OrderRequest
}

function bracket({ random, market: { price } }: Hand, side: number, step: number): object {
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

/** A strategy that asks for anything at any time, steered by chance and by what it sees. Equal seeds ask alike. */
import { Random } from '../../src/base/random.ts'
import type { OrderId } from '../../src/model/order.ts'
import { epochMs } from '../../src/model/time.ts'
import { ema, sma } from '../../src/strategy/indicator-lines.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { OrderRequest } from '../../src/strategy/order-request.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { moment, strategy, type ClockText, type Strategy } from '../../src/strategy/strategy.ts'

/** A number that no request has. */
const NOBODYS = 1e9

export interface AskerSpec {
  readonly seed: number
  readonly markets: readonly string[]
  /** Higher timeframes to decide on beside the base bars. */
  readonly higher?: readonly TimeframeName[]
  readonly timers?: readonly ClockText[]
  /** Sizes in units alone, so that what one market does never depends on another. */
  readonly independent?: boolean
  /**
   * Keeps an order far away that never fills. When it counts bars, the venue must walk every bar and may pass over none.
   */
  readonly anchor?: 'still' | 'counts bars'
  /** How often it asks for something when it is called, 0 to 1. */
  readonly eagerness?: number
}

/** The strategy, and the numbers of its requests as they were given out. */
export function asker(spec: AskerSpec): { readonly strategy: Strategy; readonly requested: () => readonly OrderId[] } {
  const byMarket: OrderId[][] = []
  const { timers = [], higher = [], eagerness = 0.3, independent = false, anchor } = spec
  const made = strategy({
    name: 'asker',
    setup({ market, on, at, now, account }) {
      for (const id of spec.markets) {
        const m = market(id)
        // A stream of chance of its own: what one market asks does not depend on how many others there are.
        const random = new Random(spec.seed + id.charCodeAt(0))
        const bars = m.bars()
        const fast = sma(bars.close, 3)
        const slow = ema(fast, 8)
        const mine: OrderId[] = []
        byMarket.push(mine)
        let anchored = false
        const act = (): void => {
          if (anchor !== undefined && !anchored) anchorTo(m, anchor)
          anchored = anchor !== undefined
          // What the account looks like steers too, so that a path that reads it late would show.
          const gains = m.position.unrealised > 0 || (!independent && account.equity < account.cash)
          const up = fast() > slow() !== gains
          if (random.unit() < eagerness) askSomething({ m, random, up, now: now(), mine, independent, anchored })
        }
        on(bars, act)
        for (const name of higher) {
          const coarse = m.bars(name)
          const mean = sma(coarse.close, 2)
          on(coarse, () => {
            if (coarse.close() >= mean() || coarse.count % 3 === 0) act()
          })
        }
        for (const clock of timers) at(clock, act)
      }
      if (!independent) on(moment, () => {})
    },
  })
  return { strategy: made, requested: () => byMarket.flat() }
}

function anchorTo(m: Market, anchor: 'still' | 'counts bars'): void {
  m.buy({ qty: 1, limit: m.price / 100, expires: { bars: anchor === 'still' ? Infinity : 1e9 } })
}

interface Occasion {
  readonly m: Market
  readonly random: Random
  readonly up: boolean
  readonly now: number
  /** Numbers of its requests so far. */
  readonly mine: OrderId[]
  readonly independent: boolean
  readonly anchored: boolean
}

function askSomething(o: Occasion): void {
  const { m, random, mine } = o
  const dice = random.unit()
  if (dice < 0.1) mine.push(m.close())
  else if (dice < 0.16 && !o.anchored) m.cancelAll()
  else if (dice < 0.22) m.cancel((mine.at(-random.int(1, 5)) ?? NOBODYS) as OrderId)
  else {
    const side = random.unit() < (o.up ? 0.6 : 0.4) ? 1 : -1
    const request = randomRequest(o, side)
    mine.push(side > 0 ? m.buy(request) : m.sell(request))
  }
}

function randomRequest({ m, random, now, independent }: Occasion, side: number): OrderRequest {
  const { price } = m
  const near = (): number => price * (1 + (random.unit() - 0.5) * 0.02)
  const kind = random.int(0, 3)
  const entry = kind === 0 ? { limit: near() } : kind === 1 ? { stop: price * (1 + side * random.unit() * 0.01) } : {}
  const reference = entry.limit ?? entry.stop ?? price
  const stop = reference * (1 - side * (random.unit() * 0.02 - 0.001))
  const target = reference * (1 + side * (random.unit() * 0.02 - 0.001))
  const bracket = [undefined, { stop }, { target }, { stop, target }][random.int(0, 3)]
  const expires = [undefined, undefined, { bars: random.int(0, 5) }, epochMs(now + random.int(-1, 20) * 15_000)][random.int(0, 3)]
  const sizes = [
    { qty: random.int(0, 40) / 4 },
    { qty: random.unit() < 0.05 ? NaN : 3 },
    { equity: random.unit() },
    { risk: random.unit() / 20 },
  ]
  const size = sizes[random.int(0, independent ? 1 : bracket?.stop === undefined ? 2 : 3)]
  return { ...size, ...entry, ...(bracket && { bracket }), ...(expires && { expires }), tag: side > 0 ? 'up' : 'down' } as OrderRequest
}

/** Scripts by chance. Prices lie on a coarse grid, so that ties, gaps and bars that touch everything are common. Equal seeds give equal scripts. */
import { Random } from '../../src/base/random.ts'
import { createInstrument, type Instrument } from '../../src/model/instrument.ts'
import type { Ask, Change, Entry, Script, ScriptBar, ScriptTrail, Terms } from './script.ts'

const START = Date.UTC(2024, 0, 1, 23, 50)
const MINUTE_MS = 60_000
const FIRST_PRICE = 100
const ASKS_MAX = 40

const plain = createInstrument({ id: 'A', tick: 1, lot: 1 })
const coarse = createInstrument({ id: 'A', tick: 2, lot: 0.5, multiplier: 10 })
const second = createInstrument({ id: 'B', tick: 1, lot: 1 })

export interface Wants {
  readonly policies: readonly string[]
}

export function randomScript(seed: number, wants: Wants): Script {
  const random = new Random(seed)
  const chance = (p: number): boolean => random.unit() < p
  const pick = <T>(list: readonly T[]): T => list[random.int(0, list.length - 1)]!
  const markets: readonly Instrument[] = chance(0.2) ? [plain, second] : [chance(0.2) ? coarse : plain]
  const bars = randomBars(random, markets.length, random.int(3, 14))
  const volumeShare = chance(0.2) ? pick([0.25, 0.5]) : 0
  const policy = pick(wants.policies)
  const isRoomy = chance(0.6)
  const slippageTicks = chance(0.2) ? random.int(1, 2) : 0
  return {
    markets,
    bars,
    asks: randomAsks(random, bars, { partial: volumeShare > 0, policy }),
    policy,
    cash: isRoomy ? 100_000 : pick([500, 1000, 2000, 100_000]),
    leverage: chance(0.2) ? pick([2, 3]) : 1,
    shorts: isRoomy || !chance(0.25),
    positionMax: !isRoomy && chance(0.25) ? random.int(2, 8) : Infinity,
    ordersMax: 1000,
    feeBps: chance(0.25) ? pick([10, -2, 33]) : 0,
    feePerOrder: chance(0.15) ? 1 : 0,
    slippageTicks,
    volumeShare,
    latencyMs: 0,
  }
}

function randomBars(random: Random, markets: number, moments: number): ScriptBar[] {
  const bars: ScriptBar[] = []
  const prices = Array.from({ length: markets }, () => FIRST_PRICE)
  let time = START
  // Sometimes the second market has no price for a while.
  const late = random.unit() < 0.2 ? 2 : 0
  for (let k = 0; k < moments; k++) {
    let any = false
    for (let market = 0; market < markets; market++) {
      const isLate = k < late && market > 0
      if (isLate || (markets > 1 && random.unit() < 0.1 && (any || market < markets - 1))) continue
      any = true
      const gap = random.unit() < 0.3 ? random.int(-6, 6) : 0
      const open = Math.max(20, prices[market]! + gap)
      const close = Math.max(20, open + random.int(-4, 4))
      prices[market] = close
      bars.push({
        market,
        openTime: time,
        closeTime: time + MINUTE_MS,
        open,
        high: Math.max(open, close) + random.int(0, 4),
        low: Math.min(open, close) - random.int(0, 4),
        close,
        volume: random.unit() < 0.1 ? 0 : random.int(4, 24),
      })
    }
    time += MINUTE_MS * (random.unit() < 0.05 ? 2 : 1)
  }
  return bars
}

function randomAsks(
  random: Random,
  bars: readonly ScriptBar[],
  { partial, policy }: Pick<Occasion, 'partial' | 'policy'>,
): Map<number, Ask[]> {
  const asks = new Map<number, Ask[]>()
  const trails = random.unit() < 0.5
  let count = 0
  let markets = 0
  for (const { market } of bars) markets = Math.max(markets, market + 1)
  for (const bar of bars) {
    if (count >= ASKS_MAX || random.unit() < 0.35) continue
    const here = asks.get(bar.closeTime) ?? []
    for (let n = random.unit() < 0.3 ? random.int(2, 3) : 1; n > 0; n--) {
      count++
      here.push(randomAsk({ random, bar, asked: count, partial, markets, policy, trails }))
    }
    asks.set(bar.closeTime, here)
  }
  return asks
}

interface Occasion {
  readonly random: Random
  readonly bar: ScriptBar
  /** About how many numbers were given out. */
  readonly asked: number
  readonly partial: boolean
  readonly markets: number
  readonly policy: string
  /** Scripts with trailing stops. */
  readonly trails: boolean
}

function randomAsk(o: Occasion): Ask {
  const { random, bar, asked } = o
  const market = random.unit() < 0.1 ? random.int(0, o.markets - 1) : bar.market
  const dice = random.unit()
  if (dice < 0.07) return { do: 'close', market, ...(random.unit() < 0.3 && { share: 0.5 }) }
  if (dice < 0.1) return { do: 'cancel all', market }
  if (dice < 0.17) return { do: 'cancel', market, order: random.int(1, asked + 4) }
  const side = random.unit() < 0.5 ? 1 : -1
  if (dice < 0.3) return { do: 'amend', market, order: random.int(1, asked + 4), change: randomChange(o) }
  if (dice < 0.36) return { do: random.unit() < 0.5 ? 'oco' : 'ouo', market, entries: [randomMember(o), randomMember(o)] }
  return { do: 'order', market, side, terms: randomTerms(o, side) }
}

function randomChange(o: Occasion): Change {
  const { random } = o
  const dice = random.int(0, 3)
  if (dice === 0) return { qty: random.unit() < 0.1 ? [0, -1, NaN][random.int(0, 2)]! : random.int(1, 8) }
  const price = random.unit() < 0.05 ? NaN : near(o)
  return dice === 1 ? { limit: price } : dice === 2 ? { stop: price } : { limit: price, qty: random.int(1, 8) }
}

function randomMember(o: Occasion): Entry {
  const side = o.random.unit() < 0.5 ? 1 : -1
  // Open: in a group with a trailing stop that wakes inside the bar, the engine counts some bars as ambiguous that the reference does not.
  const { activation: _, ...terms } = randomTerms(o, side)
  return { side, terms }
}

function randomTerms(o: Occasion, side: 1 | -1): Terms {
  const { random, bar, partial } = o
  const qty = random.unit() < 0.03 ? [0, -1, NaN, 0.4, 1e9][random.int(0, 4)]! : partial ? random.int(1, 12) : random.int(1, 5)
  const entry = randomEntry(o, side)
  const from = entry.limit ?? entry.stop ?? bar.close
  const bracket = random.unit() < 0.35 ? randomBracket(o, side, from) : undefined
  // Open: what an order places (`places`) is not asked for yet: units of its own shrink with a partial fill, and it goes first among equals.
  return { qty, ...entry, ...(bracket && { bracket }), ...randomLife(o) }
}

function near({ random, bar }: Occasion): number {
  return Math.max(1, bar.close + random.int(-5, 5) + halfTick(random))
}

/** A price on one side of another, seldom on neither. */
function beyond({ random }: Occasion, from: number, sign: number): number {
  return Math.max(1, from + sign * random.int(0, 5) + halfTick(random))
}

function halfTick(random: Random): number {
  return random.unit() < 0.1 ? 0.5 : 0
}

function randomEntry(o: Occasion, side: number): Terms {
  const { random, bar } = o
  const strays = random.unit() < 0.07
  const away = (sign: number): number => (strays ? near(o) : beyond(o, bar.close, sign))
  const kind = random.int(0, 13)
  if (kind < 3) return {}
  if (kind < 6) return { limit: near(o) }
  if (kind < 9) return { stop: away(side) }
  if (kind < 11) return { stop: away(side), limit: near(o) }
  if (kind < 12) return { touch: away(-side), limit: near(o) }
  if (!o.trails) return { limit: near(o) }
  return { trail: randomTrail(random), ...(random.unit() < 0.3 && { activation: away(-side) }) }
}

function randomTrail(random: Random): ScriptTrail {
  return random.unit() < 0.7 ? { amount: random.int(1, 5) + halfTick(random) } : { percent: random.int(1, 5) }
}

function randomBracket(o: Occasion, side: number, from: number): NonNullable<Terms['bracket']> {
  const { random } = o
  const legs = random.int(1, 3)
  const strays = random.unit() < 0.05
  const price = (sign: number): number => (strays ? near(o) : Math.max(1, from + sign * random.int(1, 6)))
  const trails = o.trails && random.unit() < 0.2
  // Open: where volume is limited, a stop that wakes inside the bar counts some bars as ambiguous in one of the two and not in the other.
  const stop = trails ? { trail: randomTrail(random), ...(random.unit() < 0.2 && !o.partial && { activation: price(side) }) } : price(-side)
  const share = [0.25, 0.5, 0.5, 0.6][random.int(0, 3)]!
  const targets = [
    { price: price(side), share },
    { price: price(side), share: random.unit() < 0.1 ? share : 1 - share },
  ]
  const target = random.unit() < 0.3 ? targets.slice(0, random.int(1, 2)) : price(side)
  return { ...((legs & 1) > 0 && { stop }), ...((legs & 2) > 0 && { target }) }
}

function randomLife({ random, bar }: Occasion): Terms {
  const dice = random.int(0, 29)
  if (dice === 0) return { expires: { bars: random.int(0, 3) } }
  if (dice === 1) return { expires: { at: bar.closeTime + random.int(-1, 10) * (MINUTE_MS / 2) } }
  if (dice === 2) return { expires: 'day' }
  if (dice === 3) return { expires: 'ioc' }
  if (dice === 4) return { expires: 'fok' }
  if (dice === 5) return { postOnly: true }
  if (dice === 6) return { reduceOnly: true }
  return {}
}

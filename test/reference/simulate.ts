/**
 * A second simulator, written from the documentation alone, as slowly and plainly as can be: what the engine does must be what
 * anybody would get who reads the tables and does the sums. It shares nothing with the engine but nouns.
 */
import { Exchange, type Ticks } from './exchange.ts'
import { Desk } from './desk.ts'
import { endUnfilled } from './meeting.ts'
import { policyOf, type Policy } from './policies.ts'
import type { Row } from './records.ts'
import type { Script, ScriptBar } from './script.ts'

export interface SimulatedStep {
  /** Epoch ms; Infinity for what the end of the run does. */
  readonly time: number
  readonly rows: Row[]
  /** Money. */
  readonly equity: number
}

export function simulate(script: Script): { readonly steps: SimulatedStep[]; readonly ambiguousBars: number } {
  const exchange = new Exchange(script)
  const desk = new Desk(exchange)
  const policy = policyOf(script.policy, exchange)
  const { decimals } = script.markets[0]!.currency
  const steps: SimulatedStep[] = []
  for (const bars of momentsOf(script.bars)) {
    const time = bars[0]!.closeTime
    exchange.stamp = { step: steps.length, time }
    takeBars(exchange, policy, bars)
    desk.answerAll(script.asks.get(time) ?? [])
    steps.push({ time, rows: exchange.rows, equity: exchange.account.equity(exchange.closes, decimals) })
    exchange.rows = []
  }
  for (const o of exchange.open.flat()) exchange.end(o, 'END_OF_RUN')
  if (exchange.rows.length > 0) steps.push({ time: Infinity, rows: exchange.rows, equity: NaN })
  return { steps, ambiguousBars: exchange.ambiguousBars }
}

/** Bars of one close. */
function momentsOf(bars: readonly ScriptBar[]): ScriptBar[][] {
  const moments: ScriptBar[][] = []
  for (const bar of bars) {
    if (moments.at(-1)?.[0]?.closeTime === bar.closeTime) moments.at(-1)!.push(bar)
    else moments.push([bar])
  }
  return moments
}

/** All opens of a moment, then all that happens inside its bars. */
function takeBars(exchange: Exchange, policy: Policy, bars: readonly ScriptBar[]): void {
  const seen: Ticks[] = bars.map((bar) => exchange.ticks(bar))
  exchange.barNow = []
  for (const bar of seen) {
    exchange.barNow[bar.market] = bar
    exchange.taken[bar.market] = 0
    exchange.isAmbiguous[bar.market] = false
    exchange.sight[bar.market] = bar
    const { trip } = exchange.account.positions[bar.market]!
    if (trip !== null) trip.bars++
    exchange.account.watch(bar.market, bar.open, bar.open)
  }
  // Markets in which something was sent to close come first, so that what they give back can be spent.
  const isClosing = (bar: Ticks): boolean => exchange.open[bar.market]!.some((o) => o.role === 'close')
  for (const bar of [...seen.filter(isClosing), ...seen.filter((b) => !isClosing(b))]) {
    for (const o of exchange.open[bar.market]!) o.served = false
    expire(exchange, bar.market, bar.openTime)
    policy.open(bar)
  }
  exchange.isInside = true
  for (const bar of seen) {
    policy.inside(bar)
    endUnfilled(exchange, bar)
    for (const o of exchange.open[bar.market]!.slice()) {
      o.stretch = null
      o.served = false
      if (o.since <= bar.openTime) o.seen = true
      if (o.since <= bar.openTime && --o.barsLeft <= 0) exchange.end(o, 'EXPIRED')
    }
    expire(exchange, bar.market, bar.closeTime)
  }
  exchange.isInside = false
  exchange.freed.fill(0)
  for (const bar of seen) {
    const { low, high } = exchange.sight[bar.market]!
    exchange.account.watch(bar.market, low, high)
    exchange.closes[bar.market] = bar.close
  }
}

function expire(exchange: Exchange, market: number, time: number): void {
  for (const o of exchange.open[market]!.slice()) if (o.expires <= time) exchange.end(o, 'EXPIRED')
}

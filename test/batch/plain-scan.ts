/**
 * The rules of simulated trades once more, entry by entry and bar by bar, with nothing skipped and nothing kept: what the quick one is held
 * to where the engine has no word for a rule. Prices are money; a short is a long with every sign turned.
 */
import type { TradeRules } from '../../src/batch/trade-rules.ts'
import type { Bars } from '../../src/model/bars.ts'
import type { Entry, Marks } from './engine-twin.ts'

export interface PlainEntry extends Entry {
  readonly price: number
  readonly targetR: number
  readonly activation: number
}

export interface PlainBars extends Marks {
  readonly bars: Bars
  readonly line: Float64Array
  readonly tick: number
}

/** Entry number, rows and prices, and why. */
export type PlainTrade = readonly [entry: number, entryRow: number, entryPrice: number, exitRow: number, exitPrice: number, reason: string]

interface Held {
  stop: number
  by: string
  target: number
  best: number
  following: boolean
  steps: number
}

export function plainScan(data: PlainBars, entries: readonly PlainEntry[], rules: TradeRules): PlainTrade[] {
  const trades: PlainTrade[] = []
  // Rows that positions are held in, from the row that asked to the row that ended it.
  const held: { readonly from: number; readonly to: number; readonly side: number }[] = []
  const { entry: entryRule = 'next-open', exit = 'next-open', reentry = 'same-row', positionsMax = 1 } = rules
  const reverses = reentry === 'reverse' && entryRule === 'next-open' && exit === 'next-open'
  for (const [k, entry] of entries.entries()) {
    const freed = reentry !== 'later-row' && entryRule !== 'this-open' ? 1 : 0
    const leaves = ({ from, to, side }: (typeof held)[number]): boolean =>
      reverses && from < entry.row && to > entry.row && (side > 0 ? data.exitLongs : data.exitShorts)[entry.row] === 1
    if (held.filter((one) => one.to >= entry.row + freed && !leaves(one)).length >= positionsMax) continue
    const asked = priceAt(data, entry, entryRule)
    if (!(entry.side * (asked - orElse(entry.stop, -entry.side * Infinity)) > 0)) continue
    if (!(entry.side * (orElse(entry.target, entry.side * Infinity) - asked) > 0)) continue
    if (entryRule === 'signal' && !(asked >= data.bars.low[entry.row]! && asked <= data.bars.high[entry.row]!)) continue
    const trade = follow(data, entry, k, rules)
    // What is open at the end was so at the last row too.
    held.push({ from: entry.row, side: entry.side, to: trade === null || trade[5] === 'end' ? Infinity : trade[3] })
    if (trade !== null) trades.push(trade)
  }
  return trades.sort((a, b) => a[3] - b[3] || a[0] - b[0])
}

function priceAt({ bars }: PlainBars, { row, price }: PlainEntry, rule: string): number {
  return rule === 'signal' ? price : rule === 'this-open' ? bars.open[row]! : bars.close[row]!
}

function orElse(price: number, none: number): number {
  return Number.isNaN(price) ? none : price
}

/** The trade of one entry, or null where no bar came to fill it or the rules drop it. */
function follow(data: PlainBars, entry: PlainEntry, k: number, rules: TradeRules): PlainTrade | null {
  const { bars, tick } = data
  const { side } = entry
  const { entry: entryRule = 'next-open', atEnd = 'close', expiry = 'close', trail } = rules
  const entryRow = entryRule === 'next-open' ? entry.row + 1 : entry.row
  if (entryRow >= bars.length) return null
  const entryPrice = entryRule === 'next-open' ? bars.open[entryRow]! : priceAt(data, entry, entryRule)
  const first = entryRule === 'next-open' || entryRule === 'this-open' ? entryRow : entryRow + 1
  const trails = trail !== undefined && entry.trail > 0
  const { afterBars = 0 } = trail ?? {}
  const waits = entry.activation > 0
  const p: Held = {
    stop: side * orElse(entry.stop, -side * Infinity),
    by: 'stop',
    target: side * orElse(entry.target, side * Infinity),
    best: -Infinity,
    following: !waits,
    steps: 0,
  }
  const raise = (level: number, by: string): void => {
    // On a tick that is reached no later: up for a long, down for a short, which is up with its sign turned. The last one is the first tick.
    const tickUp = side * Math.max(tick, side * Math.ceil(level / tick - 1e-5) * tick)
    if (!(tickUp > p.stop)) return
    p.stop = tickUp
    p.by = by
  }
  const own = trail?.kind === 'distance' || trail?.kind === 'percent'
  if (trails && afterBars === 0 && !waits) {
    p.best = side * entryPrice
    if (own) raise(behind(rules, entry, p.best), 'trail')
  }
  const risk = side * entryPrice - p.stop
  if (entry.targetR > 0 && risk > 0 && risk < Infinity)
    p.target = Math.ceil((side * entryPrice + entry.targetR * risk) / tick - 1e-5) * tick
  for (let i = first; i < bars.length; i++) {
    const [open, high, low, close] = [bars.open[i]!, bars.high[i]!, bars.low[i]!, bars.close[i]!].map((x) => side * x) as [
      number,
      number,
      number,
      number,
    ]
    const [top, bottom] = side > 0 ? [high, low] : [low, high]
    const bar = { open, top, bottom, close, side, line: data.line[i]!, age: i - first + 1 }
    const isDue = entry.bars >= 1 && i === first + Math.floor(entry.bars) - (expiry === 'close' ? 1 : 0)
    const signals = side > 0 ? data.exitLongs : data.exitShorts
    const isSignalled = rules.exit === 'this-close' ? signals[i] === 1 : i > first && signals[i - 1] === 1
    const seen = (): void => see(bar, p, rules, entry, raise)
    const left = leaves(bar, p, rules, { isDue, isSignalled, sessionEnds: data.sessionEnds[i] === 1, seen })
    if (left !== null) return [k, entryRow, entryPrice, i, side * left.price, left.why]
    if (trail?.reference !== 'current-bar') {
      see(bar, p, rules, entry, raise)
      if (p.stop > close) p.stop = Infinity
    }
    const steps = rules.steps ?? []
    for (; p.steps < steps.length && top >= side * entryPrice + steps[p.steps]!.atR * risk; p.steps++)
      raise(side * entryPrice + steps[p.steps]!.stopR * risk, 'step')
    if (p.stop > close) p.stop = Infinity
  }
  return atEnd === 'drop' ? null : [k, entryRow, entryPrice, bars.length - 1, bars.close[bars.length - 1]!, 'end']
}

interface Bar {
  readonly open: number
  readonly top: number
  readonly bottom: number
  readonly close: number
  /** What prices have the sign of. */
  readonly side: number
  readonly line: number
  /** Bars held with this one. */
  readonly age: number
}

interface Due {
  readonly isDue: boolean
  readonly isSignalled: boolean
  readonly sessionEnds: boolean
  readonly seen: () => void
}

function leaves(
  { open, top, bottom, close, side }: Bar,
  p: Held,
  { sameBar = 'stop-first', gaps = 'open', exit = 'next-open', expiry = 'close', sessionEnd, trail }: TradeRules,
  { isDue, isSignalled, sessionEnds, seen }: Due,
): { price: number; why: string } | null {
  const atLevel = gaps === 'level'
  if (open >= p.target && !(p.stop >= open && p.stop < Infinity)) return { price: atLevel ? p.target : open, why: 'target' }
  if (open <= p.stop) return { price: atLevel && p.stop < Infinity ? p.stop : open, why: p.by }
  if (isSignalled && exit === 'next-open') return { price: open, why: 'signal' }
  if (isDue && expiry === 'next-open') return { price: open, why: 'expired' }
  if (trail?.reference === 'current-bar') seen()
  const stops = bottom <= p.stop
  const wins = top >= p.target
  if (wins && (!stops || winsFirst(sameBar, { open, top, bottom, side }))) return { price: p.target, why: 'target' }
  if (stops) return { price: Math.min(p.stop, top), why: p.by }
  if (isSignalled) return { price: close, why: 'signal' }
  if (sessionEnd === true && sessionEnds) return { price: close, why: 'session' }
  return isDue && expiry === 'close' ? { price: close, why: 'expired' } : null
}

/** Of a bar that reaches both. On a path that is the extreme that comes first: of two that are equally near, the low. */
function winsFirst(sameBar: TradeRules['sameBar'], { open, top, bottom, side }: Pick<Bar, 'open' | 'top' | 'bottom' | 'side'>): boolean {
  const highFirst = side > 0 ? top - open < open - bottom : open - bottom < top - open
  if (sameBar === 'stop-first' || sameBar === 'target-first') return sameBar === 'target-first'
  return (sameBar === 'adaptive' ? highFirst : sameBar === 'ohlc') === side > 0
}

/** The trail sees a bar. */
function see(
  { top, close, line, age }: Bar,
  p: Held,
  rules: TradeRules,
  entry: PlainEntry,
  raise: (level: number, by: string) => void,
): void {
  const { trail } = rules
  if (trail === undefined || !(entry.trail > 0) || age < (trail.afterBars ?? 0)) return
  if (!p.following && !(top >= entry.side * entry.activation)) return
  p.following = true
  const price = trail.from === 'close' ? close : top
  p.best = Math.max(p.best, price)
  if (trail.kind === 'level') raise(entry.side * line, 'trail')
  else if (trail.kind === 'atr') raise(price - entry.trail * line, 'trail')
  else if (trail.kind === 'chandelier') raise(p.best - entry.trail * line, 'trail')
  else raise(behind(rules, entry, p.best), 'trail')
}

function behind({ trail }: TradeRules, { side, trail: distance }: PlainEntry, best: number): number {
  return trail!.kind === 'percent' ? best * (1 - side * distance) : best - distance
}

/** What one bar does to one position: where it is left, or where its stop goes. All prices as `position.ts` has them. */
import type { Instrument } from '../model/instrument.ts'
import { betterTick, snapTick } from '../model/price-grid.ts'
import {
  BY_EXPIRY,
  BY_SESSION,
  BY_SIGNAL,
  BY_STEP,
  BY_TARGET,
  BY_TRAIL,
  HELD,
  P_ACTIVATION,
  P_BEST,
  P_DOWN,
  P_DUE_ROW,
  P_ENTRY_PRICE,
  P_GAP,
  P_LEVEL,
  P_LEVEL_BY,
  P_RISK,
  P_SCALE,
  P_SESSION_ROW,
  P_SIDE,
  P_SIGNAL_ROW,
  P_STEP,
  P_TARGET,
  P_TOP,
  P_TRAIL,
  P_TRAIL_ROW,
  P_UP,
  type TradeBars,
} from './position.ts'
import type { FullTradeRules } from './trade-rules.ts'

/** Ticks by which the scan looks further than a level lies: above float noise, and a bar that is looked at in vain costs little. */
const MARGIN = 0.01
/** A level is rounded to the tick that is reached no later. */
const TICKS_BEYOND: number = 1 + MARGIN

/** The bar, by place in `bar`; PRICE is where the position was left, before rounding and slippage. */
const OPEN = 0
const HIGH = 1
const LOW = 2
const CLOSE = 3
const PRICE = 4

export class Exits {
  /** The fields of all positions. Replaced when they grow. */
  s: Float64Array = new Float64Array(0)
  private readonly rules: FullTradeRules
  private readonly bar = new Float64Array(5)
  private readonly perPrice: number
  private readonly pricePerTick: number
  private readonly isPath: boolean
  private readonly isIntrabar: boolean
  private readonly isCurrent: boolean
  private readonly isEveryBar: boolean
  private readonly isScanned: boolean
  private readonly atOpenOfDue: boolean
  private readonly atOpenOfSignal: boolean
  private line: Float64Array | undefined

  constructor(rules: FullTradeRules, instrument: Instrument) {
    const { trail, sameBar } = rules
    this.rules = rules
    this.perPrice = 10 ** instrument.priceDecimals / instrument.tickStep
    this.pricePerTick = instrument.tickStep / 10 ** instrument.priceDecimals
    this.isPath = sameBar !== 'stop-first' && sameBar !== 'target-first'
    this.isIntrabar = trail?.reference === 'intrabar'
    this.isCurrent = trail?.reference === 'current-bar'
    this.isEveryBar = trail?.kind === 'atr' || trail?.kind === 'chandelier' || trail?.kind === 'level'
    this.isScanned = !this.isEveryBar && trail?.from === 'extreme'
    this.atOpenOfDue = rules.expiry === 'next-open'
    this.atOpenOfSignal = rules.exit === 'next-open'
  }

  /** Where the position was left, in ticks times its side, before rounding and slippage. */
  get price(): number {
    return this.bar[PRICE]!
  }

  /** Money as ticks times the side. */
  ticks(price: number, side: number): number {
    return side * snapTick(price * this.perPrice)
  }

  /** Row `i` of the bars, which is row `row` of all, happens to the position at `at`: HELD, or why it is left. */
  settle(at: number, bars: TradeBars, i: number, row: number): number {
    const side = this.s[at + P_SIDE]!
    const b = this.bar
    b[OPEN] = this.ticks(bars.open[i]!, side)
    b[HIGH] = this.ticks(side > 0 ? bars.high[i]! : bars.low[i]!, side)
    b[LOW] = this.ticks(side > 0 ? bars.low[i]! : bars.high[i]!, side)
    b[CLOSE] = this.ticks(bars.close[i]!, side)
    this.line = bars.line
    this.catchUp(at)
    let reason = this.meetOpen(at, row)
    if (reason === HELD) reason = this.isPath ? this.walkPath(at) : this.meetRange(at, i, row)
    if (reason === HELD) reason = this.meetClose(at, row)
    if (reason !== HELD) return reason
    if (!this.isIntrabar && !this.isCurrent) this.trail(at, i, row)
    this.step(at)
    this.setEdges(at, row + 1)
    return HELD
  }

  /** The prices that the scan need not stop between, for bars from `row` on. */
  setEdges(at: number, row: number): void {
    const { s } = this
    const { steps } = this.rules
    let up = s[at + P_TARGET]!
    let always = false
    s[at + P_SCALE] = NaN
    if (this.trails(at) && s[at + P_TRAIL_ROW]! <= row) {
      if (s[at + P_ACTIVATION]! > -Infinity) up = Math.min(up, s[at + P_ACTIVATION]!)
      else if (this.isEveryBar) always = true
      else if (this.isScanned && s[at + P_BEST]! > -Infinity) this.letScanFollow(at)
      else up = Math.min(up, s[at + P_BEST]!)
    }
    const next = s[at + P_STEP]!
    if (next < steps.length && !Number.isNaN(s[at + P_RISK]!))
      up = Math.min(up, s[at + P_ENTRY_PRICE]! + steps[next]!.atR * s[at + P_RISK]!)
    const down = always ? Infinity : s[at + P_LEVEL]! + MARGIN
    const isLong = s[at + P_SIDE]! > 0
    s[at + P_DOWN] = (isLong ? down : MARGIN - up) * this.pricePerTick
    s[at + P_UP] = (isLong ? up - MARGIN : -down) * this.pricePerTick
  }

  /** The scan moves the trail by itself, and stops where a bar may reach the level that it moves it to. */
  private letScanFollow(at: number): void {
    const { s } = this
    const side = s[at + P_SIDE]!
    const trail = s[at + P_TRAIL]!
    const isShare = this.rules.trail!.kind === 'percent'
    s[at + P_TOP] = side * s[at + P_BEST]! * this.pricePerTick
    s[at + P_SCALE] = isShare ? 1 - side * trail : 1
    s[at + P_GAP] = ((isShare ? 0 : trail) - TICKS_BEYOND) * this.pricePerTick
  }

  /** What the scan followed is the best price, and the stop lies behind it. */
  private catchUp(at: number): void {
    const { s } = this
    if (Number.isNaN(s[at + P_SCALE]!)) return
    const best = this.ticks(s[at + P_TOP]!, s[at + P_SIDE]!)
    if (!(best > s[at + P_BEST]!)) return
    s[at + P_BEST] = best
    this.raise(at, this.behind(at, best), BY_TRAIL)
  }

  /** The first stop of a trail that follows from the entry on, beside the one that the entry named. */
  beginTrail(at: number): void {
    const { s } = this
    const beginsNow = this.rules.trail?.afterBars === 0 && this.follows(at, -Infinity)
    s[at + P_BEST] = beginsNow ? s[at + P_ENTRY_PRICE]! : -Infinity
    if (beginsNow && !this.isEveryBar) this.raise(at, this.behind(at, s[at + P_BEST]!), BY_TRAIL)
  }

  /** What the open reaches or has gapped beyond. */
  private meetOpen(at: number, row: number): number {
    const { s, bar } = this
    const open = bar[OPEN]!
    const level = s[at + P_LEVEL]!
    const target = s[at + P_TARGET]!
    const exact = this.rules.gaps === 'level'
    // What leaves at market came after the target, which takes the open where it may.
    if (open >= target && (level === Infinity || level < open)) return this.leave(exact ? target : open, BY_TARGET)
    if (open <= level) return this.leave(exact && level < Infinity ? level : open, s[at + P_LEVEL_BY]!)
    if (this.atOpenOfSignal && row === s[at + P_SIGNAL_ROW]) return this.leave(open, BY_SIGNAL)
    if (this.atOpenOfDue && row === s[at + P_DUE_ROW]) return this.leave(open, BY_EXPIRY)
    if (this.isIntrabar) this.follow(at, open)
    return HELD
  }

  /** Stop and target against the whole bar. */
  private meetRange(at: number, i: number, row: number): number {
    const { s, bar } = this
    if (this.isCurrent) this.trail(at, i, row)
    const level = s[at + P_LEVEL]!
    const target = s[at + P_TARGET]!
    const wins = bar[HIGH]! >= target
    if (wins && this.rules.sameBar === 'target-first') return this.leave(target, BY_TARGET)
    if (bar[LOW]! <= level) return this.leave(Math.min(level, bar[HIGH]!), s[at + P_LEVEL_BY]!)
    if (wins) return this.leave(target, BY_TARGET)
    if (!this.isIntrabar) return HELD
    // The extreme moves the stop, and a close behind it surely came after.
    this.follow(at, bar[HIGH]!)
    return bar[CLOSE]! <= s[at + P_LEVEL]! ? this.leave(s[at + P_LEVEL]!, s[at + P_LEVEL_BY]!) : HELD
  }

  /** Stop and target along the assumed path. */
  private walkPath(at: number): number {
    const { bar } = this
    const first = this.goesUpFirst(at) ? HIGH : LOW
    const second = first === HIGH ? LOW : HIGH
    let reason = this.walk(at, bar[OPEN]!, bar[first]!)
    if (reason === HELD) reason = this.walk(at, bar[first]!, bar[second]!)
    return reason === HELD ? this.walk(at, bar[second]!, bar[CLOSE]!) : reason
  }

  private goesUpFirst(at: number): boolean {
    const { bar } = this
    const isLong = this.s[at + P_SIDE]! > 0
    if (this.rules.sameBar !== 'adaptive') return (this.rules.sameBar === 'ohlc') === isLong
    const up = bar[HIGH]! - bar[OPEN]!
    const down = bar[OPEN]! - bar[LOW]!
    // Of two that are equally near, the bar's low, which is a short's high.
    return isLong ? up < down : up <= down
  }

  private walk(at: number, from: number, to: number): number {
    const { s } = this
    const level = s[at + P_LEVEL]!
    const target = s[at + P_TARGET]!
    const falls = Math.min(from, to) <= level
    const wins = Math.max(from, to) >= target
    if (falls && !(wins && Math.max(from, target) - from < from - Math.min(from, level)))
      return this.leave(Math.min(from, level), s[at + P_LEVEL_BY]!)
    if (wins) return this.leave(Math.max(from, target), BY_TARGET)
    if (this.isIntrabar) this.follow(at, to)
    return HELD
  }

  private meetClose(at: number, row: number): number {
    const { s, bar } = this
    if (!this.atOpenOfSignal && row === s[at + P_SIGNAL_ROW]) return this.leave(bar[CLOSE]!, BY_SIGNAL)
    if (row === s[at + P_SESSION_ROW]) return this.leave(bar[CLOSE]!, BY_SESSION)
    return !this.atOpenOfDue && row === s[at + P_DUE_ROW] ? this.leave(bar[CLOSE]!, BY_EXPIRY) : HELD
  }

  /** The position is left at a price, for a reason that is handed back. */
  leave(price: number, reason: number): number {
    this.bar[PRICE] = price
    return reason
  }

  private trails(at: number): boolean {
    return this.rules.trail !== null && !Number.isNaN(this.s[at + P_TRAIL]!)
  }

  private follows(at: number, seen: number): boolean {
    return this.trails(at) && seen >= this.s[at + P_ACTIVATION]!
  }

  /** An intrabar trail sees a price. */
  private follow(at: number, price: number): void {
    if (!this.trails(at)) return
    this.s[at + P_BEST] = Math.max(this.s[at + P_BEST]!, price)
    this.raise(at, this.behind(at, this.s[at + P_BEST]!), BY_TRAIL)
  }

  /** The other trails see a bar, over or not. */
  private trail(at: number, i: number, row: number): void {
    const { s, bar } = this
    if (row < s[at + P_TRAIL_ROW]! || !this.follows(at, bar[HIGH]!)) return
    s[at + P_ACTIVATION] = -Infinity
    const { from, kind } = this.rules.trail!
    const seen = from === 'close' ? bar[CLOSE]! : bar[HIGH]!
    s[at + P_BEST] = Math.max(s[at + P_BEST]!, seen)
    const level = this.isEveryBar ? this.behindLine(at, kind === 'atr' ? seen : s[at + P_BEST]!, i) : this.behind(at, s[at + P_BEST]!)
    this.raise(at, level, BY_TRAIL)
    if (!this.isCurrent) this.passClose(at)
  }

  private step(at: number): void {
    const { s, bar } = this
    const { steps } = this.rules
    const risk = s[at + P_RISK]!
    let next = s[at + P_STEP]!
    for (; next < steps.length && bar[HIGH]! >= s[at + P_ENTRY_PRICE]! + steps[next]!.atR * risk; next++)
      this.raise(at, s[at + P_ENTRY_PRICE]! + steps[next]!.stopR * risk, BY_STEP)
    if (next === s[at + P_STEP]) return
    s[at + P_STEP] = next
    this.passClose(at)
  }

  /** A stop that was moved beyond the close is an order at market: no market takes it as a stop. */
  private passClose(at: number): void {
    if (this.s[at + P_LEVEL]! > this.bar[CLOSE]!) this.s[at + P_LEVEL] = Infinity
  }

  private behind(at: number, best: number): number {
    const trail = this.s[at + P_TRAIL]!
    return this.rules.trail!.kind === 'percent' ? best * (1 - this.s[at + P_SIDE]! * trail) : best - trail
  }

  private behindLine(at: number, best: number, i: number): number {
    const line = this.line === undefined ? NaN : this.line[i]! * this.perPrice
    return this.rules.trail!.kind === 'level' ? line * this.s[at + P_SIDE]! : best - this.s[at + P_TRAIL]! * line
  }

  /** Moves the stop to a level, on a tick that is reached no later; a stop never goes back. */
  private raise(at: number, level: number, by: number): void {
    const { s } = this
    const side = s[at + P_SIDE]!
    const tick = side * Math.max(1, betterTick(side * level, -side))
    if (!(tick > s[at + P_LEVEL]!)) return
    s[at + P_LEVEL] = tick
    s[at + P_LEVEL_BY] = by
  }
}

/** An entry as it was asked for: checked, and written into a position's slot in ticks and lots. */
import { LockstepError } from '../base/error.ts'
import { lotSize, type Instrument } from '../model/instrument.ts'
import { betterTick } from '../model/price-grid.ts'
import type { Exits } from './exits.ts'
import {
  BY_STOP,
  P_ACTIVATION,
  P_DUE_ROW,
  P_ENTRY_PRICE,
  P_ENTRY_ROW,
  P_LEVEL,
  P_LEVEL_BY,
  P_LOTS,
  P_RISK,
  P_SIDE,
  P_SIGNAL_ROW,
  P_STEP,
  P_TARGET,
  P_TARGET_R,
  P_TRAIL,
  type TradeBars,
  type TradeEntries,
} from './position.ts'
import type { FullTradeRules } from './trade-rules.ts'

/** Float noise when a decimal quantity is divided by a decimal lot. */
const NOISE_LOTS = 1e-6

/** Entries that became no position, by why. */
export interface RefusedEntries {
  /** Less than a lot, or more lots than count exactly. */
  size: number
  /** A `signal` price that its row did not trade at. */
  price: number
  /** A stop that would not protect, a target that would not pay, an activation where the trail follows at once. */
  wrongSide: number
}

export class EntryDrafts {
  readonly refused: RefusedEntries = { size: 0, price: 0, wrongSide: 0 }
  private readonly rules: FullTradeRules
  private readonly exits: Exits
  private readonly lot: number

  constructor(rules: FullTradeRules, instrument: Instrument, exits: Exits) {
    this.rules = rules
    this.exits = exits
    this.lot = lotSize(instrument)
  }

  /** Writes entry `k`, which row `i` of the bars decides, into the slot at `at`; false where it is refused. @throws LockstepError E_USAGE */
  write(e: TradeEntries, k: number, bars: TradeBars, i: number, at: number): boolean {
    const { s } = this.exits
    const side = e.side[k]!
    if (side !== 1 && side !== -1) throw badSide(k, side)
    const lots = Math.floor((e.qty === undefined ? 1 : e.qty[k]!) / this.lot + NOISE_LOTS)
    if (!(lots >= 1 && Number.isSafeInteger(lots))) return this.refuse('size')
    const isNamed = this.rules.entry === 'signal'
    const price = this.decidedAt(e, k, bars, i)
    if (isNamed && !(price >= bars.low[i]! && price <= bars.high[i]!)) return this.refuse('price')
    const decision = side * Math.round(this.exits.ticks(price, 1))
    const activation = this.level(valueAt(e.activation, k), side, -Infinity)
    s[at + P_LEVEL] = this.level(valueAt(e.stop, k), side, -Infinity)
    s[at + P_TARGET] = this.level(valueAt(e.target, k), side, Infinity)
    const hasReason = s[at + P_LEVEL]! < decision && s[at + P_TARGET]! > decision
    const followsAtOnce = this.rules.trail?.reference === 'intrabar'
    if (!hasReason || (followsAtOnce && activation > -Infinity)) return this.refuse('wrongSide')
    const trail = valueAt(e.trail, k)
    const isMoney = this.rules.trail?.kind === 'distance'
    s[at + P_SIDE] = side
    s[at + P_LOTS] = lots
    s[at + P_LEVEL_BY] = BY_STOP
    s[at + P_TARGET_R] = valueAt(e.targetR, k)
    s[at + P_TRAIL] = trail > 0 ? (isMoney ? this.exits.ticks(trail, 1) : trail) : NaN
    s[at + P_ACTIVATION] = activation
    s[at + P_DUE_ROW] = valueAt(e.bars, k)
    s[at + P_STEP] = 0
    s[at + P_SIGNAL_ROW] = Infinity
    s[at + P_ENTRY_ROW] = -1
    return true
  }

  /** The price in money at which an entry is decided. */
  decidedAt(e: TradeEntries, k: number, bars: TradeBars, i: number): number {
    if (this.rules.entry === 'signal') return valueAt(e.price, k)
    return this.rules.entry === 'this-open' ? bars.open[i]! : bars.close[i]!
  }

  /** What follows from the price that it was filled at: the risk to its first stop, and a target in risks. */
  measure(at: number): void {
    const { s } = this.exits
    const risk = s[at + P_ENTRY_PRICE]! - s[at + P_LEVEL]!
    s[at + P_RISK] = risk > 0 && risk < Infinity ? risk : NaN
    const target = s[at + P_ENTRY_PRICE]! + s[at + P_TARGET_R]! * s[at + P_RISK]!
    if (s[at + P_TARGET_R]! > 0 && !Number.isNaN(target)) s[at + P_TARGET] = this.tickOf(target, s[at + P_SIDE]!)
  }

  /** A price in money as a level, or `none` for NaN and 0. */
  private level(price: number, side: number, none: number): number {
    return price > 0 ? this.tickOf(this.exits.ticks(price, side), side) : none
  }

  /** On a tick that is reached no later. */
  private tickOf(ticks: number, side: number): number {
    return side * betterTick(side * ticks, -side)
  }

  private refuse(why: keyof RefusedEntries): false {
    this.refused[why]++
    return false
  }
}

function valueAt(column: ArrayLike<number> | undefined, k: number): number {
  return column === undefined ? NaN : column[k]!
}

function badSide(k: number, side: number): LockstepError {
  return new LockstepError(
    'E_USAGE',
    `expected a side of 1 or -1, that of entry ${k} of its block was ${side}`,
    'Leave out rows that enter nothing.',
  )
}

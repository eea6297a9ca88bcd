/** One fill: what volume, account and terms let an order have at a price, what it costs, and what becomes of the rest. */
import { LockstepError } from '../base/error.ts'
import { mulExact, type Ratio } from '../base/fixed-point.ts'
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import {
  cancelNames,
  FLAG_POST_ONLY,
  FLAG_REDUCE_ONLY,
  FOK,
  IOC,
  LIMIT,
  LIMIT_IF_TOUCHED,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  ROLE_ENTRY,
  STOP_LIMIT,
} from '../model/order.ts'
import {
  isMaker,
  O_BEGUN,
  O_FLAGS,
  O_LEVEL,
  O_INSTRUMENT,
  O_LOTS,
  O_ORDERED,
  O_ROLE,
  O_SEEN,
  O_SIDE,
  O_TIF,
  O_TRIGGERED,
  O_TYPE,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { VenueFill, VenueSink } from '../model/ports.ts'
import { worseTick } from '../model/price-grid.ts'
import { SPREAD_MAX } from '../model/record.ts'
import { FILL_AT_OPEN, FILL_INSIDE, type BarTicks, type FillMoment } from './book.ts'
import type { FillCosts } from './fill-costs.ts'
import type { Liquidity } from './liquidity.ts'

const POSITION_CLOSED = cancelNames.indexOf('POSITION_CLOSED')
const INSUFFICIENT_FUNDS = cancelNames.indexOf('INSUFFICIENT_FUNDS')
const NOT_FILLED_AT_ONCE = cancelNames.indexOf('NOT_FILLED_AT_ONCE')
const WOULD_TAKE = cancelNames.indexOf('WOULD_TAKE')
const WOULD_NOT_REDUCE = cancelNames.indexOf('WOULD_NOT_REDUCE')

/** What is left of the order stays open. */
export const STAYS = -1

export interface FillerParts {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly tick: BarTicks
  readonly costs: FillCosts
  readonly liquidity: Liquidity | null
  /** By instrument: true where the policy fills at what is quoted. */
  readonly quoted: readonly boolean[]
}

/** What came of trying to fill an order. A reused object. */
export interface Outcome {
  /** Lots that the order had, and that filled. */
  wanted: number
  lots: number
  /** Why what is left is to be ended, as an index into `cancelNames`, or STAYS. */
  rest: number
  /** What its owner holds after the fill, signed lots. */
  position: number
}

export class Filler {
  /** The last fill. */
  readonly fill: VenueFill = {
    slot: 0,
    lots: 0.5,
    ticks: 0.5,
    notional: 0.5,
    fee: 0.5,
    feeLots: 0,
    feeCurrency: '',
    slippage: 0,
    crossed: 0,
    spread: 0,
    atOpen: true,
    rangeLow: 0.5,
    rangeHigh: 0.5,
  }
  /** Its price in fractional ticks, before slippage. */
  price = 0.5
  readonly outcome: Outcome = { wanted: 0.5, lots: 0.5, rest: STAYS, position: 0.5 }
  sink: VenueSink | null = null
  private readonly p: FillerParts
  private readonly ratios: readonly Ratio[]
  private readonly lotSizes: Float64Array
  /** By instrument: lots taken of the bar with this close. */
  private readonly taken: Float64Array
  private readonly takenOf: Float64Array

  constructor(parts: FillerParts) {
    this.p = parts
    this.ratios = parts.instruments.map(notionalRatio)
    this.lotSizes = Float64Array.from(parts.instruments, lotSize)
    this.taken = new Float64Array(parts.instruments.length)
    this.takenOf = new Float64Array(parts.instruments.length).fill(NaN)
  }

  /** Fills what can be filled at `price`, in fractional ticks before slippage, and tells the sink. */
  tryAt(slot: number, price: number, when: FillMoment): Outcome {
    const s = this.p.orders.slots
    const at = slot * SLOT_WIDTH
    const { outcome } = this
    outcome.lots = 0
    // What an order that may not take would do at the first price it meets: inside a bar, price comes to the level of what rests there.
    if (s[at + O_FLAGS]! & FLAG_POST_ONLY && s[at + O_SEEN] === 0 && (when !== FILL_INSIDE || price !== s[at + O_LEVEL])) {
      outcome.rest = WOULD_TAKE
      return outcome
    }
    const side = s[at + O_SIDE]!
    const fair = worseTick(price, side)
    this.price = price
    this.fill.atOpen = when === FILL_AT_OPEN
    const slip = this.slippage(slot, fair)
    const spread = slip === 0 ? 0 : Math.min(this.p.costs.spreadTicks(), slip)
    // Slippage takes no price below a tick; a market that is there itself is filled where it is.
    const ticks = fair >= 1 ? Math.max(fair + side * slip, 1) : fair + side * slip
    // An order may get its size here, so it is asked for first.
    const carried = this.sink!.fillable(slot, ticks)
    const wanted = s[at + O_LOTS]!
    const offered = this.p.liquidity === null ? wanted : this.offered(slot, this.p.liquidity)
    const lots = Math.min(carried, offered)
    outcome.wanted = wanted
    outcome.rest = lots === wanted ? STAYS : fateOfRest(s, at, carried, offered)
    if (lots === 0 || (lots < wanted && s[at + O_TIF] === FOK)) return outcome
    outcome.lots = lots
    // What is cut from the slippage at the lowest tick is cut from its spread last.
    this.fill.slippage = Math.max(side * (ticks - fair), 0)
    this.fill.spread = Math.min(2 * Math.min(spread, this.fill.slippage), SPREAD_MAX)
    const meetsQuotes = this.p.quoted[s[at + O_INSTRUMENT]!]! && !isAuction(s, at)
    this.fill.crossed = meetsQuotes ? this.crossed(side, price) : 0
    outcome.position = this.tell(slot, lots, ticks)
    return outcome
  }

  slippage(slot: number, ticks: number): number {
    const { orders, costs, tick } = this.p
    const s = orders.slots
    const at = slot * SLOT_WIDTH
    const instrument = s[at + O_INSTRUMENT]!
    const { slip } = costs
    costs.about(instrument, s[at + O_SIDE]!)
    slip.lots = s[at + O_LOTS]!
    slip.ticks = ticks
    slip.limit = isLimitNow(s, at)
    slip.opens = s[at + O_ROLE] === ROLE_ENTRY
    slip.volume = tick.volume * this.lotSizes[instrument]!
    slip.spread = this.fill.atOpen ? tick.ask.open - tick.bid.open : tick.lastAsk - tick.lastBid
    return costs.ticks()
  }

  /** Half ticks of the quoted spread that a price has in it: how far it lies beyond the middle, up to the quote. */
  private crossed(side: number, price: number): number {
    const { tick } = this.p
    const [bid, ask] = this.fill.atOpen && !Number.isNaN(tick.bid.open) ? [tick.bid.open, tick.ask.open] : [tick.lastBid, tick.lastAsk]
    const beyond = Math.min(side * (2 * price - bid - ask), ask - bid)
    return beyond > 0 ? Math.min(Math.round(beyond), SPREAD_MAX) : 0
  }

  /** Tells the sink of a fill; returns the position after it. */
  private tell(slot: number, lots: number, ticks: number): number {
    const s = this.p.orders.slots
    const at = slot * SLOT_WIDTH
    const instrument = s[at + O_INSTRUMENT]!
    const f = this.fill
    f.slot = slot
    f.lots = lots
    f.ticks = ticks
    f.notional = mulExact(ticks, lots, this.ratios[instrument]!)
    this.charge(slot, f)
    this.taken[instrument] = this.taken[instrument]! + lots
    s[at + O_LOTS] = s[at + O_LOTS]! - lots
    s[at + O_BEGUN] = 1
    return this.sink!.filled(f)
  }

  private charge(slot: number, f: VenueFill): void {
    const { orders, costs, tick } = this.p
    const s = orders.slots
    const at = slot * SLOT_WIDTH
    const side = s[at + O_SIDE]!
    const q = costs.fee
    costs.turnTo(tick.closeTime)
    costs.about(s[at + O_INSTRUMENT]!, side)
    q.lots = f.lots
    q.ticks = f.ticks
    q.notional = Math.abs(f.notional)
    q.maker = isMaker(s, at)
    q.first = s[at + O_BEGUN] === 0
    q.last = f.lots === s[at + O_LOTS]!
    q.orderLots = s[at + O_ORDERED]!
    q.filledLots = s[at + O_ORDERED]! - s[at + O_LOTS]!
    q.quotedTicks = side > 0 ? tick.lastAsk : tick.lastBid
    f.fee = costs.charge()
    f.feeLots = costs.feeLots
    f.feeCurrency = costs.feeCurrency
    costs.count()
  }

  /** Lots of an order that what the bar traded can still fill. */
  private offered(slot: number, liquidity: Liquidity): number {
    const { orders, tick, instruments } = this.p
    const at = slot * SLOT_WIDTH
    const instrument = orders.slots[at + O_INSTRUMENT]!
    if (this.takenOf[instrument] !== tick.closeTime) {
      this.takenOf[instrument] = tick.closeTime
      this.taken[instrument] = 0
    }
    const all = liquidity.available(instruments[instrument]!, tick.volume, this.taken[instrument]!)
    if (!(all >= 0)) throw badLiquidity(liquidity, all)
    return Math.min(Math.floor(all), orders.slots[at + O_LOTS]!)
  }
}

/** Why what is left of an order is ended now, or that it stays open for the next bar. */
function fateOfRest(s: Float64Array, at: number, carried: number, offered: number): number {
  if (carried <= offered && carried < s[at + O_LOTS]!) {
    if (s[at + O_ROLE] !== ROLE_ENTRY) return POSITION_CLOSED
    return s[at + O_FLAGS]! & FLAG_REDUCE_ONLY ? WOULD_NOT_REDUCE : INSUFFICIENT_FUNDS
  }
  return s[at + O_TIF]! >= IOC || isAuction(s, at) ? NOT_FILLED_AT_ONCE : STAYS
}

function isAuction(s: Float64Array, at: number): boolean {
  const type = s[at + O_TYPE]!
  return type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE
}

/** True for what is a limit order now. */
function isLimitNow(s: Float64Array, at: number): boolean {
  const type = s[at + O_TYPE]!
  return type === LIMIT || ((type === STOP_LIMIT || type === LIMIT_IF_TOUCHED) && s[at + O_TRIGGERED] === 1)
}

function badLiquidity({ label }: Liquidity, was: number): LockstepError {
  return new LockstepError(
    'E_CONFIG',
    `expected lots of at least 0 that a bar can fill from "${label}", was ${was}`,
    'Give a number of lots, or Infinity.',
  )
}

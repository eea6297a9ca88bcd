/**
 * Profit by the lots that made it. A lot is what one fill opened; what closes a position closes its oldest lots first, and a lot that
 * is closed in parts is told in parts. Each carries the decision that opened it, so that profit can be summed by whatever made it.
 *
 * Sums are exact: what all lots and the account itself are told to have made is, to the ledger unit, what cash and open positions at
 * their last marks grew by. Amounts that are shared out go by size, the last part taking what rounding left.
 */
import { mulExact, proRata, wholeUnits, type Ratio } from '../base/fixed-point.ts'
import { lotSize, notionalRatio } from '../model/instrument.ts'
import { orderRoles, type OrderRole } from '../model/order.ts'
import type { RunEnd, RunInfo } from '../model/ports.ts'
import {
  ADJUST_CASH,
  ADJUST_KIND,
  ADJUST_LOTS_BEFORE,
  adjustKinds,
  FILL_CROSSED,
  FILL_FEE,
  FILL_POSITION,
  FILL_ROLE,
  FILL_TICKS,
  ID,
  INSTRUMENT,
  LOTS,
  SIDE,
  TIME,
} from '../model/record.ts'
import { LotSums, type LotMoney } from './lot-sums.ts'
import { OpenLots, P_ADJUSTED, P_COST, P_FEES, P_LOTS, P_OPENER, P_TIME } from './open-lots.ts'
import type { OrderSources } from './order-sources.ts'
import { RowStore } from './row-store.ts'

/** Rows of lots that are kept one by one: 400 MB. Those that come after are in the sums only. */
export const LOTS_MAX = 5_000_000

/** Fields of a row. */
export const L_OPENER = 0
/** Index into `lotExits`. */
export const L_EXIT = 1
/** In units of now: a split may leave a part of one. */
export const L_LOTS = 2
/** Epoch ms of the steps in which it was opened and closed. */
export const L_ENTRY_TIME = 3
export const L_EXIT_TIME = 4
/** Signed ledger units of the instrument's currency that it cost, fees apart. */
export const L_COST = 5
/** Ledger units of the account: profit before fees, fees, and what came in without a fill, such as dividends. */
export const L_GROSS = 6
export const L_FEES = 7
export const L_ADJUSTED = 8
/** What of the fees was paid when it was opened. */
export const L_ENTRY_FEES = 9
export const LOT_WIDTH = 10

/** How a lot ended: the role of the order that closed it, or not at all. */
export const lotExits: readonly (OrderRole | 'open')[] = [...orderRoles, 'open']
export const EXIT_OPEN: number = lotExits.length - 1

/** Lots smaller than this are what float arithmetic left of a split one. */
const NOISE = 1e-6

const ACCOUNT_KINDS: ReadonlySet<number> = new Set([adjustKinds.indexOf('interest'), adjustKinds.indexOf('transfer')])
const SPLIT = adjustKinds.indexOf('split')

/** A fill, or the part of one that opens or closes; money in ledger units. A reused object. */
interface Part {
  place: number
  side: number
  lots: number
  /** Signed, in the instrument's currency: negative for what was sold. */
  paid: number
  /** In the account's. */
  fees: number
  /** Epoch ms. */
  time: number
}

export class LotLedger {
  readonly rows: RowStore = new RowStore(LOTS_MAX, LOT_WIDTH)
  readonly sums: LotSums
  /** Cash that no lot brought or cost, such as interest, and all that came without a fill by kind; ledger units of the account. */
  ofAccount = 0
  readonly adjustments: Float64Array = new Float64Array(adjustKinds.length)
  private readonly sources: OrderSources
  /** By instrument: ledger units of the account for one of its currency. */
  private readonly rates: Float64Array
  private readonly ratios: readonly Ratio[]
  private readonly unitsPerLot: Float64Array
  /** Signed lots by place. */
  private readonly held: Float64Array
  private readonly open: OpenLots
  private readonly instrumentCount: number
  private readonly part: Part = { place: 0, side: 1, lots: 0.5, paid: 0.5, fees: 0.5, time: 0.5 }
  private readonly row = new Float64Array(LOT_WIDTH)
  private readonly money: LotMoney = { gross: 0.5, fees: 0.5, adjusted: 0.5 }

  /** @param rates by instrument, as they are when a fill is taken */
  constructor({ instruments, strategy }: Pick<RunInfo, 'instruments' | 'strategy'>, sources: OrderSources, rates: Float64Array) {
    const places = instruments.length * (strategy.parts?.length ?? 1)
    this.sources = sources
    this.rates = rates
    this.instrumentCount = instruments.length
    this.ratios = instruments.map(notionalRatio)
    this.unitsPerLot = Float64Array.from(instruments, (i) => lotSize(i) * i.multiplier * 10 ** i.currency.decimals)
    this.held = new Float64Array(places)
    this.open = new OpenLots(places)
    this.sums = new LotSums(instruments.length, lotExits.length)
  }

  /** Takes a FILL record. */
  takeFill(records: Float64Array, at: number): void {
    const instrument = records[at + INSTRUMENT]!
    const kind = this.sources.of(records[at + ID]!)
    const { part } = this
    part.place = this.sources.owner[kind]! * this.instrumentCount + instrument
    part.side = records[at + SIDE]!
    part.time = records[at + TIME]!
    const lots = records[at + LOTS]!
    const ticks = records[at + FILL_TICKS]!
    const paid = part.side * mulExact(ticks, lots, this.ratios[instrument]!)
    const fees = records[at + FILL_FEE]!
    const before = this.held[part.place]!
    part.lots = before * part.side < 0 ? Math.min(Math.abs(before), lots) : 0
    part.paid = part.lots === lots ? paid : part.lots === 0 ? 0 : part.side * mulExact(ticks, part.lots, this.ratios[instrument]!)
    const rest = lots - part.lots
    part.fees = rest === 0 ? fees : part.lots === 0 ? 0 : proRata(fees, part.lots, lots)
    const paidToOpen = paid - part.paid
    const feesToOpen = fees - part.fees
    if (part.lots > 0) this.close(part, records[at + FILL_ROLE]! % FILL_CROSSED, part.lots === Math.abs(before))
    this.held[part.place] = before + part.side * lots
    if (rest === 0) return
    // A fee in lots took some of what was opened at once, which were worth the fee.
    const taken = part.side * (this.held[part.place]! - records[at + FILL_POSITION]!)
    const least = this.open.last[part.place]! < 0 ? 1 : 0
    part.lots = taken > 0 && rest - taken >= least ? rest - taken : rest
    part.paid = part.lots === rest ? paidToOpen : paidToOpen - part.side * mulExact(ticks, taken, this.ratios[instrument]!)
    part.fees = feesToOpen
    this.held[part.place] = before + part.side * (lots - rest + part.lots)
    this.openLot(part, this.sums.openerOf(instrument, part.side, kind))
  }

  /** Takes an ADJUST record. */
  takeAdjustment(records: Float64Array, at: number): void {
    const cash = records[at + ADJUST_CASH]!
    const kind = records[at + ADJUST_KIND]!
    this.adjustments[kind]! += cash
    const place = records[at + ID]! * this.instrumentCount + records[at + INSTRUMENT]!
    const first = ACCOUNT_KINDS.has(kind) ? -1 : this.open.first[place]!
    if (first < 0) {
      this.ofAccount += cash
      return
    }
    const before = Math.abs(records[at + ADJUST_LOTS_BEFORE]!)
    if (cash !== 0) this.shareOut(first, before, cash)
    if (kind !== SPLIT) return
    // Each lot gives up the same part of itself for its part of the cash.
    const ratio = records[at + LOTS]! / before
    const { pool, next } = this.open
    for (let lot = first; lot >= 0; lot = next[lot]!) pool[this.open.at(lot) + P_LOTS]! *= ratio
    this.held[place] = records[at + SIDE]! * records[at + LOTS]!
  }

  /** The run is over: what is still open is worth what it would bring at the last marks. */
  end({ open, lastTime }: Pick<RunEnd, 'open' | 'lastTime'>): void {
    const { part } = this
    part.fees = 0
    part.time = lastTime ?? 0
    for (const { instrument, mark, rate } of open) {
      if (rate !== undefined) this.rates[instrument] = rate
      for (part.place = instrument; part.place < this.held.length; part.place += this.instrumentCount) {
        const held = this.held[part.place]!
        if (held === 0) continue
        this.held[part.place] = 0
        part.side = held > 0 ? -1 : 1
        part.lots = Math.abs(held)
        part.paid = 0 - Math.round(held * this.unitsPerLot[instrument]! * mark)
        this.close(part, EXIT_OPEN, true)
      }
    }
  }

  private openLot({ place, lots, paid, fees, time }: Part, opener: number): void {
    // A fee in lots may have taken all that was bought: it falls to the last ones there are.
    const at = lots === 0 ? this.open.at(this.open.last[place]!) : this.open.push(place)
    const { pool } = this.open
    // Where there is no room for one more, the last one of its place takes it in.
    if (pool[at + P_LOTS] === 0) {
      pool[at + P_OPENER] = opener
      pool[at + P_TIME] = time
    }
    pool[at + P_LOTS]! += lots
    pool[at + P_COST]! += paid
    pool[at + P_FEES]! += fees
  }

  /** Closes the oldest lots of a place; `all`: all there are, whatever float arithmetic says of split ones. */
  private close({ place, lots, paid, fees, time }: Part, exit: number, all: boolean): void {
    const { open, row } = this
    let left = lots
    let paidLeft = paid
    let feesLeft = fees
    const done = all ? -Infinity : NOISE
    for (let lot = open.first[place]!; lot >= 0 && left > done; lot = open.first[place]!) {
      const at = open.at(lot)
      const size = open.pool[at + P_LOTS]!
      const isWhole = all || size <= left + NOISE
      const closed = isWhole ? size : left
      const isLast = open.next[lot]! < 0 || (!all && left - closed <= NOISE)
      const paidPart = isLast ? paidLeft : shareOf(paidLeft, closed, left)
      const feesPart = isLast ? feesLeft : shareOf(feesLeft, closed, left)
      row[L_OPENER] = open.pool[at + P_OPENER]!
      row[L_EXIT] = exit
      row[L_LOTS] = closed
      row[L_ENTRY_TIME] = open.pool[at + P_TIME]!
      row[L_EXIT_TIME] = time
      row[L_COST] = this.takeShare(at + P_COST, closed, size)
      row[L_ENTRY_FEES] = this.takeShare(at + P_FEES, closed, size)
      row[L_FEES] = feesPart + row[L_ENTRY_FEES]
      row[L_ADJUSTED] = this.takeShare(at + P_ADJUSTED, closed, size)
      const gross = 0 - paidPart - row[L_COST]
      const rate = this.rates[place % this.instrumentCount]!
      row[L_GROSS] = rate === 1 ? gross : wholeUnits(gross * rate)
      if (isWhole) open.shift(place)
      else open.pool[at + P_LOTS] = size - closed
      left -= closed
      paidLeft -= paidPart
      feesLeft -= feesPart
      this.tell(row)
    }
  }

  /** Takes out of a field of the pool what belongs to a part of its lot. */
  private takeShare(field: number, part: number, whole: number): number {
    const { pool } = this.open
    const share = part === whole ? pool[field]! : shareOf(pool[field]!, part, whole)
    pool[field] = pool[field]! - share
    return share
  }

  private tell(row: Float64Array): void {
    const { money } = this
    money.gross = row[L_GROSS]!
    money.fees = row[L_FEES]!
    money.adjusted = row[L_ADJUSTED]!
    this.sums.add(row[L_OPENER]!, row[L_EXIT]!, money, row[L_EXIT] === EXIT_OPEN)
    this.rows.add(row, 0)
  }

  /** Cash for all lots of a place, from its first: to each by its size. */
  private shareOut(first: number, lots: number, cash: number): void {
    const { pool, next } = this.open
    let [left, rest] = [lots, cash]
    for (let lot = first; lot >= 0; lot = next[lot]!) {
      const at = this.open.at(lot)
      const part = next[lot]! < 0 ? rest : shareOf(rest, pool[at + P_LOTS]!, left)
      pool[at + P_ADJUSTED]! += part
      left -= pool[at + P_LOTS]!
      rest -= part
    }
  }
}

/** What falls to a part of a whole, in whole units. */
function shareOf(amount: number, part: number, whole: number): number {
  return whole > part ? Math.round(amount * (part / whole)) + 0 : amount
}

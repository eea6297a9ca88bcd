/** Writes finished positions as rows of a block, and hands the block on when it is full. */
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import {
  P_HIGHEST,
  P_ENTRY,
  P_ENTRY_FEE,
  P_ENTRY_NOTIONAL,
  P_ENTRY_PRICE,
  P_ENTRY_ROW,
  P_ENTRY_TIME,
  P_EXIT_FEE,
  P_EXIT_NOTIONAL,
  P_EXIT_PRICE,
  P_EXIT_ROW,
  P_EXIT_TIME,
  P_LOTS,
  P_REASON,
  P_RISK,
  P_SIDE,
  P_LOWEST,
} from './position.ts'
import { BLOCK_ROWS, emptyTrades, type Trades, type TradeSink } from './trade-block.ts'

export class TradeWriter {
  /** Trades written so far. */
  count = 0
  private readonly block: Trades = emptyTrades(BLOCK_ROWS)
  private readonly sink: TradeSink
  private readonly hasExcursions: boolean
  private readonly tickStep: number
  private readonly lotStep: number
  private readonly unitsPerTick: number
  private readonly unitsPerPrice: number
  /** Powers of ten that ticks, lots and ledger units are divided by to be told: a power costs more than all else of a row. */
  private readonly ticksPer: number
  private readonly lotsPer: number
  private readonly unit: number

  constructor(instrument: Instrument, hasExcursions: boolean, sink: TradeSink) {
    const { numerator, denominator } = notionalRatio(instrument)
    this.sink = sink
    this.hasExcursions = hasExcursions
    this.tickStep = instrument.tickStep
    this.lotStep = instrument.lotStep
    this.ticksPer = 10 ** instrument.priceDecimals
    this.lotsPer = 10 ** instrument.qtyDecimals
    this.unit = 10 ** instrument.currency.decimals
    this.unitsPerTick = numerator / denominator
    this.unitsPerPrice = lotSize(instrument) * instrument.multiplier * this.unit
  }

  /** The position at `at` is finished. */
  write(s: Float64Array, at: number): void {
    const b = this.block
    if (b.length === BLOCK_ROWS) this.flush()
    const row = b.length++
    this.count++
    const side = s[at + P_SIDE]!
    const lots = s[at + P_LOTS]!
    const fees = s[at + P_ENTRY_FEE]! + s[at + P_EXIT_FEE]!
    // + 0, since −1 × 0 is −0 and no amount.
    const gross = side * (s[at + P_EXIT_NOTIONAL]! - s[at + P_ENTRY_NOTIONAL]!) + 0
    const net = gross - fees
    b.entry[row] = s[at + P_ENTRY]!
    b.side[row] = side
    b.qty[row] = (lots * this.lotStep) / this.lotsPer
    b.entryRow[row] = s[at + P_ENTRY_ROW]!
    b.entryTime[row] = s[at + P_ENTRY_TIME]!
    b.entryPrice[row] = (side * s[at + P_ENTRY_PRICE]! * this.tickStep) / this.ticksPer
    b.exitRow[row] = s[at + P_EXIT_ROW]!
    b.exitTime[row] = s[at + P_EXIT_TIME]!
    b.exitPrice[row] = (s[at + P_EXIT_PRICE]! * this.tickStep) / this.ticksPer
    b.reason[row] = s[at + P_REASON]!
    b.bars[row] = s[at + P_EXIT_ROW]! - s[at + P_ENTRY_ROW]! + 1
    b.fees[row] = fees / this.unit
    b.pnl[row] = net / this.unit
    b.r[row] = net / (s[at + P_RISK]! * lots * this.unitsPerTick)
    b.mae[row] = this.hasExcursions ? Math.round(Math.min(0, gross, this.unrealised(s, at, -side))) / this.unit + 0 : NaN
    b.mfe[row] = this.hasExcursions ? Math.round(Math.max(0, gross, this.unrealised(s, at, side))) / this.unit : NaN
  }

  /** Hands on what is left. */
  flush(): void {
    if (this.block.length > 0) this.sink(this.block)
    this.block.length = 0
  }

  /** Profit at the highest (`towards` +1) or lowest price seen, ledger units; 0 where no bar was. */
  private unrealised(s: Float64Array, at: number, towards: number): number {
    const price = s[at + (towards > 0 ? P_HIGHEST : P_LOWEST)]!
    return Number.isFinite(price) ? s[at + P_SIDE]! * (s[at + P_LOTS]! * this.unitsPerPrice * price - s[at + P_ENTRY_NOTIONAL]!) : 0
  }
}

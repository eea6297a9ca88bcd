/**
 * Cash and positions as an exact fold of fills: integers only. For every instrument
 *   cash + Σ cost = opening cash + Σ realised − Σ fees
 * holds to the last ledger unit after every fill (ledger.test.ts).
 */
import { addExact, mulExact, proRata, type Ratio } from '../base/fixed-point.ts'
import { notionalRatio, type Instrument } from '../model/instrument.ts'

/** A fill as the ledger needs it; `notional` is `Ledger.notional` of its lots and ticks. */
export interface LedgerFill {
  readonly instrument: number
  readonly signed: number
  readonly ticks: number
  readonly notional: number
  readonly fee: number
}

export class Ledger {
  /** Ledger units; negative when a short squeeze cost more than the account had. */
  cash: number
  /** Ledger units, all instruments: profit of what was closed before fees, and the fees. */
  realised = 0
  fees = 0
  /** Signed lots by instrument. */
  readonly lots: Float64Array
  /** What the open position cost by instrument: signed ledger units, negative for a short (its proceeds). */
  readonly cost: Float64Array
  private readonly ratios: readonly Ratio[]

  constructor(instruments: readonly Instrument[], cash: number) {
    this.cash = cash
    this.lots = new Float64Array(instruments.length)
    this.cost = new Float64Array(instruments.length)
    this.ratios = instruments.map(notionalRatio)
  }

  /** ticks × lots as ledger units, rounded once. */
  notional(instrument: number, ticks: number, lots: number): number {
    return mulExact(ticks, lots, this.ratios[instrument]!)
  }

  /**
   * Books a fill of `signed` lots (positive bought) at `ticks`, worth `notional` and charged `fee`, both in ledger units (a
   * negative fee is a rebate).
   * A fill that passes through zero closes the old position and opens the new one with what is left.
   * @returns profit realised by the part that closed, ledger units, before the fee
   */
  book({ instrument, signed, ticks, notional, fee }: LedgerFill): number {
    const before = this.lots[instrument]!
    const paid = signed < 0 ? -notional : notional
    this.cash = addExact(addExact(this.cash, -paid), -fee)
    this.fees = addExact(this.fees, fee)
    this.lots[instrument] = before + signed
    if (before === 0 || before > 0 === signed > 0) {
      this.cost[instrument] = addExact(this.cost[instrument]!, paid)
      return 0
    }
    const closing = Math.min(Math.abs(before), Math.abs(signed))
    const paidToClose = closing === Math.abs(signed) ? paid : this.notional(instrument, ticks, signed > 0 ? closing : -closing)
    const costClosed = proRata(this.cost[instrument]!, closing, Math.abs(before))
    const realised = -(paidToClose + costClosed)
    this.cost[instrument] = addExact(this.cost[instrument]! - costClosed, paid - paidToClose)
    this.realised = addExact(this.realised, realised)
    return realised === 0 ? 0 : realised
  }
}

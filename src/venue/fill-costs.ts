/** What fills cost at one venue: asks the run's fee and slippage rules, by instrument, and counts what was traded in the month. */
import { LockstepError } from '../base/error.ts'
import { proRata } from '../base/fixed-point.ts'
import { notionalRatio, type Instrument } from '../model/instrument.ts'
import type { Fee, FeeQuestion } from './fees.ts'
import type { Slippage, SlippageQuestion } from './slippage.ts'

export class FillCosts {
  /** The questions, reused: `about` begins both, the caller adds what it knows. */
  readonly fee: FeeQuestion
  readonly slip: SlippageQuestion
  private readonly instruments: readonly Instrument[]
  private readonly fees: readonly Fee[]
  private readonly slippage: Slippage
  /** Ledger units of one lot one tick high. */
  private readonly unitsPerTick: Float64Array
  /** Notional traded this month, by currency, and each instrument's place in it. */
  private readonly traded: Float64Array
  private readonly currency: Int32Array
  private monthEnd = -Infinity

  constructor(instruments: readonly Instrument[], fee: Fee, slippage: Slippage) {
    const [first] = instruments
    this.instruments = instruments
    this.fees = instruments.map((i) => fee.of?.(i) ?? fee)
    this.slippage = slippage
    this.unitsPerTick = Float64Array.from(instruments, (i) => notionalRatio(i).numerator / notionalRatio(i).denominator)
    const codes = [...new Set(instruments.map((i) => i.currency.code))]
    this.currency = Int32Array.from(instruments, (i) => codes.indexOf(i.currency.code))
    this.traded = new Float64Array(codes.length)
    const about = { instrument: first!, index: 0, side: 1, lots: 0.5, ticks: 0.5 }
    const order = { maker: false, first: true, last: true, orderLots: 0.5, filledLots: 0.5, quotedTicks: NaN, monthNotional: 0.5 }
    this.fee = { ...about, ...order, notional: 0.5, time: -Infinity }
    this.slip = { ...about, volume: NaN, spread: NaN }
  }

  /** Both questions are about an order of this instrument and side, of no size yet, filled as a whole on a bar not known yet. */
  about(index: number, side: number): void {
    const { fee, slip } = this
    fee.instrument = slip.instrument = this.instruments[index]!
    fee.index = slip.index = index
    fee.side = slip.side = side
    fee.lots = slip.lots = 0
    fee.maker = false
    fee.first = true
    fee.last = true
    fee.filledLots = 0
    fee.quotedTicks = NaN
    slip.volume = NaN
    slip.spread = NaN
  }

  /** The moment that is asked about. */
  turnTo(timeMs: number): void {
    this.fee.time = timeMs
    if (timeMs < this.monthEnd) return
    const date = new Date(timeMs)
    this.monthEnd = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    this.traded.fill(0)
  }

  /** Whole ticks against us that `slip` gives. @throws LockstepError E_CONFIG when a caller's own rule gives anything else */
  ticks(): number {
    const ticks = this.slippage.ticks(this.slip)
    return Number.isSafeInteger(ticks) && ticks >= 0 ? ticks : notWhole('slippage in whole ticks of at least 0', ticks)
  }

  /** The fee that `fee` gives, in whole ledger units, or lots where it is paid in base. @throws LockstepError E_CONFIG likewise */
  charge(): number {
    const q = this.fee
    q.monthNotional = this.traded[this.currency[q.index]!]!
    const charge = this.fees[q.index]!.charge(q)
    return Number.isSafeInteger(charge) ? charge : notWhole('a fee in whole ledger units', charge)
  }

  /** Ledger units of cash that filling an order of so many lots at once would cost: none where the fee is taken from them. */
  estimate(lots: number, notional: number): number {
    return this.isPaidInBase() ? 0 : this.worth(lots, notional)
  }

  /** What that fee is worth in ledger units, whatever it is paid in. */
  worth(lots: number, notional: number): number {
    const q = this.fee
    q.lots = lots
    q.orderLots = lots
    q.notional = notional
    q.ticks = Math.round(notional / (lots * this.unitsPerTick[q.index]!))
    const charge = this.charge()
    return this.isPaidInBase() ? proRata(notional, charge, lots) : charge
  }

  /** Whether the fee asked about is in lots, to be taken from what a buy received. */
  isPaidInBase(): boolean {
    return this.fee.side > 0 && this.fees[this.fee.index]!.paidIn === 'base'
  }

  /** What `fee` asks about was filled. */
  count(): void {
    const at = this.currency[this.fee.index]!
    this.traded[at] = this.traded[at]! + this.fee.notional
  }
}

function notWhole(expected: string, was: number): never {
  throw new LockstepError('E_CONFIG', `expected ${expected}, was ${was}`, 'Round what charge() and ticks() return.')
}

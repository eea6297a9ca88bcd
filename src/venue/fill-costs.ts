/** What fills cost at one venue: asks the run's fee and slippage rules, by instrument, and counts what was traded in the month. */
import { LockstepError } from '../base/error.ts'
import { mulExact, type Ratio } from '../base/fixed-point.ts'
import { notionalRatio, type Instrument } from '../model/instrument.ts'
import { LIMIT, LIMIT_IF_TOUCHED, STOP_LIMIT } from '../model/order.ts'
import { feeOf, type Fee, type FeeQuestion } from './fees.ts'
import { slippageOf, type Slippage, type SlippageQuestion } from './slippage.ts'

export class FillCosts {
  /** The questions, reused: `about` begins both, the caller adds what it knows. */
  readonly fee: FeeQuestion
  readonly slip: SlippageQuestion
  /** Whether any rule wants the quotes of the bar it fills on. */
  readonly usesQuotes: boolean
  /** Lots that the fee charged last takes from what the buy received, else 0; the currency it is paid in where not the instrument's, else ''. */
  feeLots = 0
  feeCurrency = ''
  private readonly instruments: readonly Instrument[]
  private readonly fees: readonly Fee[]
  private readonly slippages: readonly Slippage[]
  private readonly ratios: readonly Ratio[]
  private readonly currencyPaid: readonly string[]
  /** Notional traded this month, by currency, and each instrument's place in it. */
  private readonly traded: Float64Array
  private readonly currency: Int32Array
  private monthEnd = -Infinity

  constructor(instruments: readonly Instrument[], fee: Fee, slippage: Slippage) {
    const [first] = instruments
    this.instruments = instruments
    this.fees = instruments.map((i) => feeOf(fee, i))
    this.slippages = instruments.map((i) => slippageOf(slippage, i))
    this.usesQuotes = [...this.fees, ...this.slippages].some((rule) => rule.usesQuotes === true)
    this.ratios = instruments.map(notionalRatio)
    this.currencyPaid = this.fees.map(({ paidIn = 'quote' }, k) =>
      paidIn === 'quote' || paidIn === 'base' || paidIn === instruments[k]!.currency.code ? '' : paidIn,
    )
    const codes = [...new Set(instruments.map((i) => i.currency.code))]
    this.currency = Int32Array.from(instruments, (i) => codes.indexOf(i.currency.code))
    this.traded = new Float64Array(codes.length)
    const about = { instrument: first!, index: 0, side: 1, lots: 0.5, ticks: 0.5 }
    const order = { maker: false, first: true, last: true, orderLots: 0.5, filledLots: 0.5, quotedTicks: NaN, monthNotional: 0.5 }
    this.fee = { ...about, ...order, notional: 0.5, time: -Infinity }
    this.slip = { ...about, opens: true, limit: false, volume: NaN, spread: NaN }
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
    slip.opens = true
    slip.limit = false
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
    const rule = this.slippages[this.slip.index]!
    if (this.slip.limit && rule.limitsToo !== true) return 0
    const ticks = rule.ticks(this.slip)
    return Number.isSafeInteger(ticks) && ticks >= 0 ? ticks : notWhole('slippage in whole ticks of at least 0', ticks)
  }

  /** Whole ticks of what `slip` gives that are spread. */
  spreadTicks(): number {
    const rule = this.slippages[this.slip.index]!
    if (rule.spreadTicks === undefined || (this.slip.limit && rule.limitsToo !== true)) return 0
    const ticks = rule.spreadTicks(this.slip)
    return Number.isSafeInteger(ticks) && ticks >= 0 ? ticks : notWhole('spread in whole ticks of at least 0', ticks)
  }

  /** The tick at which an order of this type that is reached at `ticks` would fill, of no size yet. */
  expectedTicks(index: number, type: number, side: number, ticks: number): number {
    if (type === LIMIT || type === STOP_LIMIT || type === LIMIT_IF_TOUCHED) return ticks
    this.about(index, side)
    this.slip.ticks = ticks
    return Math.max(ticks + side * this.ticks(), 1)
  }

  /**
   * What the fee of `fee` is worth in ledger units of the instrument's currency; `feeLots` and `feeCurrency` say what it is paid in.
   * @throws LockstepError E_CONFIG when a caller's own rule gives anything but a whole number
   */
  charge(): number {
    const q = this.fee
    const rule = this.fees[q.index]!
    q.monthNotional = this.traded[this.currency[q.index]!]!
    const charge = rule.charge(q)
    if (!Number.isSafeInteger(charge)) return notWhole('a fee in whole ledger units', charge)
    const inBase = rule.paidIn === 'base' && q.side > 0
    this.feeLots = inBase ? charge : 0
    this.feeCurrency = this.currencyPaid[q.index]!
    return inBase ? mulExact(q.ticks, charge, this.ratios[q.index]!) : charge
  }

  /** What the fee of filling so many lots at once is worth, beside those of the order that have filled. */
  worth(lots: number, notional: number): number {
    const q = this.fee
    const { numerator, denominator } = this.ratios[q.index]!
    q.lots = lots
    q.orderLots = lots + q.filledLots
    q.notional = notional
    q.ticks = lots === 0 ? 0 : Math.round(notional / ((lots * numerator) / denominator))
    return this.charge()
  }

  /** The cash it would take: none where it is taken from what a buy receives. */
  estimate(lots: number, notional: number): number {
    const worth = this.worth(lots, notional)
    return this.feeLots > 0 ? 0 : worth
  }

  /** What `fee` asks about was filled. */
  count(): void {
    const at = this.currency[this.fee.index]!
    this.traded[at] = this.traded[at]! + this.fee.notional
  }
}

function notWhole(expected: string, was: number): never {
  throw new LockstepError('E_CONFIG', `expected ${expected}, was ${was}`, 'Round what charge(), ticks() and spreadTicks() return.')
}

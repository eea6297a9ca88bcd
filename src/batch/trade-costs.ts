/** Where fills of simulated trades end up, and what they cost: the run's rules, asked as the simulated exchange asks them. */
import { mulExact, type Ratio } from '../base/fixed-point.ts'
import { LockstepError } from '../base/error.ts'
import { notionalRatio, type Instrument } from '../model/instrument.ts'
import { worseTick } from '../model/price-grid.ts'
import { FillCosts } from '../venue/fill-costs.ts'
import type { FullTradeRules } from './trade-rules.ts'

/** A fill to be priced. A reused object. */
export interface TradeFill {
  /** +1 buy, -1 sell. */
  side: number
  lots: number
  /** Fractional ticks, before slippage. */
  price: number
  opens: boolean
  /** A target: a limit that rested. */
  isTarget: boolean
  /** Filled looking back, at the end of the data: without slippage. */
  isForced: boolean
  /** Units that the bar traded; NaN where unknown. */
  volume: number
  /** Epoch ms at which its bar closes. */
  time: number
}

export class TradeCosts {
  readonly fill: TradeFill = {
    side: 1,
    lots: 0.5,
    price: 0.5,
    opens: true,
    isTarget: false,
    isForced: false,
    volume: NaN,
    time: 0.5,
  }
  /** Of the fill asked about last: whole ticks, notional and fee in ledger units. */
  ticks = 0.5
  notional = 0.5
  fee = 0.5
  private readonly costs: FillCosts
  private readonly ratio: Ratio

  /** @throws LockstepError E_CONFIG for a fee that is paid in anything but the instrument's own currency */
  constructor(instrument: Instrument, { fees, slippage }: FullTradeRules) {
    this.costs = new FillCosts([instrument], fees, slippage)
    this.ratio = notionalRatio(instrument)
    const { paidIn = 'quote' } = fees.of?.(instrument) ?? fees
    if (paidIn === 'quote' || paidIn === instrument.currency.code) return
    const hint = 'Run fees that are paid in something else through a backtest, which has an account.'
    throw new LockstepError('E_CONFIG', `expected a fee paid in ${instrument.currency.code}, was one paid in ${paidIn}`, hint)
  }

  /** Prices `fill`. */
  charge(): void {
    const { costs, fill } = this
    const { slip, fee } = costs
    const { side } = fill
    const fair = worseTick(fill.price, side)
    costs.turnTo(fill.time)
    costs.about(0, side)
    slip.lots = fill.lots
    slip.ticks = fair
    slip.limit = fill.isTarget
    slip.opens = fill.opens
    slip.volume = fill.volume
    const ticks = fill.isForced ? fair : fair + side * costs.ticks()
    this.ticks = fair >= 1 ? Math.max(ticks, 1) : ticks
    // What `mulExact` would say; what a function returns is boxed, and this is nearly always all there is to it.
    const product = this.ticks * fill.lots * this.ratio.numerator + 0
    const isExact = this.ratio.denominator === 1 && Math.abs(product) <= Number.MAX_SAFE_INTEGER
    this.notional = isExact ? product : mulExact(this.ticks, fill.lots, this.ratio)
    fee.lots = fill.lots
    fee.orderLots = fill.lots
    fee.ticks = this.ticks
    fee.notional = Math.abs(this.notional)
    fee.maker = fill.isTarget
    this.fee = costs.charge()
    costs.count()
  }
}

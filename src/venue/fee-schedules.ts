/** What named venues charge, as data with its source and date. Check them against your own account: venues change them. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { timestamp } from '../model/time.ts'
import { feeBetween, feeBps, feePerShare, sumOfFees, type Fee } from './fees.ts'
import { taxBps, taxedFees } from './fees-on-fees.ts'
import { feeByDate } from './fees-tiers.ts'

/** What a venue charges, with where that was published. */
export interface FeeSchedule {
  readonly name: string
  /** One sentence for the reference. */
  readonly says: string
  /** Where it was published, and when it was read, such as `2025-06`. */
  readonly source: string
  readonly asOf: string
  readonly fee: Fee
}

const leanUs = feePerShare({ amount: 0.005, minimum: 1, maxShare: 0.005, onCompletion: true })
const leanIndia = feePerShare({ amount: 0.01, minimum: 6, onCompletion: true })
const nothing = feeBps(0)

/** Every schedule that a run may name. */
export const feeSchedules: readonly FeeSchedule[] = [
  {
    name: 'lean',
    says: 'What LEAN charges where no brokerage is chosen: shares as lean-interactive-brokers-us, Indian ones as lean-india, all else nothing.',
    source: 'LEAN, DefaultBrokerageModel',
    asOf: '2026-08',
    fee: {
      label: 'lean',
      charge: () => 0,
      of: ({ kind, currency }) => (kind !== 'equity' ? nothing : currency.code === 'INR' ? leanIndia : leanUs),
    },
  },
  {
    name: 'interactive-brokers-us',
    says: 'US shares, fixed pricing: 0.005 a share, at least 1 an order, but never more than 1 % of the notional; exchange and regulatory fees are not in it.',
    source: 'interactivebrokers.com, Commissions Stocks, fixed',
    asOf: '2025-06',
    // The most goes before the least: ten shares at 0.20 pay 0.02.
    fee: feeBetween(feePerShare({ amount: 0.005, minimum: 1 }), { maxShare: 0.01 }),
  },
  {
    name: 'lean-interactive-brokers-us',
    says: 'US shares as LEAN charges them: 0.005 a share, at least 1, at most 0.5 % of the notional, with the fill that completes the order.',
    source: 'LEAN, InteractiveBrokersFeeModel',
    asOf: '2026-08',
    fee: leanUs,
  },
  {
    name: 'lean-india',
    says: 'Indian shares as LEAN charges them: 0.01 a share, at least 6, with the fill that completes the order.',
    source: 'LEAN, InteractiveBrokersFeeModel for Indian equities',
    asOf: '2026-08',
    fee: leanIndia,
  },
  {
    name: 'lean-coinbase',
    says: 'Lowest tier: maker 0, taker 30 bps until 2019-03-23 01:30 UTC; 15 and 25 until 2019-10-08 00:30; then 60 and 80. Of the quoted price.',
    source: 'LEAN, CoinbaseFeeModel',
    asOf: '2026-08',
    fee: feeByDate([
      { fee: feeBps({ maker: 0, taker: 30, onQuote: true }) },
      { from: timestamp('2019-03-23T01:30'), fee: feeBps({ maker: 15, taker: 25, onQuote: true }) },
      { from: timestamp('2019-10-08T00:30'), fee: feeBps({ maker: 60, taker: 80, onQuote: true }) },
    ]),
  },
  {
    name: 'coinbase-advanced',
    says: 'The same rates of the price that the fill itself had.',
    source: 'coinbase.com/advanced-fees, lowest tier; dates as in LEAN',
    asOf: '2026-08',
    fee: feeByDate([
      { fee: feeBps({ maker: 0, taker: 30 }) },
      { from: timestamp('2019-03-23T01:30'), fee: feeBps({ maker: 15, taker: 25 }) },
      { from: timestamp('2019-10-08T00:30'), fee: feeBps({ maker: 60, taker: 80 }) },
    ]),
  },
  {
    name: 'binance-spot',
    says: 'Lowest tier: 10 bps, taken from the coin that a buy receives.',
    source: 'binance.com/en/fee/schedule, VIP 0; LEAN, BinanceFeeModel',
    asOf: '2026-08',
    fee: feeBps({ maker: 10, taker: 10, paidIn: 'base' }),
  },
  {
    name: 'bitfinex',
    says: 'Lowest tier: maker 10 bps, taker 20, taken from the coin that a buy receives.',
    source: 'bitfinex.com/fees; LEAN, BitfinexFeeModel',
    asOf: '2026-08',
    fee: feeBps({ maker: 10, taker: 20, paidIn: 'base' }),
  },
  {
    name: 'zerodha-equity-intraday',
    says: 'NSE shares within the day: 3 bps or 20 an order, exchange 0.297 bps, SEBI 0.01 bps, 18 % GST on these; stamp 0.3 bps on buys, STT 2.5 bps on sells to the rupee.',
    source: 'zerodha.com/charges',
    asOf: '2024-10',
    fee: sumOfFees([
      taxedFees([feeBetween(feeBps(3), { maximum: 20 }), feeBps(0.297), feeBps(0.01)], 1800),
      taxBps({ buys: 0.3 }),
      taxBps({ sells: 2.5, roundTo: 1 }),
    ]),
  },
]

/** @throws LockstepError E_CONFIG with the nearest name */
export function feeScheduleOf(name: string): FeeSchedule {
  const found = feeSchedules.find((schedule) => schedule.name === name)
  if (found !== undefined) return found
  const names = feeSchedules.map((schedule) => schedule.name)
  throw new LockstepError(
    'E_CONFIG',
    `expected a fee schedule, was "${name}"; ${didYouMean(name, names)}`,
    'docs/reference/costs.md says what each charges.',
  )
}

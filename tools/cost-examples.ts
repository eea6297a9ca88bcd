/** Rules of costs as their reference shows them: the text is the code that is run for the figures. */
import { runInNewContext } from 'node:vm'
import { createInstrument, type Instrument } from '../src/model/instrument.ts'
import { timestamp } from '../src/model/time.ts'
import * as financing from '../src/portfolio/financing.ts'
import { interest } from '../src/portfolio/interest.ts'
import { feeScheduleOf } from '../src/venue/fee-schedules.ts'
import * as fees from '../src/venue/fees.ts'
import * as taxes from '../src/venue/fees-on-fees.ts'
import * as tiers from '../src/venue/fees-tiers.ts'
import { FillCosts } from '../src/venue/fill-costs.ts'
import * as liquidity from '../src/venue/liquidity.ts'
import * as slippage from '../src/venue/slippage.ts'

/** A rule as code, what it does, and what it comes to for each of some fills. */
export interface CostExample {
  readonly code: string
  readonly says: string
  readonly fills: readonly CostFill[]
}

/** A fill of shares with a tick of 0.01: what is said of it, and its size, price and circumstances. */
export interface CostFill {
  readonly says: string
  /** Units, negative for a sale; 100 unless given. */
  readonly qty?: number
  /** 10 unless given. */
  readonly price?: number
  readonly maker?: boolean
  /** Units of the same order that filled before, and that it has in all. */
  readonly filled?: number
  readonly ordered?: number
  readonly time?: string
  /** Money that the month traded before. */
  readonly traded?: number
  /** Of the bar, in units, and of the quotes, in ticks. */
  readonly volume?: number
  readonly spread?: number
  /** False where it closes; it opens unless given. */
  readonly opens?: boolean
}

const share: Instrument = createInstrument({ id: 'SHARE', lot: 1 })

const scope = { ...fees, ...taxes, ...tiers, ...slippage, ...liquidity, ...financing, interest, feeScheduleOf, timestamp }

/** What the code of an example makes. */
export function ruleOf(code: string): unknown {
  return runInNewContext(code, scope) as unknown
}

/** The fee of a fill: money, or units where it is taken from what was bought. */
export function feeText(code: string, fill: CostFill): string {
  const costs = asked(ruleOf(code) as fees.Fee, slippage.sumOfSlippage([]), fill)
  const money = costs.charge()
  return costs.feeLots > 0 ? `quantity ${costs.feeLots}` : String(money / 1e6)
}

/** The ticks that a fill slips. */
export function slipText(code: string, fill: CostFill): string {
  return String(asked(fees.sumOfFees([]), ruleOf(code) as slippage.Slippage, fill).ticks())
}

function asked(fee: fees.Fee, slip: slippage.Slippage, fill: CostFill): FillCosts {
  const { qty = 100, price = 10, maker = false, filled = 0, ordered = filled + Math.abs(qty), time = '2024-07-01' } = fill
  const costs = new FillCosts([share], fee, slip)
  const lots = Math.abs(qty)
  const ticks = Math.round(price * 100)
  costs.turnTo(timestamp(time))
  costs.about(0, Math.sign(qty))
  costs.fee.notional = (fill.traded ?? 0) * 1e6
  costs.count()
  const about = { lots, ticks, maker, first: filled === 0, last: filled + lots === ordered, filledLots: filled, orderLots: ordered }
  Object.assign(costs.fee, about, { notional: lots * ticks * 1e4 })
  Object.assign(costs.slip, { lots, ticks, opens: fill.opens ?? true, volume: fill.volume ?? NaN, spread: fill.spread ?? NaN })
  return costs
}

export const feeExamples: readonly CostExample[] = [
  {
    code: 'feeBps(10)',
    says: 'Basis points of the notional. Negative ones are a rebate.',
    fills: [{ says: 'buy 100 at 10' }, { says: 'sell 100 at 10', qty: -100 }],
  },
  {
    code: 'feeBps({ maker: -1, taker: 4 })',
    says: 'Makers and takers apart. A maker is a limit order that was not marketable when it was decided.',
    fills: [{ says: 'a maker buys 100 at 10', maker: true }, { says: 'a taker buys 100 at 10' }],
  },
  {
    code: "feeBps({ maker: 10, taker: 10, paidIn: 'base' })",
    says: 'Taken from the quantity that a buy receives, in whole lots rounded up; a sell pays in the currency of the prices.',
    fills: [
      { says: 'buy 1,000 at 10', qty: 1000 },
      { says: 'buy 1,001 at 10', qty: 1001 },
      { says: 'sell 1,000 at 10', qty: -1000 },
    ],
  },
  {
    code: "feeBps({ maker: 7.5, taker: 7.5, paidIn: 'BNB' })",
    says: 'What it is worth, taken from another currency at the rate of that moment.',
    fills: [{ says: 'buy 100 at 10' }],
  },
  {
    code: 'feePerShare({ amount: 0.005, minimum: 1, maxShare: 0.005 })',
    says: 'An amount per unit, with a least and a most per order. A fee raised to the minimum is not cut to the most. An order that fills in parts pays with each what its fee grows by.',
    fills: [
      { says: 'buy 688 at 144.78', qty: 688, price: 144.78 },
      { says: 'buy 100 at 144.78', price: 144.78 },
      { says: 'buy 1,000 at 0.25', qty: 1000, price: 0.25 },
      { says: 'the first 100 of 300 at 10', ordered: 300 },
      { says: 'the last 200 of 300 at 10', qty: 200, filled: 100, ordered: 300 },
    ],
  },
  {
    code: 'feePerShare({ amount: 0.005, minimum: 1, onCompletion: true })',
    says: 'The same for the whole order, with the fill that completes it and never before, as LEAN does.',
    fills: [
      { says: 'the first 100 of 300 at 10', ordered: 300 },
      { says: 'the last 200 of 300 at 10', qty: 200, filled: 100, ordered: 300 },
    ],
  },
  {
    code: 'feePerLot({ amount: 7, units: 100_000 })',
    says: 'An amount for each so many units; without `units`, per contract. Bounds as per share.',
    fills: [{ says: 'buy 250,000 at 1.1', qty: 250_000, price: 1.1 }],
  },
  {
    code: 'feePerOrder(1.5)',
    says: 'An amount per order, with its first fill.',
    fills: [
      { says: 'the first 100 of 300 at 10', ordered: 300 },
      { says: 'the last 200', qty: 200, filled: 100, ordered: 300 },
    ],
  },
  {
    code: 'feeBetween(feeBps(3), { minimum: 1, maximum: 20 })',
    says: 'Bounds per order for any fee.',
    fills: [{ says: 'buy 100 at 10' }, { says: 'buy 1,000 at 10', qty: 1000 }, { says: 'buy 100,000 at 10', qty: 100_000 }],
  },
  {
    code: 'taxBps({ sells: 2.5, roundTo: 1 })',
    says: 'A tax on one side, rounded per fill to a step of money, halves up. British stamp duty is `taxBps({ buys: 50 })`.',
    fills: [
      { says: 'sell 1,000 at 142', qty: -1000, price: 142 },
      { says: 'buy 1,000 at 142', qty: 1000, price: 142 },
    ],
  },
  {
    code: 'taxedFees([feeBps(10), feePerOrder(1)], 1800)',
    says: 'Fees with a tax of so many basis points on their sum, such as GST of 18 %.',
    fills: [{ says: 'buy 100 at 10' }],
  },
  {
    code: "feeByDate([{ fee: feeBps(30) }, { from: timestamp('2019-10-08'), fee: feeBps(50) }])",
    says: 'What was charged over the years.',
    fills: [
      { says: 'buy 100 at 10 on 2019-10-07', time: '2019-10-07' },
      { says: 'buy 100 at 10 on 2019-10-08', time: '2019-10-08' },
    ],
  },
  {
    code: 'feeByVolume([{ from: 0, fee: feeBps(10) }, { from: 1_000_000, fee: feeBps(9) }])',
    says: 'Tiers by the money that the run traded before in the calendar month (UTC).',
    fills: [
      { says: 'buy 100 at 10 after 999,999', traded: 999_999 },
      { says: 'buy 100 at 10 after 1,000,000', traded: 1_000_000 },
    ],
  },
  {
    code: "feeFrom('half a cent, at most 3', ({ qty }) => Math.min(qty * 0.005, 3))",
    says: "A rule of one's own, in money. It must depend on the fill alone.",
    fills: [{ says: 'buy 100 at 10' }, { says: 'buy 1,000 at 10', qty: 1000 }],
  },
]

export const slippageExamples: readonly CostExample[] = [
  {
    code: 'slippageBps(2)',
    says: 'Basis points of the price.',
    fills: [
      { says: 'buy at 100', price: 100 },
      { says: 'buy at 100.01', price: 100.01 },
    ],
  },
  { code: 'slippageTicks(2)', says: 'Ticks.', fills: [{ says: 'buy at 100', price: 100 }] },
  {
    code: 'slippageSpread({ share: 0.5, otherwise: 2 })',
    says: 'A share of the quoted spread, or of one that the caller says where none is quoted. Not for policies that fill at bid and ask.',
    fills: [{ says: 'a spread of 3 ticks', spread: 3 }, { says: 'no quotes' }],
  },
  {
    code: 'slippageVolumeShare({ limit: 0.025, impact: 0.1 })',
    says: "The square of the share of the bar's volume, at most the limit, times impact times price. No volume counts as the limit. LEAN's VolumeShareSlippageModel.",
    fills: [
      { says: 'buy 10 of 1,000 at 10,000', qty: 10, price: 10_000, volume: 1000 },
      { says: 'buy 900 of 1,000 at 10,000', qty: 900, price: 10_000, volume: 1000 },
      { says: 'buy 10 of an unknown volume', qty: 10, price: 10_000 },
    ],
  },
  {
    code: 'slippageRootOfVolume(0.01)',
    says: "The root of the share of the bar's volume, at most 1, times the factor times price.",
    fills: [
      { says: 'buy 25 of 100 at 100', qty: 25, price: 100, volume: 100 },
      { says: 'buy 25 of nothing', qty: 25, price: 100, volume: 0 },
    ],
  },
  {
    code: 'slippageDepth([{ upTo: 0.01, ticks: 0 }, { upTo: 0.1, ticks: 2 }])',
    says: "Walks a book as deep as the bar's volume says and charges the average; beyond the last step all costs as much as it.",
    fills: [
      { says: 'buy 10 of 1,000', qty: 10, volume: 1000 },
      { says: 'buy 20 of 1,000', qty: 20, volume: 1000 },
      { says: 'buy 500 of 1,000', qty: 500, volume: 1000 },
    ],
  },
  {
    code: 'spreadOnEntry(2)',
    says: 'Basis points of the price, paid by what opens or adds, limits too, and not by what closes. So backtesting.py counts its spread.',
    fills: [
      { says: 'buy at 100', price: 100 },
      { says: 'sell at 100 to close', price: 100, qty: -100, opens: false },
    ],
  },
]

/**
 * What a venue charges: the question that a fill puts, and the plain rules. Taxes and bounds are in `fees-on-fees.ts`, tiers in
 * `fees-tiers.ts`, named venues in `fee-schedules.ts`. Every charge is rounded once, to the ledger unit, halves away from zero.
 */
import { mulExact } from '../base/fixed-point.ts'
import { priceOf, qtyOf, type Instrument } from '../model/instrument.ts'
import { checkFee, perUnits, shareOf, unitsOf, worthAt } from './fee-arithmetic.ts'

/** What a fee may depend on: one fill. A reused object: a rule must keep nothing of it. */
export interface FeeQuestion {
  instrument: Instrument
  /** Of the instrument in the run. */
  index: number
  /** +1 buy, -1 sell. */
  side: number
  lots: number
  ticks: number
  /** Lots at ticks in ledger units of the instrument's currency, at least 0. */
  notional: number
  /** What the other side was quoted at then, ask for a buy and bid for a sell, in fractional ticks; NaN where nothing was. */
  quotedTicks: number
  /** The order rested in the book and was met there; else it took. */
  maker: boolean
  /** The order's first fill, and its last: all of it is filled with this one. */
  first: boolean
  last: boolean
  /** Lots of the whole order, and how many of them filled before. */
  orderLots: number
  filledLots: number
  /** Notional that the run traded in this calendar month (UTC) before, ledger units, in instruments of this currency. */
  monthNotional: number
  /** Epoch ms. */
  time: number
}

/** A rule that charges fills. */
export interface Fee {
  /** For the run's manifest, such as `10 bps`. */
  readonly label: string
  /** Whole ledger units of the instrument's currency; a rebate is negative. With `paidIn: 'base'`, buys are charged in lots instead. */
  charge(q: FeeQuestion): number
  /**
   * What it is taken from: `quote`, the default, is the instrument's currency; `base` takes lots from the quantity that a
   * buy receives, sells pay in quote; a currency code takes what the charge is worth in that currency.
   */
  readonly paidIn?: PaidIn
  /** True when it wants `quotedTicks` to be known. */
  readonly usesQuotes?: boolean
  /** The rule for one instrument, where it differs by instrument or is quicker knowing it: asked once at set-up. */
  of?(instrument: Instrument): Fee
}

export type PaidIn = 'quote' | 'base' | (string & {})

/** Shares of the notional in basis points, with at most 10 decimals. */
export interface BpsTerms {
  readonly maker: number
  readonly taker: number
  readonly paidIn?: PaidIn
  /** Reckons with the price that the other side quoted instead of the fill's own, as Coinbase does in LEAN. */
  readonly onQuote?: boolean
}

/** A share of the notional: `feeBps(10)` takes 0.1 % of every fill, `feeBps({ maker: -1, taker: 4 })` tells them apart. Negative is a rebate. */
export function feeBps(terms: number | BpsTerms): Fee {
  const { maker, taker, paidIn = 'quote', onQuote = false } = typeof terms === 'number' ? { maker: terms, taker: terms } : terms
  const [ofMaker, ofTaker] = [shareOf(maker), shareOf(taker)]
  if (paidIn === 'base') checkFee(maker >= 0 && taker >= 0, 'a fee paid in base of at least 0 basis points', Math.min(maker, taker))
  const rates = maker === taker ? `${taker} bps` : `${maker} bps maker, ${taker} bps taker`
  return {
    label: `${rates}${paidIn === 'quote' ? '' : ` in ${paidIn}`}${onQuote ? ' of the quoted price' : ''}`,
    paidIn,
    usesQuotes: onQuote,
    charge: (q) => {
      const share = q.maker ? ofMaker : ofTaker
      if (paidIn === 'base' && q.side > 0) return share.up(q.lots)
      return share.of(onQuote && !Number.isNaN(q.quotedTicks) ? worthAt(q.instrument, q.lots, q.quotedTicks) : q.notional)
    },
  }
}

/** Bounds of a fee per order, in money of the instrument's currency. */
export interface FeeBounds {
  /** The least that an order costs. */
  readonly minimum?: number
  /** The most. */
  readonly maximum?: number
  /** The most, as a share of the notional: 0.005 is 0.5 %. A fee that is raised to the minimum is not cut to it. */
  readonly maxShare?: number
  /** Charges the whole order with the fill that completes it, and nothing before: what LEAN does. */
  readonly onCompletion?: boolean
}

/**
 * A fee with bounds per order: `feeBetween(feeBps(3), { maximum: 20 })`. An order that fills in parts pays with each of them
 * what its fee has grown by, at the price of that part.
 */
export function feeBetween(fee: Fee, bounds: FeeBounds): Fee {
  const { minimum = -Infinity, maximum = Infinity, maxShare = 1, onCompletion = false } = bounds
  checkFee(minimum === -Infinity || (minimum >= 0 && minimum < Infinity), 'a minimum of at least 0', minimum)
  checkFee(maximum >= Math.max(minimum, 0), 'a maximum of at least 0 and the minimum', maximum)
  checkFee(maxShare > 0 && maxShare <= 1, 'a largest share of the notional above 0 and at most 1', maxShare)
  checkFee(fee.paidIn !== 'base', 'a fee in money to bound', 'paid in base')
  const cap = shareOf(maxShare * 10_000)
  const words = [
    fee.label,
    ...(minimum > 0 ? [`at least ${minimum}`] : []),
    ...(maximum < Infinity ? [`at most ${maximum}`] : []),
    ...(maxShare < 1 ? [`at most ${maxShare} of the notional`] : []),
    ...(onCompletion ? ['charged when complete'] : []),
  ]
  const bounded = (q: FeeQuestion, [part]: readonly Fee[]): number => {
    const charge = part!.charge(q)
    const least = unitsOf(minimum, q.instrument)
    if (charge < least) return least
    return Math.min(charge, unitsOf(maximum, q.instrument), maxShare < 1 ? cap.of(q.notional) : Infinity)
  }
  return feeOver([fee], words.join(', '), (q, parts) => {
    if (onCompletion) return q.last ? ofOrder(q, q.orderLots, parts, bounded) : 0
    const before = q.filledLots === 0 ? 0 : ofOrder(q, q.filledLots, parts, bounded)
    return ofOrder(q, q.filledLots + q.lots, parts, bounded) - before
  })
}

/** An amount per unit of quantity, with bounds per order: `feePerShare({ amount: 0.005, minimum: 1, maxShare: 0.005 })`. */
export function feePerShare({ amount, ...bounds }: FeeBounds & { readonly amount: number }): Fee {
  checkFee(amount >= 0 && amount < Infinity, 'an amount per share of at least 0', amount)
  return within(bounds, feePerUnits(amount, 1, `${amount} a share`))
}

/** An amount for each lot of so many units: `feePerLot({ amount: 7, units: 100_000 })` for currencies, `{ amount: 0.85 }` for futures. */
export function feePerLot({ amount, units = 1, ...bounds }: FeeBounds & { readonly amount: number; readonly units?: number }): Fee {
  checkFee(amount >= 0 && amount < Infinity, 'an amount per lot of at least 0', amount)
  checkFee(Number.isSafeInteger(units) && units >= 1, 'a lot of a whole number of units', units)
  return within(bounds, feePerUnits(amount, units, units === 1 ? `${amount} a contract` : `${amount} per ${units} units`))
}

/** An amount per order, charged with its first fill: `feePerOrder(1)`. */
export function feePerOrder(amount: number): Fee {
  checkFee(Number.isFinite(amount) && amount >= 0, 'an amount per order of at least 0', amount)
  return { label: `${amount} an order`, charge: ({ instrument, first }) => (first ? unitsOf(amount, instrument) : 0) }
}

/** A fill in money, for a caller's own rule. */
export interface FeeFill {
  readonly instrument: Instrument
  readonly side: 'buy' | 'sell'
  readonly qty: number
  readonly price: number
  /** qty × price × multiplier. */
  readonly value: number
  readonly maker: boolean
  readonly first: boolean
}

/** A rule of one's own, in money: `feeFrom('half a per cent', ({ value }) => value * 0.005)`. It must not depend on anything else. */
export function feeFrom(label: string, amount: (fill: FeeFill) => number): Fee {
  return {
    label,
    charge: ({ instrument, side, lots, ticks, notional, maker, first }) => {
      const [qty, price] = [qtyOf(instrument, lots), priceOf(instrument, ticks)]
      const value = notional / 10 ** instrument.currency.decimals
      return unitsOf(amount({ instrument, side: side > 0 ? 'buy' : 'sell', qty, price, value, maker, first }), instrument)
    },
  }
}

/** Several fees as one. @throws LockstepError E_CONFIG when they are paid in different things */
export function sumOfFees(fees: readonly Fee[]): Fee {
  const [only] = fees
  if (only !== undefined && fees.length === 1) return only
  const label = fees.length === 0 ? 'none' : fees.map((f) => f.label).join(' + ')
  return feeOver(fees, label, (q, parts) => {
    let sum = 0
    for (let k = 0; k < parts.length; k++) sum += parts[k]!.charge(q)
    return sum
  })
}

/** A fee made of others: each is bound to the instrument where it wants to be. @throws LockstepError E_CONFIG when they are paid in different things */
export function feeOver(parts: readonly Fee[], label: string, charge: (q: FeeQuestion, parts: readonly Fee[]) => number): Fee {
  const paidIn = parts[0]?.paidIn ?? 'quote'
  const other = parts.find((p) => (p.paidIn ?? 'quote') !== paidIn)
  checkFee(other === undefined, `fees that are all paid in ${paidIn}`, other?.paidIn ?? 'quote')
  const of = (instrument: Instrument): Fee =>
    feeOver(
      parts.map((p) => feeOf(p, instrument)),
      label,
      charge,
    )
  const usesQuotes = parts.some((p) => p.usesQuotes === true)
  return { label, paidIn, usesQuotes, charge: (q) => charge(q, parts), ...(parts.some((p) => p.of !== undefined) && { of }) }
}

/** The rule for one instrument. */
export function feeOf(fee: Fee, instrument: Instrument): Fee {
  return fee.of?.(instrument) ?? fee
}

/** The fee of so many lots of the order at this fill's price, as if they had filled at once. */
function ofOrder(q: FeeQuestion, lots: number, parts: readonly Fee[], charge: (q: FeeQuestion, parts: readonly Fee[]) => number): number {
  const { lots: own, notional, filledLots, first, last } = q
  if (lots === own && first && last) return charge(q, parts)
  q.lots = lots
  q.notional = mulExact(notional, lots, { numerator: 1, denominator: own })
  q.filledLots = 0
  q.first = true
  q.last = true
  const fee = charge(q, parts)
  q.lots = own
  q.notional = notional
  q.filledLots = filledLots
  q.first = first
  q.last = last
  return fee
}

function within({ minimum = 0, ...others }: FeeBounds, fee: Fee): Fee {
  const isPlain = minimum === 0 && Object.values(others).every((bound) => bound === undefined || bound === false)
  return isPlain ? fee : feeBetween(fee, { minimum, ...others })
}

function feePerUnits(amount: number, units: number, label: string): Fee {
  const of = (instrument: Instrument): Fee => {
    const worth = perUnits(amount, units, instrument)
    return { label, charge: ({ lots }) => worth(lots) }
  }
  return { label, of, charge: (q) => of(q.instrument).charge(q) }
}

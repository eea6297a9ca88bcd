/** What a venue charges. A fee is a function of a fill; several add up. One kind is one entry here and one row in the docs. */
import { LockstepError } from '../base/error.ts'
import { divideRounded } from '../base/fixed-point.ts'
import { qtyOf, type Instrument } from '../model/instrument.ts'

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
  readonly paidIn?: 'quote' | 'base' | (string & {})
  /** The rule for one instrument, where rules differ by instrument: asked once at set-up. */
  of?(instrument: Instrument): Fee
}

/** A share of the notional: `feeBps(10)` takes 0.1 % of every fill. Negative is a rebate. */
export function feeBps(bps: number): Fee {
  check(Number.isFinite(bps) && Math.abs(bps) <= 10_000, 'a fee between -10,000 and 10,000 basis points', bps)
  // Whole hundredths of a basis point keep the product exact; finer rates are rounded to them.
  const perMillion = Math.round(bps * 100)
  check(Math.abs(perMillion - bps * 100) < 1e-6, 'a fee in whole hundredths of a basis point', bps)
  return {
    label: `${bps} bps`,
    charge: ({ notional: amount }) => {
      const units = amount * Math.abs(perMillion)
      const size = units <= Number.MAX_SAFE_INTEGER ? divideRounded(units, 1_000_000) : shareOfBig(amount, Math.abs(perMillion))
      return perMillion < 0 && size !== 0 ? -size : size
    },
  }
}

/** An amount per unit of quantity with a minimum per fill: `feePerShare({ amount: 0.005, minimum: 1 })`. */
export function feePerShare({ amount, minimum = 0 }: { amount: number; minimum?: number }): Fee {
  check(Number.isFinite(amount) && amount >= 0, 'an amount per share of at least 0', amount)
  check(Number.isFinite(minimum) && minimum >= 0, 'a minimum of at least 0', minimum)
  return {
    label: `${amount} a share${minimum > 0 ? `, at least ${minimum}` : ''}`,
    charge: ({ instrument, lots }) => {
      const scale = 10 ** instrument.currency.decimals
      return Math.max(Math.round(qtyOf(instrument, lots) * amount * scale), Math.round(minimum * scale))
    },
  }
}

/** An amount per order, charged with its first fill: `feePerOrder(1)`. */
export function feePerOrder(amount: number): Fee {
  check(Number.isFinite(amount) && amount >= 0, 'an amount per order of at least 0', amount)
  return {
    label: `${amount} an order`,
    charge: ({ instrument, first }) => (first ? Math.round(amount * 10 ** instrument.currency.decimals) : 0),
  }
}

/** Several fees as one. */
export function sumOfFees(fees: readonly Fee[]): Fee {
  const [only] = fees
  if (only !== undefined && fees.length === 1) return only
  return {
    label: fees.length === 0 ? 'none' : fees.map((f) => f.label).join(' + '),
    charge: (q) => {
      let sum = 0
      for (const fee of fees) sum += fee.charge(q)
      return sum
    },
  }
}

function shareOfBig(notional: number, perMillion: number): number {
  return Number((BigInt(notional) * BigInt(perMillion) + 500_000n) / 1_000_000n)
}

function check(ok: boolean, expected: string, was: number): void {
  if (!ok)
    throw new LockstepError(
      'E_CONFIG',
      `expected ${expected}, was ${was}`,
      'A fee of 0.1 % is feeBps(10), or --fee 0.001 on the command line.',
    )
}

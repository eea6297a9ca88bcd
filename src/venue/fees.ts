/** What a venue charges. A fee is a function of a fill; several add up. One kind is one entry here and one row in the docs. */
import { LockstepError } from '../base/error.ts'
import { divideRounded } from '../base/fixed-point.ts'
import { qtyOf, type Instrument } from '../model/instrument.ts'

/** A rule that charges fills. All amounts in the instrument's currency. */
export interface Fee {
  /** For the run's manifest, such as `10 bps`. */
  readonly label: string
  /** Ledger units for a fill of `lots` worth `notional` ledger units; `first` when it is the order's first fill. */
  charge(instrument: Instrument, lots: number, notional: number, first: boolean): number
}

/** A share of the notional: `feeBps(10)` takes 0.1 % of every fill. Negative is a rebate. */
export function feeBps(bps: number): Fee {
  check(Number.isFinite(bps) && Math.abs(bps) <= 10_000, 'a fee between -10,000 and 10,000 basis points', bps)
  // Whole hundredths of a basis point keep the product exact; finer rates are rounded to them.
  const perMillion = Math.round(bps * 100)
  check(Math.abs(perMillion - bps * 100) < 1e-6, 'a fee in whole hundredths of a basis point', bps)
  return {
    label: `${bps} bps`,
    charge: (_instrument, _lots, notional) => {
      const amount = Math.abs(notional)
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
    charge: (instrument, lots) => {
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
    charge: (instrument, _lots, _notional, first) => (first ? Math.round(amount * 10 ** instrument.currency.decimals) : 0),
  }
}

/** Several fees as one. */
export function sumOfFees(fees: readonly Fee[]): Fee {
  const [only] = fees
  if (only !== undefined && fees.length === 1) return only
  return {
    label: fees.length === 0 ? 'none' : fees.map((f) => f.label).join(' + '),
    charge: (instrument, lots, notional, first) => {
      let sum = 0
      for (const fee of fees) sum += fee.charge(instrument, lots, notional, first)
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

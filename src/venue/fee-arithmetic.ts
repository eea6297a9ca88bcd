/** Exact arithmetic of fees: shares of an amount, amounts per unit, values at a price. Rates are decimals as written. */
import { LockstepError } from '../base/error.ts'
import { mulExact, ratioOfDecimals, type Ratio } from '../base/fixed-point.ts'
import { notionalRatio, type Instrument } from '../model/instrument.ts'

/** A share of whole amounts. */
export interface Share {
  /** Rounded to the nearest whole, halves away from zero. */
  of(amount: number): number
  /** Rounded up, for shares of at least 0. */
  up(amount: number): number
}

/** The share that so many basis points are. @throws LockstepError E_CONFIG */
export function shareOf(bps: number): Share {
  checkFee(Number.isFinite(bps) && Math.abs(bps) <= 10_000, 'a fee between -10,000 and 10,000 basis points', bps)
  const { numerator, decimals } = decimalOf(Math.abs(bps), 'a fee in basis points with at most 10 decimals')
  const ratio: Ratio = { numerator, denominator: 10 ** (4 + decimals) }
  return {
    of: (amount) => {
      const size = mulExact(1, amount, ratio)
      return bps < 0 && size !== 0 ? -size : size
    },
    up: (amount) => {
      const nearest = mulExact(1, amount, ratio)
      return BigInt(nearest) * BigInt(ratio.denominator) < BigInt(amount) * BigInt(numerator) ? nearest + 1 : nearest
    },
  }
}

/** Ledger units that lots cost at an amount of money for every so many units of quantity. @throws LockstepError E_CONFIG */
export function perUnits(amount: number, units: number, instrument: Instrument): (lots: number) => number {
  const { lotStep, qtyDecimals, currency } = instrument
  const { numerator, decimals } = decimalOf(amount, 'an amount per unit with at most 10 decimals')
  const ratio = ratioOfDecimals(currency.decimals - qtyDecimals - decimals, numerator * lotStep)
  const shared: Ratio = { numerator: ratio.numerator, denominator: ratio.denominator * units }
  return (lots) => (numerator === 0 ? 0 : mulExact(1, lots, shared))
}

/** Ledger units of lots at fractional ticks. */
export function worthAt(instrument: Instrument, lots: number, ticks: number): number {
  const { numerator, denominator } = notionalRatio(instrument)
  return Number.isSafeInteger(ticks)
    ? mulExact(ticks, lots, { numerator, denominator })
    : Math.round((ticks * lots * numerator) / denominator)
}

/** Money in ledger units of the instrument's currency. */
export function unitsOf(amount: number, { currency }: Instrument): number {
  return Math.round(amount * 10 ** currency.decimals)
}

/** @throws LockstepError E_CONFIG */
export function checkFee(ok: boolean, expected: string, was: number | string): void {
  if (ok) return
  const hint = 'A fee of 0.1 % is feeBps(10), or --fee 0.001 on the command line.'
  throw new LockstepError('E_CONFIG', `expected ${expected}, was ${was}`, hint)
}

/** 0.005 as 5 × 10^-3; what is that decimal but for float noise is that decimal. */
function decimalOf(value: number, expected: string): { numerator: number; decimals: number } {
  for (let decimals = 0; decimals <= 10; decimals++) {
    const numerator = Math.round(value * 10 ** decimals)
    if (Math.abs(numerator / 10 ** decimals - value) <= value * 1e-14) return { numerator, decimals }
  }
  checkFee(false, expected, value)
  return { numerator: 0, decimals: 0 }
}

/**
 * Exact money. Amounts are integers of the currency's ledger unit held in doubles; products that would pass 2^53 go
 * through BigInt. Both paths give the same integer (fixed-point.test.ts). This is the one file that converts.
 *
 * Rounding rule, stated once: to the nearest ledger unit, halves away from zero.
 */
import { assert } from './assert.ts'
import { LockstepError } from './error.ts'

const EXACT = Number.MAX_SAFE_INTEGER

/** A positive rational: value = integer × numerator / denominator. */
export interface Ratio {
  readonly numerator: number
  readonly denominator: number
}

/** `ratioOfDecimals(-2)` = 1/100, `ratioOfDecimals(4)` = 10,000/1. */
export function ratioOfDecimals(decimals: number, factor = 1): Ratio {
  return decimals >= 0 ? { numerator: factor * 10 ** decimals, denominator: 1 } : { numerator: factor, denominator: 10 ** -decimals }
}

/** round(a × b × ratio) for integers a and b, exactly; halves away from zero. @throws LockstepError E_MONEY_RANGE */
export function mulExact(a: number, b: number, ratio: Ratio): number {
  const { numerator, denominator } = ratio
  // + 0, since 0 × −5 is −0 and no amount.
  const product = a * b * numerator + 0
  if (product <= EXACT && product >= -EXACT) return divideRounded(product, denominator)
  const size = Math.abs(b)
  const whole = Math.floor(size / denominator)
  const rest = size - whole * denominator
  const scaled = Math.abs(a) * numerator
  const main = scaled * whole
  const tail = scaled * rest
  if (main > EXACT || tail > EXACT || scaled > EXACT) return mulBig(a, b, ratio)
  const result = main + divideRounded(tail, denominator)
  if (result > EXACT) return mulBig(a, b, ratio)
  return a < 0 !== b < 0 && result !== 0 ? -result : result
}

/** round(a / b) for safe integers, b > 0; halves away from zero. */
export function divideRounded(a: number, b: number): number {
  if (b === 1) return a
  const size = a < 0 ? -a : a
  let q = Math.floor(size / b)
  let r = size - q * b
  if (r < 0) {
    q -= 1
    r += b
  } else if (r >= b) {
    q += 1
    r -= b
  }
  if (2 * r >= b) q += 1
  return a < 0 && q !== 0 ? -q : q
}

/** round(amount × part / whole): the share of a cost that belongs to part of a position, 0 <= part <= whole. */
export function proRata(amount: number, part: number, whole: number): number {
  if (part === whole) return amount
  const product = Math.abs(amount) * part
  const share = product <= EXACT ? divideRounded(product, whole) : Number(divideBig(BigInt(Math.abs(amount)) * BigInt(part), BigInt(whole)))
  return amount < 0 && share !== 0 ? -share : share
}

/** Adds two integers and stops the run when the sum is no longer exact. */
export function addExact(a: number, b: number): number {
  const sum = a + b
  if (sum > EXACT || sum < -EXACT) throw moneyRange()
  return sum
}

/** A double as whole ledger units: to the nearest, halves away from zero. @throws LockstepError E_MONEY_RANGE */
export function wholeUnits(amount: number): number {
  const size = Math.round(Math.abs(amount))
  return addExact(amount < 0 && size !== 0 ? -size : size, 0)
}

function mulBig(a: number, b: number, { numerator, denominator }: Ratio): number {
  assert(Number.isSafeInteger(a) && Number.isSafeInteger(b), `mulExact takes safe integers, was ${a} × ${b}`)
  const product = BigInt(a) * BigInt(b) * BigInt(numerator)
  const size = product < 0n ? -product : product
  const result = Number(divideBig(size, BigInt(denominator)))
  if (result > EXACT) throw moneyRange()
  return product < 0n && result !== 0 ? -result : result
}

function divideBig(size: bigint, by: bigint): bigint {
  const q = size / by
  return 2n * (size - q * by) >= by ? q + 1n : q
}

function moneyRange(): LockstepError {
  return new LockstepError(
    'E_MONEY_RANGE',
    'an amount passed 9.007e15 ledger units, the largest that is kept exactly',
    'Trade smaller sizes, or give the currency fewer decimals.',
  )
}

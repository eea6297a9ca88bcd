/** How far a run may be off its golden file: not at all, or by what floats drift when arithmetic is done in another order. */
import { LockstepError } from '../base/error.ts'

/** Shares of the larger of two values. Times, instruments, counts and quantities are exact in any case. */
export interface Tolerance {
  readonly price: number
  /** Of profit, fees, cash and equity. */
  readonly profit: number
}

export const exact: Tolerance = { price: 0, profit: 0 }
/** A millionth of a price, a hundredth of a per cent of an amount. */
export const floatDrift: Tolerance = { price: 1e-6, profit: 1e-4 }

/** Which part of a row each field belongs to; what is not named is of no such part and exact. */
export const fieldParts: Readonly<Record<string, 'price' | 'quantity' | 'fee' | 'profit' | 'time'>> = {
  price: 'price',
  level: 'price',
  limit: 'price',
  trail: 'price',
  decision: 'price',
  slippage: 'price',
  crossed: 'price',
  spread: 'price',
  entry: 'price',
  exit: 'price',
  qty: 'quantity',
  position: 'quantity',
  left: 'quantity',
  before: 'quantity',
  fee: 'fee',
  fees: 'fee',
  realised: 'profit',
  gross: 'profit',
  mae: 'profit',
  mfe: 'profit',
  cash: 'profit',
  equity: 'profit',
  entered: 'time',
  parent: 'time',
  expires: 'time',
  bars: 'time',
}

/** Distances between prices, which drift as far as those do. */
const distances: ReadonlySet<string> = new Set(['slippage', 'crossed', 'spread'])

/** Whether a field is near enough to what was recorded, in rows with such a price; texts that are equal always are. */
export function isNear(field: string, { expected, found, price }: FieldPair, tolerance: Tolerance): boolean {
  if (expected === found) return true
  const part = fieldParts[field]
  const share = part === 'price' ? tolerance.price : part === 'profit' || part === 'fee' ? tolerance.profit : 0
  const [a, b] = [Number(expected), Number(found)]
  return share > 0 && Math.abs(a - b) <= share * Math.max(Math.abs(a), Math.abs(b), distances.has(field) ? price : 0)
}

/** A field as text, and the larger price of the two rows, 0 where they have none. */
export interface FieldPair {
  readonly expected: string
  readonly found: string
  readonly price: number
}

/** `price=1e-6,profit=1e-4`. @throws LockstepError E_USAGE */
export function parseTolerance(text: string): Tolerance {
  const given = Object.fromEntries(text.split(',').map((term) => term.split('=').map((word) => word.trim()) as [string, string]))
  const wrong = Object.entries(given).find(
    ([name, share]) => !(name in exact) || !(Number(share) >= 0 && Number(share) < 1) || share === '',
  )
  if (wrong === undefined) return { price: Number(given['price'] ?? 0), profit: Number(given['profit'] ?? 0) }
  throw new LockstepError(
    'E_USAGE',
    `expected a tolerance such as price=1e-6,profit=1e-4 with shares of at least 0 and below 1, was "${text}"`,
    'Name price, profit or both.',
  )
}

/** Strategies run with their types stripped, so a misspelt word of a request would be no word at all: a stop that is not there. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'

export type Keys = ReadonlySet<string>

const keys = (...names: readonly string[]): Keys => new Set(names)

const SIZES = ['qty', 'equity', 'risk', 'value', 'volatility', 'lotsPerCapital', 'share'] as const
const PRICES = ['limit', 'stop', 'touch', 'trail', 'activation', 'on'] as const

export const REQUEST_KEYS: Keys = keys(...SIZES, ...PRICES, 'bracket', 'places', 'expires', 'postOnly', 'reduceOnly', 'tag', 'model')
export const BRACKET_KEYS: Keys = keys('stop', 'target')
export const STOP_KEYS: Keys = keys('trail', 'activation')
export const TARGET_KEYS: Keys = keys('price', 'share')
export const TRAIL_KEYS: Keys = keys('amount', 'percent', 'atr', 'times')
export const EXPIRY_KEYS: Keys = keys('bars')
export const PLACE_KEYS: Keys = keys('buy', 'sell')
export const CLOSE_KEYS: Keys = keys('tag', 'share', 'on')
export const AIM_KEYS: Keys = keys('weight', 'qty', 'value', 'market')

/** @throws LockstepError E_STRATEGY_REQUEST for a word that is none; what is no object has no words */
export function checkKeys(what: string, given: unknown, known: Keys): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return
  for (const key in given) {
    if (known.has(key)) continue
    const names = [...known]
    throw new LockstepError(
      'E_STRATEGY_REQUEST',
      `expected ${what} made of ${names.join(', ')}, it has "${key}"; ${didYouMean(key, names)}`,
      'Correct the word, or take it out: docs/reference/orders.md has them all.',
    )
  }
}

/** @throws LockstepError E_STRATEGY_REQUEST for anything but true, false and nothing */
export function checkFlag(name: string, given: unknown): void {
  if (given === undefined || typeof given === 'boolean') return
  throw new LockstepError(
    'E_STRATEGY_REQUEST',
    `expected ${name} as true or false, was ${typeof given === 'string' ? `"${given}"` : typeof given}`,
    'Write true or false.',
  )
}

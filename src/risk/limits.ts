import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'

/** What a run may do at most. Everything has a default; a limit that is passed refuses the request with a reason. */
export interface Limits {
  /** Gross exposure at most this multiple of equity: 1 = no borrowing. */
  readonly leverageMax: number
  readonly allowShort: boolean
  /** Largest position in units of the instrument (not lots), either side. */
  readonly positionQtyMax: number
  /** Orders open at the same time. */
  readonly openOrdersMax: number
}

export const defaultLimits: Limits = { leverageMax: 1, allowShort: true, positionQtyMax: Infinity, openOrdersMax: 10_000 }

/**
 * Slots for a bound of n open orders: requests with what they place, as much again for what partial fills place of it, and the closes
 * beside them.
 */
export function slotsFor(openOrdersMax: number): number {
  return 2 * requestsUpTo(openOrdersMax) + closesUpTo(openOrdersMax)
}

/** Requests are let in up to here, the orders that they hold counted: two for each on average. */
export function requestsUpTo(openOrdersMax: number): number {
  return 3 * openOrdersMax + 3
}

/** Closes are let in up to here, so that legs always find a slot. */
export function closesUpTo(openOrdersMax: number): number {
  return 2 * openOrdersMax + 2
}

/** Fills in defaults. @throws LockstepError E_CONFIG naming the limit that cannot be */
export function createLimits(given: Partial<Limits> = {}): Limits {
  const names = Object.keys(defaultLimits)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new LockstepError('E_CONFIG', `expected a limit, was "${unknown}"; ${didYouMean(unknown, names)}`, `Known: ${names.join(', ')}.`)
  }
  // JSON writes Infinity as null: a limit that came through it is no limit.
  const set = Object.entries(given).filter(([, value]: [string, unknown]) => value !== undefined)
  const limits: Limits = {
    ...defaultLimits,
    ...Object.fromEntries(set.map(([name, value]: [string, unknown]) => [name, value ?? Infinity])),
  }
  const positive = ['leverageMax', 'positionQtyMax', 'openOrdersMax'] as const
  for (const name of positive) {
    if (!(limits[name] > 0))
      throw new LockstepError('E_CONFIG', `expected ${name} above 0, was ${limits[name]}`, `Give a positive ${name} or leave it out.`)
  }
  if (!Number.isSafeInteger(limits.openOrdersMax) || limits.openOrdersMax > 1_000_000) {
    throw new LockstepError(
      'E_CONFIG',
      `expected openOrdersMax as a whole number up to 1,000,000, was ${limits.openOrdersMax}`,
      'Give a whole number.',
    )
  }
  return limits
}

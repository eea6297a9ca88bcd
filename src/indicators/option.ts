/** Checks of indicators' options that are no periods, and of their names. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { shown } from './period.ts'

/** Gives `value` back when it is from `min` (or above `above`) to `max`. @throws LockstepError E_PARAM_VALUE */
export function checkNumber(
  name: string,
  value: number,
  bounds: { readonly min?: number; readonly above?: number; readonly max: number },
): number {
  const { min = -Infinity, above = -Infinity, max } = bounds
  if (value >= min && value > above && value <= max && Number.isFinite(value)) return value
  const least = bounds.above === undefined ? `at least ${min}` : `above ${above}`
  throw new LockstepError(
    'E_PARAM_VALUE',
    `${name} must be a number ${least} and at most ${max}, was ${shown(value)}`,
    `Give ${name} a number within these bounds.`,
  )
}

/** Gives `value` back when it is one of `choices`. @throws LockstepError E_PARAM_VALUE */
export function checkChoice<C extends string>(name: string, value: C, choices: readonly C[]): C {
  if (choices.includes(value)) return value
  throw new LockstepError('E_PARAM_VALUE', `${name} must be one of ${choices.join(', ')}, was ${value}`, `Give ${name} one of these words.`)
}

/**
 * Refuses an option that `indicator` has not: what it was meant for would silently keep its default.
 * @throws LockstepError E_PARAM_VALUE
 */
export function checkOptions(indicator: string, given: unknown, names: readonly string[]): void {
  const hint = 'docs/reference/indicators.md has the options of each.'
  if (typeof given !== 'object' || given === null) {
    throw new LockstepError(
      'E_PARAM_VALUE',
      `${indicator} must be given its options by name, was given ${typeof given === 'function' ? 'a function' : shown(given)}`,
      hint,
    )
  }
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue
    throw new LockstepError('E_PARAM_VALUE', `${indicator} has no option ${name}; ${didYouMean(name, names)}`, hint)
  }
}

/** Checks of indicators' options that are no periods. */
import { LockstepError } from '../base/error.ts'

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
    `${name} must be a number ${least} and at most ${max}, was ${value}`,
    `Give ${name} a number within these bounds.`,
  )
}

/** Gives `value` back when it is one of `choices`. @throws LockstepError E_PARAM_VALUE */
export function checkChoice<C extends string>(name: string, value: C, choices: readonly C[]): C {
  if (choices.includes(value)) return value
  throw new LockstepError('E_PARAM_VALUE', `${name} must be one of ${choices.join(', ')}, was ${value}`, `Give ${name} one of these words.`)
}

import { LockstepError } from '../base/error.ts'

/** The longest window any indicator keeps: 100,000 rows, 800 kB. */
export const PERIOD_MAX = 100_000

/** Gives `value` back when it is a whole number from `min` to PERIOD_MAX. @throws LockstepError E_PARAM_VALUE */
export function checkPeriod(name: string, value: number, min: number): number {
  if (Number.isInteger(value) && value >= min && value <= PERIOD_MAX) return value
  const bound = value > PERIOD_MAX ? `at most ${PERIOD_MAX}` : `at least ${min}`
  throw new LockstepError(
    'E_PARAM_VALUE',
    `${name} must be a whole number of ${bound}, was ${shown(value)}`,
    `Give ${name} a whole number from ${min} to ${PERIOD_MAX}.`,
  )
}

/** What was given, as a message says it: the text "20" is not the number 20. */
export function shown(given: unknown): string {
  return typeof given === 'string' ? `"${given}"` : String(given)
}

import { LockstepError } from '../../base/error.ts'
import type { IndicatorEntry } from '../entry.ts'
import { checkPeriod } from '../period.ts'

/** What macd, apo and ppo hold of their two periods. */
export const fasterThanSlow: NonNullable<IndicatorEntry['constraint']> = {
  text: 'fast < slow',
  holds: (given) => given['fast']! < given['slow']!,
}

/** Gives both periods back. @throws LockstepError E_PARAM_VALUE unless 2 <= fast < slow <= 100,000 */
export function checkFaster(fast: number, slow: number): { readonly fast: number; readonly slow: number } {
  checkPeriod('fast', fast, 2)
  checkPeriod('slow', slow, 2)
  if (fast < slow) return { fast, slow }
  throw new LockstepError('E_PARAM_VALUE', `fast must be less than slow (${slow}), was ${fast}`, 'Give fast the shorter period.')
}

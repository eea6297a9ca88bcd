import { holdSignal } from './hold.ts'
import type { Pattern } from './pattern.ts'

/** A doji held by the long body before it. */
export const haramiCross: Pattern = {
  title: 'Harami cross',
  talib: 'CDLHARAMICROSS',
  warmup: 11,
  signals: [100, 80, -80, -100],
  defaults: { touching: 'none' },
  rule:
    ({ touching }) =>
    (second) => {
      const first = second.before
      return first.long && second.doji ? holdSignal(first, second, -first.direction, touching) : 0
    },
}

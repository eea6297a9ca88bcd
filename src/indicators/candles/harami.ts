import { holdSignal } from './hold.ts'
import type { Pattern } from './pattern.ts'

/** A small body held by the long one before it. */
export const harami: Pattern = {
  title: 'Harami',
  talib: 'CDLHARAMI',
  warmup: 11,
  signals: [100, 80, -80, -100],
  defaults: { touching: 'none' },
  rule:
    ({ touching }) =>
    (second) => {
      const first = second.before
      return first.long && !second.long ? holdSignal(first, second, -first.direction, touching) : 0
    },
}

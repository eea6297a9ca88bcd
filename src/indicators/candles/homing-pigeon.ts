import type { Pattern } from './pattern.ts'

/** A small black body within the long black one before it. */
export const homingPigeon: Pattern = {
  title: 'Homing pigeon',
  talib: 'CDLHOMINGPIGEON',
  warmup: 11,
  signals: [100],
  rule: () => (second) => {
    const first = second.before
    const black = first.black && first.long && second.black && !second.long
    return black && second.open < first.open && second.close > first.close ? 100 : 0
  },
}

import type { Pattern } from './pattern.ts'

/** A long candle, one held within its body, and one of the other colour that closes beyond where the first opened. */
export const threeInside: Pattern = {
  title: 'Three inside up or down',
  talib: 'CDL3INSIDE',
  warmup: 12,
  signals: [100, -100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const turn = third.direction
    const harami = first.long && !second.long && second.top < first.top && second.bottom > first.bottom
    return harami && first.direction === -turn && turn * third.close > turn * first.open ? 100 * turn : 0
  },
}

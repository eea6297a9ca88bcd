import type { Pattern } from './pattern.ts'

/** A short body with a long lower shadow and no upper, at or below the low before it. */
export const hammer: Pattern = {
  title: 'Hammer',
  talib: 'CDLHAMMER',
  warmup: 11,
  signals: [100],
  rule: () => (second) => {
    const first = second.before
    const shape = second.short && second.longLower && second.noUpper
    return shape && second.bottom <= first.low + first.near ? 100 : 0
  },
}

import type { Pattern } from './pattern.ts'

/** A short body with a long lower shadow and no upper, at or above the high before it. */
export const hangingMan: Pattern = {
  title: 'Hanging man',
  talib: 'CDLHANGINGMAN',
  warmup: 11,
  signals: [-100],
  rule: () => (second) => {
    const first = second.before
    const shape = second.short && second.longLower && second.noUpper
    return shape && second.bottom >= first.high - first.near ? -100 : 0
  },
}

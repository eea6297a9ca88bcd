import type { Pattern } from './pattern.ts'

/** A short body below a gap, with a long upper shadow and no lower. */
export const invertedHammer: Pattern = {
  title: 'Inverted hammer',
  talib: 'CDLINVERTEDHAMMER',
  warmup: 11,
  signals: [100],
  rule: () => (second) => (second.short && second.longUpper && second.noLower && second.gaps(-1, second.before) ? 100 : 0),
}

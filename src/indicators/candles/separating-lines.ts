import { within } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** A long candle that opens where the one before it, of the other colour, had opened, without a shadow there. */
export const separatingLines: Pattern = {
  title: 'Separating lines',
  talib: 'CDLSEPARATINGLINES',
  warmup: 11,
  signals: [100, -100],
  rule: () => (second) => {
    const first = second.before
    const parts = first.direction !== second.direction && within(second.open, first.open, first.equal)
    return parts && second.long && second.noShadowAtOpen ? 100 * second.direction : 0
  },
}

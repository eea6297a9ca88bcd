import { within } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** Two long candles of opposite colours that close at the same price. */
export const counterattack: Pattern = {
  title: 'Counterattack',
  talib: 'CDLCOUNTERATTACK',
  warmup: 11,
  signals: [100, -100],
  rule: () => (second) => {
    const first = second.before
    const turn = second.direction
    const sizes = first.direction === -turn && first.long && second.long
    return sizes && within(second.close, first.close, first.equal) ? 100 * turn : 0
  },
}

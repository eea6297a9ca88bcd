import { within } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** A white candle above the close of the black one before it, and a black one that closes there too. */
export const stickSandwich: Pattern = {
  title: 'Stick sandwich',
  talib: 'CDLSTICKSANDWICH',
  warmup: 7,
  signals: [100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const colours = first.black && second.white && third.black
    return colours && second.low > first.close && within(third.close, first.close, first.equal) ? 100 : 0
  },
}

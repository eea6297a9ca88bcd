import type { Preset } from './preset.ts'

/** Facts from backtesting.py at 9c2b8e1c: what its engine does with orders, and finalize_trades. */
export const backtestingPy: Preset = {
  name: 'backtesting-py',
  says: 'backtesting.py with finalize_trades, trades netted first in, first out',
  fill: 'one-by-one',
  margin: 'backtesting-py',
  liquidation: 'at-zero',
  sizing: 'free-at-fill',
  conversion: 'none',
  warmUp: 'all-twice',
  ending: 'close-at-last-open',
}

import type { Preset } from './preset.ts'

/** Facts from PyAlgoTrade's documentation: its default fill strategy. Its orders are for shares, so sizing is the caller's. */
export const pyAlgoTrade: Preset = {
  name: 'pyalgotrade',
  says: "PyAlgoTrade, its default fill strategy: a quarter of each bar's volume",
  fill: 'one-by-one',
  margin: 'leverage',
  liquidation: 'none',
  sizing: 'lockstep',
  conversion: 'none',
  warmUp: 'none',
  volumeLimit: 0.25,
}

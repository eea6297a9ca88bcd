import type { Preset } from './preset.ts'

/** Facts from vectorbt's documentation: `Portfolio.from_orders` fills an order at the close of its row. */
export const vectorbt: Preset = {
  name: 'vectorbt',
  says: 'vectorbt, orders at the close of their row',
  fill: 'this-close',
  margin: 'leverage',
  liquidation: 'none',
  sizing: 'lockstep',
  conversion: 'none',
  warmUp: 'none',
}

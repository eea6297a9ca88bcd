import type { Preset } from './preset.ts'

/** Facts from LEAN's public source at 24863901 (2026-08-21): DefaultBrokerageModel, EquityFillModel, FillModel, SecurityMarginModel. */
export const lean: Preset = {
  name: 'lean',
  says: 'QuantConnect LEAN, its default brokerage and a margin account',
  fill: 'lean',
  margin: 'lean',
  liquidation: 'lean',
  sizing: 'lean',
  conversion: 'lean',
  warmUp: 'none',
  feeSchedule: 'lean',
  leverage: { equity: 2, forex: 50, cfd: 50, crypto: 1, index: 1, future: 1, other: 1 }, // edge-ok: crypto is a kind of instrument here
}

/** How much of an order one bar can fill. What is left waits for the next. */
import { LockstepError } from '../base/error.ts'
import type { Instrument } from '../model/instrument.ts'

/** A rule that bounds what a run may trade on one bar. */
export interface Liquidity {
  readonly label: string
  /** Lots that may still fill on a bar that traded `volumeLots`, of which this run has taken `usedLots` already; Infinity for any number. */
  available(instrument: Instrument, volumeLots: number, usedLots: number): number
}

/** Any order fills whole: the default. */
export const unlimited: Liquidity = { label: 'unlimited', available: () => Infinity }

/** At most this share of each bar's volume, in whole lots, for all orders of the run together: `shareOfVolume(0.25)`. */
export function shareOfVolume(share: number): Liquidity {
  if (!(share > 0 && share <= 1)) {
    throw new LockstepError(
      'E_CONFIG',
      `expected a share of volume above 0 and at most 1, was ${share}`,
      'A quarter of each bar is shareOfVolume(0.25), or --volume-limit 0.25 on the command line.',
    )
  }
  return {
    label: `${share} of each bar's volume`,
    available: (_instrument, volumeLots, usedLots) => Math.max(Math.floor(share * volumeLots + 1e-9) - usedLots, 0),
  }
}

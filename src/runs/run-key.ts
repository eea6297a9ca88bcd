/** What makes a run the run it is: equal keys must give equal results, and a run's id is the hash of its key. */
import { createHash } from 'node:crypto'
import type { BarSeries } from '../model/bars.ts'
import type { ParamValue } from '../model/ports.ts'
import { canonical } from './canonical.ts'

/** All that a result may depend on, as plain data. */
export interface RunKey {
  readonly engineVersion: string
  /** Name and the hash of everything the strategy was loaded from. */
  readonly strategy: { readonly name: string; readonly sha256: string }
  /** Every parameter, also those that were not given. */
  readonly params: Readonly<Record<string, ParamValue>>
  /** Settings of the run: cash, costs, policies, span, seed. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly data: readonly DataKey[]
}

export interface DataKey {
  readonly instrument: string
  readonly timeframe: string
  readonly contentHash: string
  readonly bars: number
  /** What the instrument is traded as: ticks, lots, calendar, currency. */
  readonly terms: string
}

/** Characters of an id; the whole hash is in the entry. */
export const ID_CHARS = 12

/** The SHA-256 of a key in hex; the order of its properties does not matter. */
export function hashOf(key: RunKey): string {
  return createHash('sha256').update(canonical(key)).digest('hex')
}

/** What of a series a result may depend on. */
export function dataKeyOf({ instrument, timeframe, source, bars }: BarSeries): DataKey {
  const { contentHash } = source
  return { instrument: instrument.id, timeframe: timeframe.label, contentHash, bars: bars.length, terms: canonical(instrument) }
}

/** A named bundle of policies: names and figures, no logic. Nothing but the front doors knows that presets exist. */
import type { InstrumentKind } from '../model/instrument.ts'

export interface Preset {
  readonly name: string
  /** Whose habits these are, in one sentence. */
  readonly says: string
  /** Names of the policies, as the options of a run spell them. */
  readonly fill: string
  readonly margin: string
  readonly liquidation: string
  readonly sizing: string
  readonly conversion: string
  readonly warmUp: 'all' | 'all-twice' | 'each' | 'none'
  /** What becomes of positions that are open at the end; held where it is absent. */
  readonly ending?: string
  /** Name of what is charged where a run names no fees; none where it is absent. */
  readonly feeSchedule?: string
  /** Share of each bar's volume that a run may trade where it does not say. */
  readonly volumeLimit?: number
  /** Position over margin by kind of instrument, for those that name none themselves; `other` for instruments without a kind. */
  readonly leverage?: Readonly<Partial<Record<InstrumentKind | 'other', number>>>
}

/** Finer bars for fills, from --detail: of the instruments of the run, in the order of --data. */
import type { BarSeries } from 'lockstep'
import { readSeries, type BarSourceFlags, type BarSourceUse } from './bar-source.ts'

export interface DetailFlags extends BarSourceFlags {
  readonly detail?: readonly string[]
}

/** @throws UsageFault, LockstepError E_DATA_*, E_ABORTED */
export async function readDetail(flags: DetailFlags, series: readonly BarSeries[], use: BarSourceUse): Promise<BarSeries[]> {
  if (flags.detail === undefined) return []
  const { timeframe: _, ...others } = flags
  const ids = [...new Set(series.map((s) => s.instrument.id))]
  return readSeries({ ...others, data: flags.detail, instrument: ids.slice(0, flags.detail.length).join(',') }, use)
}

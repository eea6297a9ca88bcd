/** Finer bars for fills, from --detail: of the instruments of the run, in the order of --data. */
import type { BarSeries } from 'lockstep'
import { isFile, namesOf, readNamed, type BarSourceFlags, type BarSourceUse } from './bar-source.ts'
import { UsageFault } from './failure.ts'
import { leanFolderOf, readLean } from './lean-source.ts'

export interface DetailFlags extends BarSourceFlags {
  readonly detail?: readonly string[]
}

/** @throws UsageFault, LockstepError E_DATA_*, E_ABORTED */
export async function readDetail(flags: DetailFlags, series: readonly BarSeries[], use: BarSourceUse): Promise<BarSeries[]> {
  const { timeframe: _, instrument: __, ...others } = flags
  const names = namesOf(flags.detail)
  const ids = [...new Set(series.map((s) => s.instrument.id))]
  if (names.length > ids.length) {
    throw new UsageFault(
      `expected at most one --detail for each instrument of --data, there are ${names.length} for ${ids.join(', ')}`,
      'Give them in the order of --data.',
    )
  }
  const folder = leanFolderOf(names[0] ?? '')
  if (folder !== null) return readLean(folder, { ...others, instrument: ids.join(',') }, use)
  const instrument = ids.filter((_, k) => names[k] !== undefined && isFile(names[k])).join(',')
  return readNamed(names, { ...others, ...(instrument !== '' && { instrument }) }, use)
}

import { join } from 'node:path'
import { createInstrument } from '../model/instrument.ts'
import { parseTimeframe } from '../model/timeframe.ts'

/** Where one series lies. Ids are letters, digits and . _ : / -; what a file name may not hold is written as in a URL. */
export interface SeriesPath {
  readonly folder: string
  readonly bars: string
  readonly manifest: string
  /** A manifest that was written but not yet named: the step a crash may have left out. */
  readonly pending: string
  readonly quarantine: string
}

/** @throws LockstepError E_CONFIG for an id, E_USAGE for a timeframe, that cannot be one (so no path leaves `root`) */
export function seriesPath(root: string, id: string, timeframe: string): SeriesPath {
  const folder = instrumentFolder(root, id)
  const { label } = parseTimeframe(timeframe)
  return {
    folder,
    bars: join(folder, `${label}.arrow`),
    manifest: join(folder, `${label}.json`),
    pending: join(folder, `${label}.json.next`),
    quarantine: join(folder, `${label}.quarantine.csv`),
  }
}

/** The folder of an instrument, one level below `root`: the id starts with a letter or digit and holds no separator. */
export function instrumentFolder(root: string, id: string): string {
  const { id: checked } = createInstrument({ id })
  return join(root, checked.replaceAll('/', '%2F').replaceAll(':', '%3A').replace(/\.$/, '%2E'))
}

/** The id that a folder's name stands for. */
export function idOfFolder(name: string): string {
  return name.replaceAll('%2F', '/').replaceAll('%3A', ':').replace(/%2E$/, '.')
}

import { calendarFor } from '../calendar/calendars.ts'
import { createInstrument, type InstrumentSpec } from '../model/instrument.ts'
import { formatTime } from '../model/time.ts'
import type { BarFile } from './bar-file.ts'
import { engineVersion } from './file-hash.ts'
import { MANIFEST_VERSION, type Manifest } from './manifest.ts'

/** The one document that `data import --json` prints. */
export interface ImportResult {
  readonly schemaVersion: 1
  readonly rowsIn: number
  readonly stored: number
  readonly duplicates: number
  readonly quarantined: number
  /** Missing bars. */
  readonly gaps: number
  /** ISO times of the first and the last bar's opening. */
  readonly from: string
  readonly to: string
  readonly timeframe: string
  readonly instrument: string
  readonly dialect: string
  readonly contentHash: string
}

/** What is to be known of the bars of `file`; tick and calendar are told from the bars unless `spec` has them. */
export function manifestOf(file: BarFile, spec: InstrumentSpec, source: Manifest['source']): Manifest {
  return {
    schemaVersion: MANIFEST_VERSION,
    instrument: { tick: 1 / 10 ** file.priceDecimals, calendar: calendarFor(file, file.timeframe), ...spec },
    timeframe: file.timeframe.label,
    rows: file.stored,
    from: formatTime(file.from),
    to: formatTime(file.to),
    contentHash: file.hash.content,
    columnHashes: file.hash.columns,
    gaps: file.gaps,
    rowsIn: file.rowsIn,
    duplicates: file.duplicates,
    quarantined: { count: file.quarantined.count, reasons: file.quarantined.reasons },
    source,
    engine: engineVersion(),
  }
}

export function resultOf(m: Manifest): ImportResult {
  return {
    schemaVersion: 1,
    rowsIn: m.rowsIn,
    stored: m.rows,
    duplicates: m.duplicates,
    quarantined: m.quarantined.count,
    gaps: m.gaps.missingBars,
    from: m.from,
    to: m.to,
    timeframe: m.timeframe,
    instrument: m.instrument.id,
    dialect: m.source.dialect,
    contentHash: m.contentHash,
  }
}

/** Whether both were stored for one instrument, defaults filled in. */
export function sameInstrument(a: Manifest, b: Manifest): boolean {
  return JSON.stringify(createInstrument(a.instrument)) === JSON.stringify(createInstrument(b.instrument))
}

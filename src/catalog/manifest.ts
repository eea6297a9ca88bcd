/** What the catalog knows about one stored series, as JSON beside its columns. */
import type { BarColumn } from '../model/bars.ts'
import type { InstrumentSpec } from '../model/instrument.ts'
import type { Gaps } from './gaps.ts'
import type { RowReason } from './row-check.ts'

export const MANIFEST_VERSION = 1

export interface Manifest {
  readonly schemaVersion: typeof MANIFEST_VERSION
  readonly instrument: InstrumentSpec
  readonly timeframe: string
  readonly rows: number
  /** Opening times of the first and the last bar, ISO. */
  readonly from: string
  readonly to: string
  /** SHA-256 over the six column digests, and those. */
  readonly contentHash: string
  readonly columnHashes: Readonly<Record<BarColumn, string>>
  readonly gaps: Gaps
  readonly rowsIn: number
  readonly duplicates: number
  readonly quarantined: { readonly count: number; readonly reasons: Readonly<Partial<Record<RowReason, number>>> }
  readonly source: { readonly name: string; readonly sha256: string; readonly dialect: string }
  /** Version of Lockstep that wrote it. */
  readonly engine: string
}

/** The manifest in `text`, or null when it is none of ours. */
export function parseManifest(text: string): Manifest | null {
  try {
    const found = JSON.parse(text) as Partial<Manifest> | null
    const whole =
      found?.schemaVersion === MANIFEST_VERSION &&
      typeof found.instrument?.id === 'string' &&
      /^\d+(?:s|m|h|d|w|mo)$/.test(found.timeframe ?? '') &&
      Number.isSafeInteger(found.rows) &&
      typeof found.contentHash === 'string' &&
      found.columnHashes !== undefined &&
      found.gaps !== undefined &&
      found.source !== undefined
    return whole ? (found as Manifest) : null
  } catch {
    return null
  }
}

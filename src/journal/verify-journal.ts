import { bytesText, EntryScan, type EntryPlace } from './entry-scan.ts'
import { decodeEntry } from './journal-entry.ts'

/** What a journal without damage turned out to be. */
export interface JournalCheck {
  /** `unsealed`: the writer crashed, still runs, or the file was cut. All that is there is good. */
  readonly status: 'sealed' | 'unsealed'
  /** One sentence for people, such as "unsealed: 3 bytes of an unfinished entry at the end". */
  readonly summary: string
  readonly bytes: number
  /** Whole entries of every kind. */
  readonly entries: number
  /** INPUT entries, the bars in them, STEP entries and the engine's records in them. */
  readonly inputs: number
  readonly bars: number
  readonly steps: number
  readonly records: number
  /** Whether the run came to its END. */
  readonly ended: boolean
  readonly lastGood: EntryPlace | null
  /** The newest link or seal: whatever the writer acknowledged lies before it. */
  readonly lastLinked: EntryPlace | null
  /** Bytes after the last whole entry, 0 in a sealed journal. */
  readonly tailBytes: number
  /** The newest link, 64 hexadecimal digits. Noted elsewhere, it shows a journal that was rewritten whole. */
  readonly head: string
}

/**
 * Reads every byte of a journal and checks it.
 * @throws LockstepError E_JOURNAL_CORRUPT with the entry, its byte, what is wrong and the last good entry; E_DATA_FILE, E_DATA_FORMAT
 */
export function verifyJournal(path: string): JournalCheck {
  const scan = new EntryScan(path)
  const counts = { inputs: 0, bars: 0, steps: 0, records: 0 }
  let ended = false
  try {
    while (scan.next()) {
      const entry = decodeEntry(scan)
      if (entry?.kind === 'input') {
        counts.inputs++
        counts.bars += entry.barCount
      } else if (entry?.kind === 'step') {
        counts.steps++
        counts.records += entry.block.recordCount
      } else if (entry?.kind === 'end') {
        ended = true
      }
    }
  } finally {
    scan.close()
  }
  return {
    status: scan.sealed ? 'sealed' : 'unsealed',
    summary: summary(scan),
    bytes: scan.byteCount,
    entries: scan.sequence + 1,
    ...counts,
    ended,
    lastGood: scan.lastGood,
    lastLinked: scan.lastLinked,
    tailBytes: scan.tailBytes,
    head: scan.head,
  }
}

function summary(scan: EntryScan): string {
  if (scan.sealed) return 'sealed'
  if (scan.tailBytes === 0) return 'unsealed: it ends after a whole entry, without a seal'
  return `unsealed: ${bytesText(scan.tailBytes)} of an unfinished entry at the end`
}

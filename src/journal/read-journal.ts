import { EntryScan } from './entry-scan.ts'
import { decodeEntry, type JournalEntry } from './journal-entry.ts'

/**
 * The entries of a journal in order, each checked before it is handed out. Memory stays the same however long the file.
 * Ends early and quietly where an unsealed journal ends; a last entry that is not the seal says so.
 *
 *     for (const entry of readJournal('run.journal')) if (entry.kind === 'step') taken += entry.block.recordCount
 *
 * @throws LockstepError E_DATA_FILE, E_DATA_FORMAT, E_JOURNAL_CORRUPT at the first entry that does not check
 */
export function* readJournal(path: string): Generator<JournalEntry, void, undefined> {
  const scan = new EntryScan(path)
  try {
    while (scan.next()) {
      const entry = decodeEntry(scan)
      if (entry !== undefined) yield entry
    }
  } finally {
    scan.close()
  }
}

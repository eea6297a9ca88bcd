/** `lockstep verify`: every byte of a journal, checked. */
import { exitCodes, LockstepError, verifyJournal } from 'lockstep'
import { grouped } from '../progress.ts'
import type { Screen } from '../screen.ts'

export function verifyFile(screen: Screen, path: string): number {
  const check = verifyJournal(path)
  if (check.status === 'unsealed') {
    const last = check.lastGood === null ? 'nothing' : `entry ${grouped(check.lastGood.entry)}`
    throw new LockstepError(
      'E_JOURNAL_CORRUPT',
      `${path} is ${check.summary}: the run was killed, still writes, or the file was cut; it is good up to ${last}`,
      'What is there can be replayed; run it again for the rest.',
    )
  }
  if (screen.json) screen.printJson({ schemaVersion: 1, ...check })
  else {
    const { entries, steps, bars, records, bytes, head } = check
    screen.print(
      `${path}: whole and sealed, ${grouped(entries)} entries, ${grouped(steps)} steps, ${grouped(bars)} bars, ${grouped(records)} records, ${grouped(bytes)} bytes`,
    )
    screen.print(`last link ${head}`)
  }
  return exitCodes.ok
}

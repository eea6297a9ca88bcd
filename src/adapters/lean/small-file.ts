/** The small text files of a LEAN folder, read whole, the names in its folders and the days in both. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { LockstepError } from '../../base/error.ts'
import { daysInMonth, daysSinceEpoch } from '../../catalog/csv-bytes.ts'
import { diskFault } from '../../catalog/disk.ts'
import { DAY_MS } from '../../model/time.ts'

const BYTES_MAX = 67_108_864

/** The text of a file, or null when there is none. @throws LockstepError E_DATA_DISK, E_DATA_FORMAT when it is absurdly large */
export async function readTextIfThere(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path)
    if (size > BYTES_MAX)
      throw new LockstepError(
        'E_DATA_FORMAT',
        `expected at most ${BYTES_MAX} bytes in ${path}, it has ${size}`,
        'It is not what its name says.',
      )
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw diskFault('read', path, cause)
  }
}

/** Names in a folder; null when there is none. */
export async function namesIn(folder: string): Promise<string[] | null> {
  return readdir(folder).then(
    (names) => names.toSorted(),
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null
      throw diskFault('read', folder, cause)
    },
  )
}

/** `20131007` or `2013-10-07` as days since 1970; NaN when it is no date. */
export function parseDay(text: string): number {
  const m = /^\s*(\d{4})(-?)(\d\d)\2(\d\d)\s*$/.exec(text)
  const [year, month, day] = [Number(m?.[1]), Number(m?.[3]), Number(m?.[4])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? daysSinceEpoch(year, month, day) : NaN
}

/** A day as `2013-10-07`. */
export function dayDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

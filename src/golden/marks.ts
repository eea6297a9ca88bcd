/**
 * Short hashes of single rows, for golden files that do not keep them: enough to say at which row a run leaves its file, and not what
 * that row was. Rows are taken as one may follow from another. Three digits overlook one row in 4,096, which its stream's hash does not.
 */
import { LockstepError } from '../base/error.ts'
import { byCause } from './by-cause.ts'
import { rowText, type GoldenRow } from './golden-row.ts'
import type { Digest } from './counted.ts'

const DIGITS = 3
/** Marks of a file: 24 kB. */
const MARKS_MAX = 8000
/** Marks behind a divergence that are held against each other to tell a row that is missing from one that is another. */
const MARKS_BEHIND = 3

/** How many rows share a mark, where there are so many. */
export function rowsPerMarkOf(rowCount: number): number {
  return Math.max(1, Math.ceil(rowCount / MARKS_MAX))
}

/** The marks of a period's rows. */
export function marksOf(rows: readonly GoldenRow[], rowsPerMark: number, digest: Digest): string {
  const texts = rows.toSorted(byCause).map(rowText)
  const marks: string[] = []
  for (let k = 0; k < texts.length; k += rowsPerMark) marks.push(digest(texts.slice(k, k + rowsPerMark).join('\n')).slice(0, DIGITS))
  return marks.join('')
}

export interface MarkedDivergence {
  /** Number of the first mark that differs. */
  readonly mark: number
  readonly class: 'missing' | 'extra' | 'other'
}

/** Where two periods first differ; null where their marks do not show it. */
export function firstMark(expected: string, found: string): MarkedDivergence | null {
  const [was, is] = [split(expected), split(found)]
  const mark = was.findIndex((text, k) => text !== is[k])
  const first = mark < 0 ? was.length : mark
  if (mark < 0 && was.length === is.length) return null
  const behind = (marks: readonly string[], from: number): string => marks.slice(from, from + MARKS_BEHIND).join(' ')
  if (behind(was, first + 1) === behind(is, first + 1) && first < was.length && first < is.length) return { mark: first, class: 'other' }
  if (behind(was, first + 1) === behind(is, first)) return { mark: first, class: 'missing' }
  return { mark: first, class: behind(is, first + 1) === behind(was, first) ? 'extra' : 'other' }
}

function split(text: string): string[] {
  if (text.length % DIGITS !== 0)
    throw new LockstepError(
      'E_GOLDEN_FILE',
      `expected marks of ${DIGITS} digits, there are ${text.length} in all`,
      'Record the golden file again.',
    )
  return Array.from({ length: text.length / DIGITS }, (_, k) => text.slice(k * DIGITS, (k + 1) * DIGITS))
}

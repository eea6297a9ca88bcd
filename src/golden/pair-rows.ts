/** Rows of two runs side by side: the same order at the same moment, else the same thing a little earlier or later, else alone. */
import { byMoment, type GoldenRow } from './golden-row.ts'

/** At least one of them is there. */
export interface RowPair {
  readonly expected: GoldenRow | null
  readonly found: GoldenRow | null
  readonly isShifted: boolean
}

/** Pairs in canonical order of the earlier of their rows. @param shiftMsMax how far apart rows may be to be the same thing */
export function pairRows(expected: readonly GoldenRow[], found: readonly GoldenRow[], shiftMsMax: number): RowPair[] {
  const waiting = Map.groupBy(found, identityOf)
  const pairs: RowPair[] = []
  const missing: GoldenRow[] = []
  for (const row of expected) {
    const twin = waiting.get(identityOf(row))?.shift()
    if (twin === undefined) missing.push(row)
    else pairs.push({ expected: row, found: twin, isShifted: false })
  }
  const extra = [...waiting.values()].flat().sort(byMoment)
  return [...pairs, ...shiftedPairs(missing, extra, shiftMsMax)].sort((a, b) => byMoment(earlierOf(a), earlierOf(b)))
}

/** The row of a pair that comes first; what was expected when both are of one moment. */
export function earlierOf({ expected, found }: RowPair): GoldenRow {
  return expected !== null && (found === null || byMoment(expected, found) <= 0) ? expected : found!
}

function identityOf({ time, kind, instrument, order, fields }: GoldenRow): string {
  return `${time} ${kind} ${instrument} ${order} ${fields.get('why') ?? ''}`
}

/** Each missing row takes the first that is left of its sort and near enough; whatever remains stands alone. Both are in order of time. */
function shiftedPairs(missing: readonly GoldenRow[], extra: readonly GoldenRow[], shiftMsMax: number): RowPair[] {
  const waiting = Map.groupBy(extra, sortOf)
  const nextOf = new Map<string, number>()
  const taken = new Set<GoldenRow>()
  const pairs = missing.map((row): RowPair => {
    const sort = sortOf(row)
    const candidates = waiting.get(sort) ?? []
    let next = nextOf.get(sort) ?? 0
    // What is too early for this row is too early for all that follow.
    while (next < candidates.length && candidates[next]!.time < row.time - shiftMsMax) next++
    const candidate = candidates[next]
    const twin = candidate !== undefined && candidate.time <= row.time + shiftMsMax ? candidate : null
    if (twin !== null) taken.add(twin)
    nextOf.set(sort, twin === null ? next : next + 1)
    return { expected: row, found: twin, isShifted: twin !== null }
  })
  const alone = extra.filter((row) => !taken.has(row))
  return [...pairs, ...alone.map((row): RowPair => ({ expected: null, found: row, isShifted: false }))]
}

function sortOf({ kind, instrument, fields }: GoldenRow): string {
  return [kind, instrument, ...['side', 'role', 'type', 'reason', 'why'].map((name) => fields.get(name) ?? '')].join(' ')
}
